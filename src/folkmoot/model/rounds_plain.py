"""Rounds as plain JSON: what the ledger keeps frozen of one, and frozen answers with their words. Reading gives the same back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from pydantic import TypeAdapter

from folkmoot.model.rounds import Round, RoundPlan
from folkmoot.model.text import Text

Plain = dict[str, Any]
_SIDES = frozenset({"en", "zh"})


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(noun: type[Any]) -> TypeAdapter[Any]:
    if noun not in _adapters:
        _adapters[noun] = TypeAdapter(noun)
    return _adapters[noun]


def plan_plain(plan: Any) -> Plain:
    """Return a declared plan as JSON: only what differs from the defaults, and not where it stands."""
    said: Plain = _adapter(type(plan)).dump_python(plan, mode="json", exclude_defaults=True)
    return {name: _without_place(value) for name, value in said.items() if name != "place"}


def _without_place(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _without_place(value) for name, value in said.items() if name != "place"}
    return [_without_place(one) for one in said] if isinstance(said, list) else said


def plan_of(noun: type, said: Mapping[str, Any]) -> Any:
    """Return the plan of what ``plan_plain`` gave. Fields of a later version are left out."""
    known = {one.name for one in fields(noun)}
    return _adapter(noun).validate_python({name: value for name, value in said.items() if name in known})


def round_plain(one: Round) -> Plain:
    """Return what is frozen of a round when it is opened."""
    moments = {name: getattr(one, name).isoformat() for name in ("opens_at", "until_at", "evidence_at")}
    return {"plan": plan_plain(one.plan), **moments}


def round_of(number: int, key: str, frozen: Mapping[str, Any], at: datetime, by: str) -> Round:
    """Return the round of what ``round_plain`` gave."""
    moments = [datetime.fromisoformat(frozen[name]) for name in ("opens_at", "until_at", "evidence_at")]
    return Round(number, plan_of(RoundPlan, frozen["plan"]), key, moments[0], moments[1], moments[2], at, by)


def plain(value: Any) -> Any:
    """Return an answer's data as JSON: words with both languages, days and moments as ISO 8601 writes them."""
    if isinstance(value, Text):
        return {"en": value.en, "zh": value.zh}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return value


def thawed(value: Any) -> Any:
    """Return what ``plain`` gave with its words as words again; days and moments stay written."""
    if isinstance(value, Mapping):
        if value.keys() == _SIDES:
            return Text(str(value["en"]), str(value["zh"]))
        return {name: thawed(each) for name, each in value.items()}
    return [thawed(each) for each in value] if isinstance(value, list) else value

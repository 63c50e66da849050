"""The role ladder in a README: ``#### Members（正式成员）`` with 职责, 权益 and 申请条件 → rungs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from folkmoot.charter.dialects.mindspore.markdown import Section, items, plain
from folkmoot.charter.dialects.mindspore.rosters.roles import role_of
from folkmoot.model.groups import Rung
from folkmoot.model.text import Text, has_han

_ASKS = re.compile(
    r"(?:\*\*)?(申请条件|要求|application (?:criteria|conditions?)|requirements?)(?:\*\*)?\s*[：:]\s*", re.IGNORECASE
)
_DOES = re.compile(
    r"(?:\*\*)?(职责范围|职责|权益|responsibilities|responsibility|rights)(?:\*\*)?\s*[：:]\s*", re.IGNORECASE
)
_ORDER = ("member", "contributor", "reviewer", "committer", "maintainer")


def is_rung(section: Section) -> bool:
    """Return whether a section describes a role, not who serves in it."""
    return any(_ASKS.match(item.text) or _DOES.match(item.text) for item in items(section.lines))


def ladder(found: Iterable[Section]) -> tuple[Rung, ...]:
    """Return the rungs that the sections describe, lowest first."""
    rungs: dict[str, Rung] = {}
    for section in found:
        role = role_of(section.title)
        if role and role not in rungs and is_rung(section):
            rungs[role] = _rung(role, section)
    return tuple(sorted(rungs.values(), key=lambda rung: _ORDER.index(rung.role) if rung.role in _ORDER else 0))


def _rung(role: str, section: Section) -> Rung:
    asks, does = [], []
    for item in items(section.lines):
        if found := _ASKS.match(item.text):
            asks.append(plain(item.text[found.end() :]))
        else:
            does.append(plain(_DOES.sub("", item.text, count=1)))
    return Rung(role, _text(does), _text(asks))


def _text(words: list[str]) -> Text:
    joined = " ".join(word for word in words if word)
    return Text(zh=joined) if has_han(joined) else Text(en=joined)


def both(chinese: Iterable[Rung], english: Iterable[Rung]) -> tuple[Rung, ...]:
    """Return the rungs of the two languages' READMEs as one ladder."""
    rungs = {rung.role: rung for rung in chinese}
    for rung in english:
        known = rungs.get(rung.role, Rung(rung.role))
        rungs[rung.role] = Rung(rung.role, _either(known.does, rung.does), _either(known.asks, rung.asks))
    return tuple(sorted(rungs.values(), key=lambda rung: _ORDER.index(rung.role) if rung.role in _ORDER else 0))


def _either(one: Text, other: Text) -> Text:
    return Text(one.en or other.en, one.zh or other.zh)

"""Whose number it is today: people who turned out to be one keep both numbers, and are shown the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from folkmoot.charter.levels import WHOLE, ladder_of_levels, levels_of
from folkmoot.model.certificate import Certificate, Number
from folkmoot.model.ladder import LadderVerdict
from folkmoot.model.level import Level
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.clauses import worded
from folkmoot.reports.climbers import Climbers, moment_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.community_number import spelled


@dataclass(frozen=True)
class Holder:
    """Somebody with all of their numbers, the first one first."""

    person: str  # inner id
    numbers: tuple[Number, ...]

    @property
    def number(self) -> Number:
        """The one that is shown."""
        return self.numbers[0]

    @property
    def spelled(self) -> str:
        """The number as it is written today."""
        return spelled(self.number.serial, self.letters)

    @property
    def letters(self) -> str:
        """The letters of the level of today: of several numbers the newest level."""
        acts = [one.level for one in self.numbers if one.level]
        return str(max(acts, key=lambda act: act.at).content["letters"]) if acts else ""


def person_of(homes: Homes, number: Number) -> str:
    """Return who has a number today."""
    return homes.identity.person_of.get(number.person, number.person)


def names_of(homes: Homes, person: str) -> tuple[str, ...]:
    """Return every name under which somebody's number may stand: their ids, and all their accounts."""
    known = homes.faces.known(person)
    if known is None:
        return (person,)
    merged = (one for one, ident in homes.identity.person_of.items() if ident == known.id)
    return tuple(dict.fromkeys([known.id, person, *known.accounts, *merged]))


def holders(homes: Homes) -> dict[str, Holder]:
    """Return everybody who has a number, by inner id."""
    from folkmoot.ledger import numbers

    found: dict[str, list[Number]] = {}
    for number in numbers.every():
        found.setdefault(person_of(homes, number), []).append(number)
    return {person: Holder(person, tuple(own)) for person, own in found.items()}


def holder_of(homes: Homes, person: str) -> Holder | None:
    """Return somebody's numbers; None: they have none."""
    return holders(homes).get(homes.identity.person_of.get(person, person))


def level_now(homes: Homes, holder: Holder) -> Level | None:
    """Return the level that somebody has, as the charter declares it today; None: none, or one that is declared no more."""
    acts = [one.level for one in holder.numbers if one.level]
    if not acts:
        return None
    ident = max(acts, key=lambda act: act.at).content["level"]
    return next((one for one in levels_of(homes.charter) if one.id == ident), None)


def climbing(homes: Homes, question: Question | None, people: tuple[str, ...], today: Any) -> Climbers:
    """Return some people before the levels, as of the newest reading."""
    asked = question or Question("number", Scope(zone=homes.charter.community.zone), today)
    ladder = ladder_of_levels(levels_of(homes.charter))
    return Climbers(homes, WHOLE, ladder, moment_of(homes, asked), people)


def judged(climbers: Climbers, person: str, level: Level) -> LadderVerdict | None:
    """Return how somebody stands before a level, with words; None for one that asks nothing."""
    step = climbers.ladder.step(level.id)
    if step is None or not (step.all or step.any):
        return None
    return worded(climbers.verdict(person, step), climbers.ladder, lambda _path, _clause: {})


def title_of(certificate: Certificate) -> Text:
    """Return what a certificate is called."""
    return words_in(certificate.content, "title")


def words_in(content: Any, name: str) -> Text:
    """Return words of both languages from what was frozen."""
    said = content.get(name) or {}
    return Text(str(said.get("en", "")), str(said.get("zh", "")))


def frozen_leaves(clauses: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the conditions at the ends of a tree of clauses that was frozen, in order."""
    found: list[Mapping[str, Any]] = []
    for one in clauses:
        found += frozen_leaves(one["below"]) if one.get("below") else [one]
    return found

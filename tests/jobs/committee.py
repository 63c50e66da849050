"""A committee of four and two groups, and a motion of it, for tests of what is decided."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.jobs import moving
from folkmoot.lake.lake import Lake
from folkmoot.model.actor import Actor
from folkmoot.model.community import Community
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.people import Affiliation, Person
from folkmoot.model.text import Text
from folkmoot.model.voting import Holiday, Stage, VotingRule
from folkmoot.reports.homes import Homes

NOW = datetime(2026, 3, 2, 9)
ANN, BO, CY = (Actor(name, "10.0.0.1", people=(name,)) for name in ("ann", "bo", "cy"))
OUT = Actor("eve", "10.0.0.9")
SHELL = Actor("cli:root", operator=True)
QUESTION = Text("Shall we?", "是否同意？")

CHARTER = Charter(
    Community(Text("Kit"), zone="Asia/Shanghai"),
    people=tuple(
        Person(name, name.title(), (f"gitee:{name}",), (Affiliation("Example"),) if name in "ann bo" else ())
        for name in ("ann", "bo", "cy", "dee")
    ),
    groups=(
        Group(Kind.COMMITTEE, "tsc", Text("TSC"), roles=(
            Term("ann", "chair"), Term("bo", "member"), Term("cy", "member"), Term("dee", "member", until=date(2026, 3, 3)),
        )),
        Group(Kind.SIG, "kit", Text("Kit"), roles=(Term("bo", "maintainer"), Term("cy", "member"), Term("ann", "committer"))),
        Group(Kind.SIG, "empty", Text("Empty")),
    ),
    voting=(VotingRule("sealed", threshold="more than 1/2", secret=True, stages=(Stage("mail", 7),)),),
    holidays=(Holiday(date(2026, 3, 4)),),
)  # fmt: skip


def homes_in(folder: Path) -> Homes:
    """Return the committee's homes, with an empty lake in a folder."""
    lake = Lake.at(folder / "lake")
    lake.create()
    return Homes(CHARTER, lake)


def move(homes: Homes, group: str = "tsc", **more) -> int:
    said = {"group": group, "kind": "motion", "title": QUESTION, "actor": ANN, "now": NOW, **more}
    return moving.move(homes, **said)


def word(number: int, days: float = 0) -> str:
    return moving.seen(number, NOW + timedelta(days=days)).standing.word

"""The levels that hold for a community, and the same as a ladder, so that its rules judge them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.native.entries import read_entry
from folkmoot.charter.yamltree import load
from folkmoot.model.groups import Group, Kind
from folkmoot.model.ladder import ANY, Clause, Ladder, LadderStep
from folkmoot.model.level import Level
from folkmoot.model.text import Text

FILE = Path(__file__).with_name("levels.yaml")
WHOLE = Group(kind=Kind.TEAM, slug="community", name=Text("The community", "整个社区"))
"""Stands for the whole community where a ladder's rules ask for a group; it is no group of the charter."""


@cache
def usual_levels() -> tuple[Level, ...]:
    """Return the levels that come with the program. Errors: ValueError for a fault in their file, which would be the program's own."""
    tree, faults = load(FILE, FILE.parent)
    found: list[Level] = []
    findings = list(faults)
    for entry in (tree.get("levels") if tree else None) or ():
        read, more = read_entry(Level, entry)
        findings += more
        found += [read] if isinstance(read, Level) else []
    if findings or not found:
        said = "; ".join(f"{each.place}: {each.says}" for each in findings)
        raise ValueError(f"the levels that come with the program cannot be read: {said}")
    return tuple(found)


def levels_of(charter: Charter) -> tuple[Level, ...]:
    """Return the levels that hold, lowest first: those that are declared, else those that come with the program."""
    return charter.levels or usual_levels()


def ladder_of_levels(levels: tuple[Level, ...]) -> Ladder:
    """Return levels as a ladder: its roles are their ids, and what it counts is counted anywhere."""
    steps = tuple(
        LadderStep(one.id, one.title, one.does, _anywhere(one.all), _anywhere(one.any), one.place) for one in levels
    )
    return Ladder("levels", Text("Levels", "等级"), steps=steps)


def _anywhere(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(_one_anywhere(one) for one in clauses)


def _one_anywhere(one: Clause) -> Clause:
    count = replace(one.count, where="anywhere") if one.count else None
    group = one.group or (ANY if one.role else "")
    return replace(one, all=_anywhere(one.all), any=_anywhere(one.any), count=count, group=group)

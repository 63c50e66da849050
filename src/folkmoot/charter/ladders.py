"""The ladders that come with the program, and which ladder holds for a group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.native.entries import read_entry
from folkmoot.charter.yamltree import load
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Ladder

FILE = Path(__file__).with_name("ladders.yaml")


@cache
def known_ladders() -> Mapping[str, Ladder]:
    """Return the ladders that come with the program, by id.

    Errors: ValueError when the file that holds them has a fault; that would be the program's own.
    """
    tree, faults = load(FILE, FILE.parent)
    found: list[Ladder] = []
    findings = list(faults)
    for entry in (tree.get("ladders") if tree else None) or ():
        read, more = read_entry(Ladder, entry)
        findings += more
        found += [read] if isinstance(read, Ladder) else []
    if findings or not found:
        said = "; ".join(f"{each.place}: {each.says}" for each in findings)
        raise ValueError(f"the ladders that come with the program cannot be read: {said}")
    return {ladder.id: ladder for ladder in found}


def whole(declared: Ladder) -> Ladder:
    """Return a declared ladder with the steps of the one that it uses; a step of its own takes its role's place.

    Edges: steps of further roles come above; a ladder that uses an unknown one has its own steps alone (a check tells of it).
    """
    used = known_ladders().get(declared.use)
    if used is None:
        return declared
    own = {step.role: step for step in declared.steps}
    steps = [own.pop(step.role, step) for step in used.steps]
    return replace(
        declared,
        title=declared.title or used.title,
        steps=(*steps, *own.values()),
        sources=declared.sources or used.sources,
    )


def declared_for(charter: Charter, group: Group) -> Ladder | None:
    """Return the ladder that holds for a group as it is declared: its own before the community's; the first of each."""
    own = (ladder for ladder in charter.ladders if group.slug in ladder.groups)
    every = (ladder for ladder in charter.ladders if not ladder.groups and group.kind in ladder.kinds)
    return next(own, None) or next(every, None)


def ladder_of(charter: Charter, group: Group) -> Ladder | None:
    """Return the whole ladder that holds for a group; None: none does."""
    found = declared_for(charter, group)
    return whole(found) if found else None

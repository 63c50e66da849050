"""The evaluation that comes with the program, and which ones hold for a charter."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.native.entries import read_entry
from folkmoot.charter.yamltree import load
from folkmoot.model.health import Evaluation
from folkmoot.model.text import Text

FILE = Path(__file__).with_name("standard.yaml")


@cache
def standard_evaluation() -> Evaluation:
    """Return the evaluation that comes with the program.

    Errors: ValueError when the file that holds it has a fault; that would be the program's own.
    """
    tree, faults = load(FILE, FILE.parent)
    entry = tree.get("evaluation") if tree else None
    read, more = read_entry(Evaluation, entry) if entry else (None, [])
    if faults or more or not isinstance(read, Evaluation):
        said = "; ".join(f"{each.place}: {each.says}" for each in (*faults, *more))
        raise ValueError(f"the evaluation that comes with the program cannot be read: {said}")
    return read


def evaluations_of(charter: Charter) -> tuple[Evaluation, ...]:
    """Return the evaluations that hold for ``charter``: those it declares, else the one that comes with the program.

    Edges: one declared under the id of the program's own without items has the program's items and version, and its own
    title and words where it gives some; answers are always the charter's.
    """
    return tuple(_whole(each) for each in charter.evaluations) or (standard_evaluation(),)


def _whole(declared: Evaluation) -> Evaluation:
    standard = standard_evaluation()
    if declared.items or declared.id != standard.id:
        return replace(declared, title=declared.title or Text(declared.id, declared.id))
    return replace(
        standard,
        title=declared.title or standard.title,
        says=declared.says or standard.says,
        answers=declared.answers,
        place=declared.place,
    )

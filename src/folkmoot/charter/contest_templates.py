"""The contests that come with the program, to begin from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from folkmoot.charter.native.entries import read_entry
from folkmoot.charter.yamltree import load
from folkmoot.model.contest import ContestPlan

FILE = Path(__file__).with_name("contests.yaml")


@cache
def templates() -> dict[str, ContestPlan]:
    """Return them by their ids; nobody organises them yet.

    Errors: ValueError when the file that holds them has a fault; that would be the program's own.
    """
    tree, faulty = load(FILE, FILE.parent)
    faults = list(faulty)
    found: dict[str, ContestPlan] = {}
    for entry in (tree.get("contests") if tree else None) or ():
        plan, more = read_entry(ContestPlan, entry)
        faults += more
        if plan is not None:
            found[plan.id] = plan
    if faults:
        raise ValueError(f"the contests that come with the program cannot be read: {faults[0].place}: {faults[0].says}")
    return found

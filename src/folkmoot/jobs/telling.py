"""What people record becomes events: whose account names them in the lake, and how far the lake is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from folkmoot.lake.append import append_coverage
from folkmoot.model.event import Coverage
from folkmoot.reports.homes import Homes


def account_for(homes: Homes, person: str) -> str:
    """Return the account by which the lake names somebody, declared or not; "" where none is known.

    Edges: the first declared one at a forge, else a mail account, else one that was seen. Who is known here alone
    (``user:``) has none.
    """
    if ":" in person:
        return "" if person.startswith("user:") else person
    declared, known = homes.charter.person_by_id.get(person), homes.faces.known(person)
    for accounts in (declared.accounts if declared else (), known.accounts if known else ()):
        for account in sorted(accounts, key=lambda one: one.startswith("mail:")):  # the declared order else
            if ":" in account:
                return account
    return ""


def told_until(
    source: str, kind: str, since: datetime, now: datetime, *, rows: int, note: str = "", sure: datetime | None = None
) -> Coverage:
    """Return how far the lake knows a kind of what is recorded here. ``note``: why it is not all; then it is sure until ``sure``."""
    since = min(since, now)
    return Coverage(
        source, "", kind, since, now, now, complete=not note, note=note, rows=rows,
        sure_until_at=(sure or since) if note else None,
    )  # fmt: skip


def tell_coverage(homes: Homes, rows: Sequence[Coverage]) -> None:
    """Say how far the lake is told; a row a day is enough while nothing else changes. Errors: LakeBusy."""
    known = {(row.source, row.kind): row for row in homes.coverage}
    if any(_what(row) != _what(known.get((row.source, row.kind))) for row in rows):
        append_coverage(homes.lake, rows)


def _what(row: Coverage | None) -> tuple[object, ...]:
    """Return what a row says, and on which day it was said."""
    return (row.complete, row.note, row.rows, row.sure_until_at, row.read_at.date()) if row else ()

"""How far the facts under an answer were read: what was never read is unknown, not zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from folkmoot.model.event import Coverage
from folkmoot.model.groups import Group
from folkmoot.model.scope import Scope
from folkmoot.reports.homes import Homes

KIND_OF = {
    "commits": "commit.authored",
    "merges": "commit.authored",
    "merged": "change.merged",
    "reviews": "change.reviewed",
}
"""Which kind of event a column counts; any other column counts whatever was read."""
COMMITS = "commit.authored"  # whose files every history tells


def coverage_of(homes: Homes, scope: Scope) -> tuple[Coverage, ...]:
    """Return the readings that an answer about ``scope`` rests on.

    Edges: of a group that looks after a folder the readings count that tell of folders: those of commits, and of any other
    kind as soon as its events in that repository say where they happened. What nobody can place is unknown, not zero.
    """
    rows = homes.coverage
    if scope.repos:
        rows = tuple(row for row in rows if row.repo in scope.repos)
    if scope.groups:
        known = homes.charter.group_by_slug
        wanted = {pair for slug in scope.groups for pair in _read_for(homes, known[slug], rows)}
        rows = tuple(row for row in rows if (row.repo, row.kind) in wanted)
    return rows


def _read_for(homes: Homes, group: Group, rows: Iterable[Coverage]) -> set[tuple[str, str]]:
    whole = {repo for item in group.repositories if not item.path for repo in homes.same(item.repo)}
    parts = {repo for item in group.repositories if item.path for repo in homes.same(item.repo)}
    return {
        (row.repo, row.kind)
        for row in rows
        if row.repo in whole
        or (row.repo in parts and (row.kind == COMMITS or (row.repo, row.kind) in homes.folder_kinds))
    }


def fresh_at(covering: Iterable[Coverage]) -> datetime | None:
    """Return when the newest of these readings was made; None when nothing was read."""
    return max((row.read_at for row in covering), default=None)


def kinds_in(covering: Iterable[Coverage]) -> frozenset[str]:
    """Return which kinds of events were read."""
    return frozenset(row.kind for row in covering)


def counts_in(counted: Mapping[str, Any] | None, names: Iterable[str], kinds: frozenset[str]) -> dict[str, int | None]:
    """Return the counts ``names``; where nothing was counted, zero if its kind is among those read, else None."""
    found: dict[str, int | None] = {}
    for name in names:
        read = KIND_OF[name] in kinds if name in KIND_OF else bool(kinds)
        found[name] = (counted[name] if counted else 0) or (0 if read else None)
    return found


def reading_of(covering: Iterable[Coverage]) -> dict[str, Any]:
    """Return several readings of one repository as one: complete when all are, as fresh as the newest."""
    rows = tuple(covering)
    return {
        "read_at": fresh_at(rows),
        "complete": all(row.complete for row in rows) if rows else None,
        "note": "; ".join(dict.fromkeys(row.note for row in rows if row.note)),
    }

"""Which of the kinds that a clause counts were not read where and when it counts: there too little is unknown, not "no"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from folkmoot.lake.caring import NAMING
from folkmoot.model.event import Coverage
from folkmoot.model.groups import Group
from folkmoot.model.ladder import Count, Ladder
from folkmoot.model.scope import Scope
from folkmoot.reports.covering import COMMITS
from folkmoot.reports.gaps import GRACE
from folkmoot.reports.homes import Homes

OPENED = {"change": "change.opened", "issue": "issue.opened"}
LABELED = {"change": "change.labeled", "issue": "issue.labeled"}
Place = tuple[frozenset[str], bool]
"""The names of a repository (its own and its mirrors'), and whether only folders of it count."""


def kinds_needed(count: Count) -> tuple[str, ...]:
    """Return the kinds of events that must have been read before too little of something is "no"."""
    things = dict.fromkeys(kind.partition(".")[0] for kind in count.kinds)
    more = [OPENED[thing] for thing in things if count.others and thing in OPENED]
    more += [LABELED[thing] for thing in things if count.label and thing in LABELED]
    return tuple(dict.fromkeys((*count.kinds, *more)))


def places_of(homes: Homes, group: Group, ladder: Ladder, count: Count) -> tuple[Place, ...]:
    """Return the repositories in which a clause counts."""
    if count.repos:
        return tuple((homes.same(repo.lower()), False) for repo in count.repos)
    if count.where == "anywhere":
        owned = [item.repo for each in homes.charter.groups for item in each.repositories]
        declared = [one.repo for one in homes.charter.community.repositories if not one.archived]
        return tuple((homes.same(repo), False) for repo in dict.fromkeys([*declared, *owned]))
    own = tuple((homes.same(item.repo), bool(item.path)) for item in group.repositories)
    return (*own, *((homes.same(repo.lower()), False) for repo in ladder.repos if count.where == "main"))


def unread(
    homes: Homes, group: Group, ladder: Ladder, count: Count, since_at: datetime | None, until_at: datetime
) -> tuple[str, ...]:
    """Return the kinds that were not read in the whole window in each place where a clause counts.

    Edges: a complete reading that begins later than the window is whole only where nothing is known to be older. In a
    folder of a repository only what says where it happened was read. Meetings, mails and tasks name their group
    themselves: of them the readings count that tell of the group, or of no repository.
    """
    places = places_of(homes, group, ladder, count)
    missing = []
    for kind in kinds_needed(count):
        if kind in NAMING and not count.repos:
            names = frozenset().union(*(names for names, _path in places))
            rows = list(_telling(homes, group, kind, names, everywhere=count.where == "anywhere"))
            if rows and all(_covers(homes, row, since_at, until_at) for row in rows):
                continue
        elif places and all(_read(homes, place, kind, since_at, until_at) for place in places):
            continue
        missing.append(kind)
    return tuple(missing)


def _read(homes: Homes, place: Place, kind: str, since_at: datetime | None, until_at: datetime) -> bool:
    names, folder = place
    rows = (row for name in names for row in homes.coverage_by_repo.get(name, ()) if row.kind == kind)
    return any(
        _covers(homes, row, since_at, until_at)
        for row in rows
        if not folder or kind == COMMITS or (row.repo, kind) in homes.folder_kinds
    )


def _telling(homes: Homes, group: Group, kind: str, names: frozenset[str], *, everywhere: bool) -> Iterator[Coverage]:
    rows = [row for row in homes.coverage if row.kind == kind]
    if everywhere or all(row.repo == "" or row.repo in names for row in rows):
        yield from rows
        return
    table = homes.reading.scoped(homes.events(Scope(bots=True)), Scope(groups=(group.slug,), bots=True))
    told = {row["repo"] for row in homes.rows(table.filter(table.kind == kind).select("repo").distinct())}
    yield from (row for row in rows if row.repo == "" or row.repo in names or row.repo in told)


def _covers(homes: Homes, row: Coverage, since_at: datetime | None, until_at: datetime) -> bool:
    """Return whether nothing is missing between two moments; ``since_at`` None: since ever."""
    if row.sure_at is None or row.sure_at < until_at - GRACE:
        return False
    if row.since_at is None or (since_at is not None and row.since_at <= since_at):
        return True
    return not any(_older(row.since_at, _others(homes, row)))


def _others(homes: Homes, row: Coverage) -> Iterable[Coverage]:
    return (one for name in homes.same(row.repo) for one in homes.coverage_by_repo.get(name, ()))


def _older(since_at: datetime, rows: Iterable[Coverage]) -> Iterator[bool]:
    return (row.since_at is not None and row.since_at < since_at for row in rows)

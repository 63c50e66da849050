"""The lake with people, affiliations and groups joined in as of each event's time."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

import ibis
import pyarrow as pa

from folkmoot.lake.belonging import ACCOUNTS, account_rows, moments
from folkmoot.lake.duck import Duck
from folkmoot.lake.snapshot import Snapshot
from folkmoot.lake.tables import MOMENT, TEXT
from folkmoot.model.groups import Group
from folkmoot.model.identity import Identity
from folkmoot.model.scope import Scope

CARES = pa.schema([("group", TEXT), ("repo", TEXT), ("path", TEXT), ("from_at", MOMENT), ("until_at", MOMENT)])


class Reading:
    """A snapshot read with one identity and one set of groups. Safe for any number of threads."""

    def __init__(self, snapshot: Snapshot, identity: Identity, groups: Iterable[Group]) -> None:
        self.snapshot = snapshot
        self._identity = identity
        self._groups = tuple(groups)
        self._guard = threading.Lock()
        self._duck: Duck | None = None

    def events(self, scope: Scope) -> Any:
        """Which events are in ``scope``, by whom and of which organisation then?

        Rows: one per event: the columns of ``Event``, and ``person`` (the account where nobody is known), ``bot``,
        ``organization`` (null: unknown at that time). Edges: the window of ``scope`` is not applied.
        """
        events = self.snapshot.events()
        who = ibis.table(ibis.Schema.from_pyarrow(ACCOUNTS), name="accounts")
        joined = events.left_join(
            who, [events.actor == who.account, events.at >= who.from_at, events.at < who.until_at]
        )
        table = joined.select(
            *[events[name] for name in events.columns],
            person=ibis.coalesce(who.person, events.actor),
            bot=ibis.coalesce(who.bot, ibis.literal(False)),  # noqa: FBT003  # ibis has no other spelling
            organization=who.organization,
        )
        return self._in_scope(table, scope)

    def _in_scope(self, table: Any, scope: Scope) -> Any:
        if scope.repos:
            table = table.filter(table.repo.isin(scope.repos))
        if scope.orgs:
            table = table.filter(table.organization.isin(scope.orgs))
        if scope.people:
            table = table.filter(table.person.isin(scope.people))
        if not scope.bots:
            table = table.filter(~table.bot)
        if scope.groups:
            wanted = self.grouped(table).filter(lambda rows: rows.group.isin(scope.groups))
            table = wanted.drop("group").distinct()
        return table

    def grouped(self, events: Any) -> Any:
        """Add the column ``group``: an event in a repository of several groups appears once for each."""
        cares = ibis.table(ibis.Schema.from_pyarrow(CARES), name="cares")
        dirs = events.extra.cast("json")["dirs"].cast("array<string>")
        inside = dirs.filter(lambda folder: (folder == cares.path) | folder.startswith(cares.path + "/")).length() > 0
        joined = events.join(
            cares,
            [
                events.repo == cares.repo,
                events.at >= cares.from_at,
                events.at < cares.until_at,
                (cares.path == "") | inside.fill_null(False),  # noqa: FBT003  # ibis has no other spelling
            ],
        )
        return joined.select(*[events[name] for name in events.columns], cares.group).distinct()

    def run(self, table: Any) -> pa.Table:
        """Execute an expression made from this reading's tables."""
        return self._ready().run(table)

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """Execute an expression and return its rows as plain Python values."""
        return self.run(table).to_pylist()  # type: ignore[no-any-return]  # pyarrow has no types

    def _ready(self) -> Duck:
        with self._guard:
            if self._duck is None:
                duck = self.snapshot.open()
                duck.add("accounts", account_rows(self._identity, "UTC"))
                rows = [
                    {
                        "group": group.slug,
                        "repo": one.repo,
                        "path": one.path.strip("/"),
                        "from_at": first,
                        "until_at": until,
                    }
                    for group in self._groups
                    for one in group.repositories
                    for first, until in [moments(one.since, one.until, "UTC")]
                ]
                duck.add("cares", pa.Table.from_pylist(rows, CARES))
                self._duck = duck
            return self._duck

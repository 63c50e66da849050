"""The lake with people, affiliations and groups joined in as of each event's time."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

import ibis
import pyarrow as pa
from cachetools import LRUCache

from folkmoot.lake.belonging import ACCOUNTS, account_rows, handed_rows
from folkmoot.lake.caring import CARES, Caring
from folkmoot.lake.duck import given_tables, told_rows
from folkmoot.lake.each import THING, THING_FIELD, THINGS, of_each, things_table
from folkmoot.lake.joined import JoinedEvents
from folkmoot.lake.joining import NAME, SCHEMA
from folkmoot.lake.keeping import Recipe
from folkmoot.lake.newest import bound_of, bounded
from folkmoot.lake.settled import Settled
from folkmoot.lake.snapshot import Snapshot
from folkmoot.lake.stating import Sentence, spoken
from folkmoot.model.community import Repository
from folkmoot.model.groups import Group
from folkmoot.model.identity import Identity
from folkmoot.model.scope import Scope

ANSWERS = 512  # answers of few rows that are kept until something changes: many numbers stand beside the same other one
LAID_OUT = 256  # tables of many rows that are kept until something changes: a board asks of each of them several times


class Reading:
    """A snapshot read with one identity and one set of groups. Safe for any number of threads.

    Days of affiliations and of groups' repositories begin in ``zone``; a mirror named in ``repositories`` counts for
    the groups of the repository that it mirrors.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        identity: Identity,
        groups: Iterable[Group],
        *,
        repositories: Iterable[Repository] = (),
        zone: str = "UTC",
    ) -> None:
        self.snapshot = snapshot
        self._identity = identity
        self._caring = Caring(groups, repositories, zone)
        self._zone = zone
        self._guard = threading.Lock()
        self._joined: JoinedEvents | None = None
        self._answers: LRUCache[str, list[dict[str, Any]]] = LRUCache(ANSWERS)
        self._gathered: LRUCache[Any, Any] = LRUCache(ANSWERS)
        self._laid = 0

    def events(self, scope: Scope) -> Any:
        """Return the events that ``scope`` is about, by whom and of which organisation then.

        Rows: one per event: the columns of ``Event`` (``extra`` as JSON text), and ``person`` (the account where
        nobody is known), ``bot``, ``organization`` (null: unknown at that time), ``merge`` (a commit with several
        parents), ``area`` (the folders groups look after that it touches; mostly empty).
        Edges: the window of ``scope`` is not applied; an event of two of its groups is there once.
        """
        return self.scoped(ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name=NAME), scope)

    def scoped(self, table: Any, scope: Scope) -> Any:
        """Return those rows that ``scope`` is about, of a table with the columns of ``events`` that scopes look at."""
        if scope.repos:
            table = table.filter(table.repo.isin(scope.repos))
        if scope.orgs:
            table = table.filter(table.organization.isin(scope.orgs))
        if scope.people:
            table = table.filter(table.person.isin([self._identity.person_of.get(one, one) for one in scope.people]))
        if not scope.bots:
            table = table.filter(~table.bot)
        if scope.groups:
            table = table.filter(self._of_groups(table, frozenset(scope.groups)))
        return table

    def _of_groups(self, events: Any, groups: frozenset[str]) -> Any:
        areas: dict[tuple[Any, Any, str], set[str]] = defaultdict(set)
        for row in self._ready().cares:
            if row["group"] in groups:
                areas[row["from_at"], row["until_at"], row["repo"]].add(row["area"])
        repos: dict[tuple[Any, Any, tuple[str, ...]], list[str]] = defaultdict(list)
        for (first, until, repo), of_repo in sorted(areas.items()):
            repos[first, until, tuple(sorted(of_repo))].append(repo)
        parts = [
            (events["at"] >= first) & (events["at"] < until) & events.area.isin(said) & events.repo.isin(names)
            for (first, until, said), names in repos.items()
        ]
        return reduce(or_, parts, ibis.literal(value=False))

    def grouped(self, events: Any) -> Any:
        """Add the column ``group``: an event of several groups appears once for each, an event of none not at all.

        Edges: a group that looks after a folder gets the commits that touch it, and no events of other kinds. A meeting,
        mail, post or task counts for the group that it names, whatever its repository.
        ``events`` must still have the columns ``repo``, ``area`` and ``at``.
        """
        cares = ibis.table(ibis.Schema.from_pyarrow(CARES), name="cares")
        here = [events.repo == cares.repo, events.area == cares.area]
        then = [events["at"] >= cares.from_at, events["at"] < cares.until_at]
        joined = events.join(cares, [*here, *then])
        return joined.select(*[events[name] for name in events.columns], cares.group)

    def accounts(self) -> Any:
        """Return whose each known account is.

        Rows: one for each account and stretch of time: account, person, bot, from_at, until_at, organization.
        """
        return ibis.table(ibis.Schema.from_pyarrow(ACCOUNTS), name="accounts")

    def kept(self, name: str, recipe: Recipe | Callable[[Any], Any]) -> Any:
        """Return what ``recipe`` makes of all events, robots' among them: run once, its rows kept in memory as ``name``.

        With a ``key``, a column of events and of what is made, the next reading makes only those rows again whose key its
        new or changed events have, from all events with these keys. That is right only if a row depends on nothing but
        the events with its key, and on who the accounts are that stand in its columns ``names`` (as the account where
        nobody is known, else as the person; ``accounts()`` tells it). There must be no rows for the empty key.
        """
        return self._ready().keep(name, recipe if isinstance(recipe, Recipe) else Recipe(recipe))

    def prepare(self) -> None:
        """Make now what the first question would wait for."""
        self._ready().make_narrow()

    def run(self, table: Any) -> pa.Table:
        """Execute an expression made from this reading's tables."""
        table = table if isinstance(table, ibis.Table) else table.as_table()
        rows = self._run(table)
        return rows.cast(table.schema().to_pyarrow())

    def told(self, asked: Sentence, facts: Any) -> list[dict[str, Any]]:
        """Ask a sentence of some facts, a table of this reading, and return its rows; what was asked before is known."""
        sql = asked.about(spoken(facts))
        with self._guard:
            known = self._answers.get(sql)
        if known is None:
            known = self._told(sql, {**asked.given, **given_tables(facts)}, asked.schema)
            with self._guard:
                self._answers[sql] = known
        return known

    def gathered(self, asked: Sentence, facts: Any, *, many: bool = False) -> Any:
        """Return the rows of a sentence as facts of which others can be asked; it must have few of them.

        ``many``: it may have up to one for each event. Edges: of many such sentences the first ``LAID_OUT`` alone are made; the
        facts come back as they are for the others.
        """
        key = (asked.sql, facts.op())
        with self._guard:
            known = self._gathered.get(key)
        if known is None:
            known = self._laid_out(asked, facts) if many else self._few(asked, facts)
            with self._guard:
                self._gathered[key] = known
        return known

    def _few(self, asked: Sentence, facts: Any) -> Any:
        return ibis.memtable(pa.Table.from_pylist(self.told(asked, facts), asked.schema))

    def _laid_out(self, asked: Sentence, facts: Any) -> Any:
        with self._guard:
            if self._laid == LAID_OUT:
                return facts
            self._laid += 1
        rows = self._answered(asked.about(spoken(facts)), {**asked.given, **given_tables(facts)})
        return self._ready().lay_out(rows.cast(asked.schema))

    @property
    def settled(self) -> Settled:
        """What was told of times before which nothing has changed since, also by the readings before this one."""
        return self._ready().settled

    def told_of_each(self, asked: Sentence, facts: Any, things: Sequence[str]) -> list[dict[str, Any]]:
        """Ask a sentence of the facts of each of ``things``, which stand in their column ``THING``; its rows have it too."""
        columns = [name for name in facts.columns if name != THING]
        given = {**asked.given, **given_tables(facts), THINGS: things_table(things)}
        return self._told(of_each(asked, spoken(facts), columns), given, asked.schema.insert(0, THING_FIELD))

    def _told(self, sql: str, given: dict[str, pa.Table], schema: pa.Schema) -> list[dict[str, Any]]:
        return told_rows(self._answered(sql, given).cast(schema))

    def _answered(self, sql: str, given: dict[str, pa.Table]) -> pa.Table:
        joined = self._ready()
        place = joined.place(sql, given)
        if place == joined.near:
            joined.make_narrow()
        return joined.query(sql, given, place)

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """Execute an expression and return its rows as plain Python values."""
        return told_rows(self.run(table))

    def _run(self, table: Any) -> pa.Table:
        joined = self._ready()
        given = given_tables(table)
        sql = ibis.to_sql(table, dialect="duckdb")
        place = joined.place(sql, given)
        if place == joined.near:
            joined.make_narrow()
        elif (bound := bound_of(table)) is not None:
            oldest = self._run(bound)["oldest"][0].as_py()
            if oldest is not None:
                sql = ibis.to_sql(bounded(table, oldest), dialect="duckdb")
        return joined.query(sql, given, place)

    def _ready(self) -> JoinedEvents:
        with self._guard:
            if self._joined is None:
                accounts, handed = account_rows(self._identity, self._zone), handed_rows(self._identity)
                self._joined = self.snapshot.lake.memory.joined(self.snapshot, accounts, handed, self._caring)
            return self._joined

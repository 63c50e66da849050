"""What the demo's sources saw beside events: who was seen under which name, what was read, and what was measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyarrow as pa

from folkmoot.jobs.demo.accounts import GITEE, GITHUB, MAIL, ROBOTS, SLOTS
from folkmoot.jobs.demo.world import World
from folkmoot.model.dormancy import SHOWS
from folkmoot.model.event import Coverage, Sighting


def sightings(world: World) -> Iterator[Sighting]:
    """Yield under which name each account that did something was seen, and which belong together."""
    accounts = world.accounts
    for place, named in enumerate(world.names):
        mine = range(place * len(SLOTS), (place + 1) * len(SLOTS))
        used = [number for number in mine if accounts.used[number]]
        for number in used:
            slot = number - mine[0]
            mail = slot >= MAIL
            domain = accounts.domains[place * 2 + slot - MAIL] if mail else ""
            name = named.latin if mail and place % 3 == 0 else named.name
            source = "git" if mail else ("gitee", "github")[slot]
            yield Sighting(account=accounts.spelled[number], name=name, domain=domain, source=source)
        if accounts.linked[place]:
            yield from _links(world, used)
    for number in range(accounts.first_onlooker, len(accounts.spelled)):
        if accounts.used[number]:
            account = accounts.spelled[number]
            robot = number >= len(accounts.spelled) - len(ROBOTS)
            yield Sighting(
                account=account, name=account.partition(":")[2] if robot else "", source=account.partition(":")[0]
            )


def _links(world: World, used: list[int]) -> Iterator[Sighting]:
    """Whoever is linked has shown the other accounts to the first one that is used: a forge has verified them."""
    accounts = world.accounts
    forges = [number for number in used if number % len(SLOTS) in {GITEE, GITHUB}]
    first = (forges or used)[:1]
    for number in used:
        if number not in first:
            yield Sighting(
                account=accounts.spelled[first[0]], also=accounts.spelled[number], why="verified",
                source=accounts.spelled[first[0]].partition(":")[0],
            )  # fmt: skip


class Counted:
    """Counts rows by source, repository and kind while they pass."""

    def __init__(self) -> None:
        self.rows: Counter[tuple[str, str, str]] = Counter()

    def add(self, table: pa.Table) -> None:
        """Count one table of events."""
        groups = table.select(["source", "repo", "kind"]).group_by(["source", "repo", "kind"])
        for row in groups.aggregate([([], "count_all")]).to_pylist():
            self.rows[row["source"], row["repo"], row["kind"]] += row["count_all"]

    def add_measured(self, table: pa.Table) -> None:
        """Count one table of measurements."""
        groups = table.select(["source", "subject", "name"]).group_by(["source", "subject", "name"])
        for row in groups.aggregate([([], "count_all")]).to_pylist():
            self.rows[row["source"], row["subject"], f"measured.{row['name']}"] += row["count_all"]

    @property
    def total(self) -> int:
        """How many events there were."""
        return sum(rows for (_source, _repo, kind), rows in self.rows.items() if not kind.startswith("measured."))


def coverage(world: World, counted: Counted) -> Iterator[Coverage]:
    """Yield what was read: all of the time that is told, but for the forum, whose export lacks some days."""
    since, until = (datetime.fromtimestamp(at, UTC).replace(tzinfo=None) for at in (world.start, world.end))
    first, last = (world.plan.since + timedelta(days=day) for day in world.seasons.gap)
    lacks = f"The forum's export lacks the days from {first} to {last - timedelta(days=1)}."
    for (source, repo, kind), rows in sorted(counted.rows.items()):
        complete = source != "forum"
        note = "" if complete else lacks
        yield Coverage(source, repo, kind, since, until, until, complete=complete, note=note, rows=rows)
    for kind in SHOWS:  # the repository in which nothing happens was read, too
        source = "git" if kind == "commit.authored" else "gitee"
        yield Coverage(source, world.layout.quiet, kind, since, until, until)

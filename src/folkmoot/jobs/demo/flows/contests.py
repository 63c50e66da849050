"""What the cast of the contests did: stars given and withdrawn, bugs fixed, models, reverts; and who they were seen as."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from folkmoot.jobs.demo.accounts import GITEE, SLOTS
from folkmoot.jobs.demo.contests import CAST, OVER, Deed, Player, begins_on, played
from folkmoot.jobs.demo.world import World
from folkmoot.lake.tables import EVENTS
from folkmoot.model.event import Sighting, stable_id
from folkmoot.model.scope import day_start

TITLES = {"bug": "Fix a wrong result in the cache", "model": "Add a small vision model", "revert": "Revert"}
FIRST = 90_001  # the number of the first change: no other of the demo comes so far
HOUR = timedelta(hours=1)


def contest_events(world: World) -> pa.Table:
    """Return the events of the contests, in the order of time."""
    made = [row for contest in played(world) for row in _Told(world, contest).rows()]
    end = datetime.fromtimestamp(world.end, UTC).replace(tzinfo=None)
    told = sorted((row for row in made if row["at"] < end), key=lambda row: (row["at"], row["id"]))
    return pa.Table.from_pylist(told, EVENTS.schema)


def contest_sightings() -> Iterator[Sighting]:
    """Yield under which name the cast was seen; the accounts of one person are shown to be that."""
    for one in CAST:
        yield Sighting(account=f"gitee:{one.login}", name=one.name, source="gitee")
        if one.second:
            yield Sighting(account=second_of(one), name=one.name, source="gitee")
            yield Sighting(account=f"gitee:{one.login}", also=second_of(one), why="verified", source="gitee")


def second_of(player: Player) -> str:
    """Return the second account of somebody."""
    return f"gitee:{player.login}-2"


class _Told:
    """One contest told."""

    def __init__(self, world: World, contest: str) -> None:
        self.world, self.contest = world, contest
        self.begins = day_start(begins_on(world, contest), world.plan.zone)
        self.number = FIRST + (0 if contest == OVER else 500)
        lead = next((term.person for term in world.ranks.terms if term.role == "maintainer"), 0)
        self.lead = world.accounts.spelled[lead * len(SLOTS) + GITEE]
        self.gitee = [place for place, repo in enumerate(world.layout.repos) if repo.startswith("gitee:")]
        self.last: dict[str, str] = {}  # of each player, the title of the last bug fixed

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the events as rows of the lake."""
        for player in CAST:
            for deed in player.over if self.contest == OVER else player.runs:
                yield from self._deed(player, deed)

    def _deed(self, player: Player, deed: Deed) -> Iterator[dict[str, Any]]:
        at = self.begins + timedelta(days=deed.day, hours=deed.hour)
        actor = second_of(player) if deed.second else f"gitee:{player.login}"
        place = self.gitee[deed.repo % len(self.gitee)]
        repo = self.world.layout.repos[place]
        if deed.kind in ("star", "unstar"):
            yield self._row(
                f"repo.{deed.kind}red" if deed.kind == "star" else "repo.unstarred",
                at,
                actor,
                place,
                repo,
                self._born(player),
            )
            return
        self.number += 1
        subject = f"{repo}!{self.number}"
        title = f"{TITLES[deed.kind]} ({player.login} {deed.day})"
        who = actor
        if deed.kind == "revert":
            title, who = f'Revert "{self.last[player.login]}"', self.lead
        self.last[player.login] = title
        merger = {"lead": self.lead, "self": actor, "none": ""}[deed.merger]
        size = {"added": 12, "removed": 3, "files": 2}
        yield self._row("change.opened", at - 20 * HOUR, who, place, subject, {"title": title})
        if deed.kind in ("bug", "model"):
            yield self._row("change.labeled", at - 19 * HOUR, self.lead, place, subject, {"label": deed.kind})
        yield self._row("change.merged", at, who, place, subject,
                        {"title": title, "merged_by": merger, **size, **(self._born(player) if who == actor else {})})  # fmt: skip

    def _born(self, player: Player) -> Mapping[str, str]:
        """Return when the forge says that an account was made: counted from the first contest, so that it is one moment."""
        if player.born is None:
            return {}
        first = day_start(begins_on(self.world, played(self.world)[0]), self.world.plan.zone)
        return {"account_created_at": (first - timedelta(days=player.born)).isoformat()}

    def _row(
        self, kind: str, at: datetime, actor: str, place: int, subject: str, extra: Mapping[str, Any]
    ) -> dict[str, Any]:
        layout = self.world.layout
        url = layout.web(place)
        if "!" in subject:
            url = f"{url}/pulls/{subject.rpartition('!')[2]}"
        return {
            "id": stable_id("demo-contest", self.contest, kind, actor, subject, at.isoformat()), "at": at, "kind": kind, "actor": actor,
            "repo": layout.repos[place], "subject": subject, "parent": "", "amount": None, "url": url, "source": "gitee",
            "seen_at": datetime.fromtimestamp(self.world.end, UTC).replace(tzinfo=None), "version": 1,
            "extra": json.dumps({name: value for name, value in extra.items() if value != ""}, ensure_ascii=False),
        }  # fmt: skip

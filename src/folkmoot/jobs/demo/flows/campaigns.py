"""What the newcomers of the campaign that worked did: an issue, a first change, and for some of them more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from folkmoot.jobs.demo.campaigns import LASTED, begins_on, has_worked, treated
from folkmoot.jobs.demo.names import people_names
from folkmoot.jobs.demo.world import World
from folkmoot.lake.tables import EVENTS
from folkmoot.model.event import stable_id
from folkmoot.model.scope import day_start

FIRST = 80_001  # the number of the first change: no other of the demo comes so far
STREAM = 91
FEWEST, EACH = 18, 6  # newcomers: one for each so many people of the demo, so many at least
GAP = 16  # days between two changes of somebody who stays


def newcomers(world: World) -> tuple[str, ...]:
    """Return the accounts of those whom the campaign brought."""
    if not has_worked(world):
        return ()
    count = max(FEWEST, world.plan.people // EACH)
    return tuple(f"gitee:{one.login}-docs" for one in people_names(world.plan.seed + 7919, count))


def campaign_events(world: World) -> pa.Table:
    """Return the events of the campaign's newcomers, in the order of time."""
    end = datetime.fromtimestamp(world.end, UTC).replace(tzinfo=None)
    told = sorted((row for row in _rows(world) if row["at"] < end), key=lambda row: (row["at"], row["id"]))
    return pa.Table.from_pylist(told, EVENTS.schema)


def _rows(world: World) -> Iterator[dict[str, Any]]:
    accounts = newcomers(world)
    if not accounts:
        return
    place = _place(world)
    begins, dice = day_start(begins_on(world), world.plan.zone), world.dice(STREAM)
    days, hours = dice.below(LASTED, len(accounts)), dice.below(12, len(accounts))
    stays, lengths = dice.uniform(len(accounts)) < 0.45, dice.below(150, len(accounts))
    number = FIRST
    for who, account in enumerate(accounts):
        at = begins + timedelta(days=int(days[who]), hours=int(hours[who]))
        yield _row(world, place, "issue.opened", at, account, f"#D{number}", "A page that I do not understand")
        last = int(lengths[who]) + 40 if stays[who] else 3
        for step in range(0, last, GAP):
            number += 1
            merged = at + timedelta(days=step + 1, hours=3)
            for kind, moment in (("change.opened", merged - timedelta(hours=9)), ("change.merged", merged)):
                yield _row(world, place, kind, moment, account, f"!{number}", f"Say it in plain words ({number})")


def _place(world: World) -> int:
    """Return a repository of the group, one that it shares with no other where there is one: who comes there comes to no control."""
    parcels = world.layout.parcels
    mine = [one.repo for one in parcels if world.layout.groups[one.group].slug == treated(world)]
    others = {one.repo for one in parcels if world.layout.groups[one.group].slug != treated(world)}
    alone = [place for place in mine if place not in others]
    return (alone or mine)[0]


def _row(world: World, place: int, kind: str, at: datetime, actor: str, name: str, title: str) -> dict[str, Any]:
    layout = world.layout
    repo = layout.repos[place]
    way = "issues" if name.startswith("#") else "pulls"
    extra = {
        "title": title,
        **({"merged_by": "", "added": 6, "removed": 2, "files": 1} if kind == "change.merged" else {}),
    }
    return {
        "id": stable_id("demo-campaign", kind, actor, name, at.isoformat()), "at": at, "kind": kind, "actor": actor, "repo": repo,
        "subject": f"{repo}{name}", "parent": "", "amount": None, "url": f"{layout.web(place)}/{way}/{name[1:]}", "source": repo.partition(":")[0],
        "seen_at": datetime.fromtimestamp(world.end, UTC).replace(tzinfo=None), "version": 1,
        "extra": json.dumps({key: value for key, value in extra.items() if value != ""}, ensure_ascii=False),
    }  # fmt: skip

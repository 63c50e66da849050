"""Numbers that are observed from time to time: stars, forks, watches, downloads, views and members of chats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkmoot.jobs.demo.dice import Floats, Ints, digests
from folkmoot.jobs.demo.rows import moments, taken
from folkmoot.jobs.demo.vocabulary import PACKAGE
from folkmoot.jobs.demo.world import World
from folkmoot.lake.tables import MEASUREMENTS

STREAM = 300
INTEREST = {"repo.starred": ("stars", 1), "repo.unstarred": ("stars", -1), "repo.forked": ("forks", 1),
            "repo.watched": ("watches", 1)}  # fmt: skip
COUNTRIES = (("CN", 0.55), ("US", 0.12), ("DE", 0.08), ("IN", 0.09), ("BR", 0.05), ("SG", 0.11))
INSTALLERS = (("pip", 0.72), ("conda", 0.18), ("uv", 0.10))
PAGES = (("www", 1.0), ("docs", 2.4), ("tutorials", 1.3))


class Interest:
    """Keeps how many stars, forks and watches each repository gained on each day, while events pass."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.gained = {
            name: np.zeros((len(world.layout.repos), world.plan.days), dtype=np.int64)
            for name in ("stars", "forks", "watches")
        }

    def add(self, table: pa.Table) -> None:
        """Count one table of events."""
        repos = pa.array(self.world.layout.repos)
        for kind, (name, step) in INTEREST.items():
            mine = table.filter(pc.equal(table["kind"], kind))
            if not mine.num_rows:
                continue
            repo = pc.index_in(mine["repo"].combine_chunks(), value_set=repos).to_numpy(zero_copy_only=False)
            at = mine["at"].combine_chunks().cast(pa.int64()).to_numpy() // 1_000_000
            day = np.minimum((at - self.world.start) // 86400, self.world.plan.days - 1)
            np.add.at(self.gained[name], (repo.astype(np.int64), day), step)


def measurements(world: World, interest: Interest) -> Iterator[pa.Table]:
    """Yield all measurements, one table for each thing that is measured."""
    yield from _totals(world, interest)
    yield _downloads(world)
    yield _views(world)
    yield _members(world)


def _totals(world: World, interest: Interest) -> Iterator[pa.Table]:
    """Weekly totals: what there was before the time that is told, plus what was gained since."""
    weeks = np.arange(6, world.plan.days, 7)
    dice = world.dice(71)
    for name, gained in interest.gained.items():
        before = dice.lognormal(90.0 if name == "stars" else 25.0, 0.9, len(gained)).astype(np.int64)
        totals = before[:, None] + np.cumsum(gained, axis=1)[:, weeks]
        repo = np.repeat(np.arange(len(gained)), len(weeks))
        yield _measured(
            world, name, np.tile(weeks, len(gained)), taken(world.layout.repos, repo), totals.ravel().astype(float),
            unit=name, source="forges",
        )  # fmt: skip


def _downloads(world: World) -> pa.Table:
    """Downloads of the main package each day, by version, country and installer; the newest versions lead."""
    dice, days = world.dice(72), world.plan.days
    releases = [one for one in world.seasons.releases if one.version.endswith(".0")]
    labels, found_day, found_row, amounts = [], [], [], []
    growth = np.sqrt(world.seasons.work) * np.linspace(1.0, 2.4, days) * (1.0 + 0.04 * world.plan.people)
    for release in releases:
        age = np.arange(days) - release.day
        life = np.where(
            age >= 0, np.exp(-np.maximum(age, 0) / 120.0) * (1.0 - 0.7 * np.exp(-np.maximum(age, 0) / 5.0)), 0
        )
        for (country, one), (installer, two) in product(COUNTRIES, INSTALLERS):
            expected = growth * life * one * two * 30.0 * (0.8 + 0.4 * float(dice.uniform(1)[0]))
            amount = np.floor(expected * dice.lognormal(1.0, 0.18, days) + dice.uniform(days))
            some = np.flatnonzero(amount > 0)
            labels.append(f'{{"country":"{country}","installer":"{installer}","version":"{release.version}"}}')
            found_day.append(some)
            found_row.append(np.full(len(some), len(labels) - 1))
            amounts.append(amount[some])
    if not labels:
        return MEASUREMENTS.schema.empty_table()
    return _measured(
        world, "downloads", np.concatenate(found_day), f"pypi:{world.layout.slug}-{PACKAGE}", np.concatenate(amounts),
        labels=taken(labels, np.concatenate(found_row)), unit="downloads", source="packages",
    )  # fmt: skip


def _views(world: World) -> pa.Table:
    """Page views of each part of the site, each day."""
    dice, days = world.dice(73), world.plan.days
    level = np.array([weight for _, weight in PAGES])[:, None] * world.seasons.attention * (40 + 3 * world.plan.people)
    amount = np.round(level.ravel() * dice.lognormal(1.0, 0.15, level.size))
    subject = taken([f"site:{page}.{world.layout.domain}" for page, _ in PAGES], np.repeat(np.arange(len(PAGES)), days))
    return _measured(
        world, "views", np.tile(np.arange(days), len(PAGES)), subject, amount, unit="views", source="website"
    )


def _members(world: World) -> pa.Table:
    """Members of each group's chat, once a week."""
    dice, count = world.dice(74), len(world.layout.groups)
    weeks = np.arange(6, world.plan.days, 7)
    arrived = np.cumsum(world.seasons.arrivals)[weeks] / world.seasons.arrivals.sum()
    weight = np.array([group.weight for group in world.layout.groups])
    size = weight / weight.sum() * world.plan.people
    amount = np.round(size[:, None] * (0.6 + 1.5 * arrived) + dice.between(0, 3, count)[:, None])
    slugs = [f"chat:{group.slug}" for group in world.layout.groups]
    subject = taken(slugs, np.repeat(np.arange(count), len(weeks)))
    return _measured(
        world, "chat members", np.tile(weeks, count), subject, amount.ravel(), unit="people", source="chat"
    )


def _measured(
    world: World, name: str, day: Ints, subject: Any, amount: Floats, *, unit: str, source: str, labels: Any = "{}"
) -> pa.Table:  # fmt: skip
    size = len(day)
    columns = {
        "id": digests(world.plan.seed, STREAM, world.take(STREAM, size)),
        "at": moments(world.start + (day + 1) * 86400 - 3600),  # late on each day
        "name": name,
        "subject": subject,
        "amount": pa.array(amount.astype(np.float64)),
        "unit": unit,
        "labels": labels,
        "source": source,
        "seen_at": moments(np.full(size, world.end, dtype=np.int64)),
    }
    arrays = [pa.repeat(column, size) if isinstance(column, str) else column for column in columns.values()]
    table = pa.table(arrays, schema=MEASUREMENTS.schema)
    return table.sort_by([("at", "ascending"), ("id", "ascending")])

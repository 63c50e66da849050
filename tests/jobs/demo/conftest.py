"""The default demo community, told once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from folkmoot.jobs.demo.plan import Plan, plan_of
from folkmoot.jobs.demo.stream import event_tables
from folkmoot.jobs.demo.world import World, world_of

TODAY = date(2026, 5, 20)


@dataclass
class Story:
    """A community and all of its events; ``rows`` asks them in SQL."""

    plan: Plan
    world: World
    events: pa.Table

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect() as duck:
            duck.register("events", self.events)
            return duck.sql(sql).fetchall()


def story_of(plan: Plan) -> Story:
    world = world_of(plan)
    return Story(plan, world, pa.concat_tables(event_tables(world)))


@pytest.fixture(scope="package")
def story() -> Iterator[Story]:
    """300 people, 24 months, seed 7."""
    return story_of(plan_of(today=TODAY))

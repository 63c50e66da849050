"""The default demo community, told once for all tests that look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from folkmoot.jobs.demo.plan import Plan, plan_of
from folkmoot.jobs.demo.stream import event_tables
from folkmoot.jobs.demo.world import World, world_of

TODAY = date(2026, 5, 20)


def moot(*words: object, code: int = 0, **environment: str) -> str:
    """Run ``moot``, expect the exit status, and return what it printed."""
    surroundings = {name: said for name, said in os.environ.items() if not name.startswith("MOOT_")}
    done = subprocess.run(
        [sys.executable, "-c", "from folkmoot.cli import main; main()", *map(str, words)],
        env=surroundings | environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory) -> tuple[Path, str]:
    """A workspace as ``moot demo`` makes it, and what was said then; it is left as it is, for others to copy."""
    folder = tmp_path_factory.mktemp("made") / "w"
    return folder, moot("demo", folder, "--people", 40, "--months", 3, "--until", "2026-03-01")


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

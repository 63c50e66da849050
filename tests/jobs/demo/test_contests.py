"""The demo's contests: gaming in them, the ranking that is known, and ``moot contest`` as somebody types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.jobs.demo.conftest import moot

PEOPLE = [
    (1, "Linnea Moss", 420), (2, "柳听雨", 310), (3, "Pavel Brook", 200), (4, "白若溪", 200), (5, "Tomas Reed", 110), (6, "Ines Vale", 100),
    (7, "温子墨", 10), (8, "顾小满", 0), (8, "Orla Finch", 0), (None, "Marek Stone", 0),
]  # fmt: skip
CITIES = [("shanghai", 530), ("beijing", 310), ("shenzhen", 200), ("hangzhou", 200), ("wuhan", 110), ("chengdu", 0)]
TAKEN = [0, 0, 1, 0, 0, 1, 1, 2, 2, 2]  # of each of them: how many events do not count


@pytest.fixture(scope="module")
def demo(made_demo, tmp_path_factory) -> Path:
    """A workspace of 40 people and three months, the module's own."""
    return shutil.copytree(made_demo[0], tmp_path_factory.mktemp("place") / "w")


def told(demo: Path, *words: object) -> list[dict]:
    return json.loads(moot("--workspace", demo, "contest", *words, "--format", "json"))["rows"]


def test_the_contest_that_is_over_has_the_known_ranking(demo):
    rows = told(demo, "board", "city-week", "--table", "people")
    assert [(row["rank"], row["name"], row["points"]) for row in rows] == PEOPLE
    assert [row["taken"] for row in rows] == TAKEN
    rows = told(demo, "board", "city-week")
    assert [(row["id"], row["points"]) for row in rows] == CITIES
    assert rows[-1]["size"] == 0, "whoever signed up for a second city counts for the first"


def test_what_was_taken_names_the_rule_and_as_of_a_day_the_table_is_that_days(demo):
    rows = told(demo, "why", "city-week", "gitee:orla-finch")
    assert [(row["state"], row["by"]) for row in rows] == [("taken", "withdrawn-star"), ("taken", "first-star")]
    first = told(demo, "board", "city-week", "--table", "people", "--at", "2025-12-24T00:00")
    assert first[0]["points"] == 120, "two stars and a bug"


def test_decisions_are_made_in_the_shell(demo):
    waiting = told(demo, "queue", "bug-hunt")
    assert [row["by"] for row in waiting] == ["review", "review", "self-merged"]
    assert "counts" in moot("--workspace", demo, "contest", "verify", "bug-hunt", waiting[0]["key"])
    assert "wait" in moot("--workspace", demo, "contest", "approve", "bug-hunt", code=2)

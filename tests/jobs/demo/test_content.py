"""The demo's content: pieces in every state, views that are known and unknown, authors as contributors, a feed that parses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from folkmoot.model.content import STATES
from tests.jobs.demo.conftest import moot


@pytest.fixture(scope="module")
def demo(made_demo, tmp_path_factory) -> Path:
    """A workspace of 40 people and three months, the module's own."""
    return shutil.copytree(made_demo[0], tmp_path_factory.mktemp("place") / "w")


def asked(demo: Path, *words: object) -> dict:
    return json.loads(moot("--workspace", demo, "ask", *words, "--format", "json"))


def test_pieces_stand_in_every_state_and_their_authors_are_contributors(demo):
    rows = asked(demo, "content")["rows"]
    assert {row["state"] for row in rows} == set(STATES)
    assert sum(row["overdue"] for row in rows) == 1
    out = [row for row in rows if row["state"] == "published"]
    assert {row["views"] is None for row in out} == {True, False}, "what nobody has read is unknown, the rest is known"
    told = asked(demo, "events", "--kind", "content.published")["rows"]
    events = [row for row in told if row["subject"].startswith("content:")]
    assert len(events) == len(out)
    assert {row["author_name"] for row in out} == {row["name"] for row in events}
    results = asked(demo, "content-results")
    known = [row["views"] for row in results["rows"] if row["views"] is not None]
    assert results["total"] == sum(known)
    authors = asked(demo, "authors")["rows"]
    assert sum(row["published"] for row in authors) == len(out)

"""A download holds every row, whatever a page holds, made a stretch at a time."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime

import pyarrow.parquet as pq
import pytest

from folkmoot.reports import paging, whole
from folkmoot.reports.present import as_csv, as_parquet
from folkmoot.reports.whole import csv_of, json_of, left_out, pages_itself, parquet_of, stretches
from tests.reports.facts import asking, homes_of

EVENTS = 260


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Ask a community in which Ann wrote a commit on each of 260 days, and opened as many issues."""
    day = datetime(2023, 1, 1).toordinal()
    lines = [
        f"{datetime.fromordinal(day + number):%Y-%m-%dT%H:%M}  {kind}{number}  ann"
        for number in range(EVENTS)
        for kind in ("commit.authored  kit@a", "issue.opened  kit#")
    ]
    return asking(homes_of(tmp_path_factory.mktemp("whole") / "lake", "\n".join(lines)))


@pytest.fixture
def short(monkeypatch):
    """Stretches of 100 rows, and at most 200 of them."""
    for module in (paging, whole):
        monkeypatch.setattr(module, "STRETCH", 100)
        monkeypatch.setattr(module, "LONGEST", 200)


def test_only_a_page_is_cut_and_a_download_is_not(asked):
    assert len(asked("events").rows) == 100
    assert len(asked("events", whole="yes").rows) == 2 * EVENTS
    assert len(asked("events", whole="yes", size="7").rows) == 7
    assert pages_itself("events", {})
    assert not pages_itself("events", {"size": "5"})
    assert not pages_itself("groups", {})


def test_stretches_hold_each_row_once_up_to_the_most(asked, short):
    answers = list(stretches(lambda said: asked("events", **said), {"kind": "commit.authored"}))
    assert [len(answer.rows) for answer in answers] == [100, 100]
    assert len({row["subject"] for answer in answers for row in answer.rows}) == 200
    assert left_out(answers[0]) == EVENTS - 200


def test_the_pieces_are_the_file_that_would_be_made_at_once(asked, monkeypatch):
    monkeypatch.setattr(paging, "STRETCH", 100)
    monkeypatch.setattr(whole, "STRETCH", 100)
    at_once = asked("threads", thing="issue", whole="yes")

    def pieces():
        return stretches(lambda said: asked("threads", thing="issue", **said), {})

    assert "".join(csv_of(pieces())) == as_csv(at_once)
    with parquet_of(pieces()) as file:
        table = pq.read_table(file)
    assert table.equals(pq.read_table(io.BytesIO(as_parquet(at_once))))
    said = json.loads("".join(json_of(pieces())))
    assert (len(said["rows"]), said["found"]) == (EVENTS, EVENTS)
    assert "left_out" not in said
    assert len(list(csv.DictReader(io.StringIO("".join(csv_of(pieces())))))) == EVENTS


def test_a_file_says_what_it_leaves_out(asked, short):
    def pieces():
        return stretches(lambda said: asked("events", **said), {})

    said = json.loads("".join(json_of(pieces())))
    assert said["left_out"] == 2 * EVENTS - 200
    assert len(said["rows"]) == 200
    with parquet_of(pieces()) as file:
        assert pq.read_schema(file).metadata[b"left_out"] == str(2 * EVENTS - 200).encode()


def test_a_column_that_one_stretch_does_not_know_keeps_its_kind(asked, monkeypatch):
    monkeypatch.setattr(paging, "STRETCH", 100)
    monkeypatch.setattr(whole, "STRETCH", 100)
    with parquet_of(stretches(lambda said: asked("threads", **said), {})) as file:
        table = pq.read_table(file)
    assert str(table.schema.field("lines").type) == "double"
    assert table.num_rows == EVENTS

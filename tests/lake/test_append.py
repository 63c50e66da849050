"""Appending: nothing twice, nothing half, whatever comes in and however it is cut into batches."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.lake import append as appending
from folkmoot.lake.append import Appended, append_coverage, append_events, append_measurements, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.lake.tables import EVENTS
from folkmoot.model.errors import BadInput, WorkspaceBroken
from folkmoot.model.event import Coverage, Event, Measurement, Sighting
from tests.lake.facts import START, ids, numbered, told_in


def stored(lake: Lake) -> list[dict[str, Any]]:
    snapshot = lake.snapshot()
    return snapshot.run(snapshot.events().order_by(["at", "id"])).to_pylist()  # type: ignore[no-any-return]


def test_the_same_input_twice_adds_nothing(lake: Lake) -> None:
    events = [numbered(number) for number in range(50)]
    assert append_events(lake, events) == Appended(50, 0)
    version = lake.version()
    assert append_events(lake, events) == Appended(0, 50)
    assert lake.version() == version
    assert len(ids(lake)) == 50


def test_an_event_that_stands_twice_in_one_batch_is_there_once(lake: Lake) -> None:
    assert append_events(lake, [numbered(1), numbered(2), numbered(1)]) == Appended(2, 1)


def test_the_first_of_two_rows_with_one_id_is_kept(lake: Lake) -> None:
    append_events(lake, [numbered(1, amount=1.0), numbered(1, amount=2.0)])
    append_events(lake, [numbered(1, amount=3.0)])
    assert [row["amount"] for row in stored(lake)] == [1.0]


def test_a_batch_that_overlaps_another_adds_what_is_new(lake: Lake) -> None:
    append_events(lake, [numbered(number) for number in range(30)])
    assert append_events(lake, [numbered(number) for number in range(20, 50)]) == Appended(20, 10)
    assert len(ids(lake)) == 50


def test_an_event_keeps_every_field(lake: Lake) -> None:
    event = Event(
        "1", datetime(2026, 1, 2, 3, 4, 5, 678901), "change.merged", "gitee:ann", "gitee:example/kit", "s!1", "p", 2.5,
        "https://example.org/1", "git", datetime(2026, 2, 1), 1, {"title": "标题", "labels": ["a"]},
    )  # fmt: skip
    append_events(lake, [event])
    assert stored(lake) == [
        {"id": "1", "at": event.at, "kind": "change.merged", "actor": "gitee:ann", "repo": "gitee:example/kit",
         "subject": "s!1", "parent": "p", "amount": 2.5, "url": "https://example.org/1", "source": "git",
         "seen_at": event.seen_at, "version": 1, "extra": '{"labels":["a"],"title":"标题"}'}
    ]  # fmt: skip


def test_nothing_to_append_is_no_commit(lake: Lake) -> None:
    assert append_events(lake, []) == Appended(0, 0)
    assert append_events(lake, EVENTS.schema.empty_table()) == Appended(0, 0)
    assert lake.version() == "0.0.0.0"


def test_a_stream_is_cut_into_files_and_none_of_its_rows_is_doubled(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "CHUNK_ROWS", 10_000)

    def stream() -> Iterator[Event]:
        for number in (*range(30_000), *range(5_000), *range(15_000, 20_000)):
            yield numbered(number)

    assert append_events(lake, stream()) == Appended(30_000, 10_000)
    assert len(set(ids(lake))) == len(ids(lake)) == 30_000
    assert lake.version() == "1.0.0.0"  # one commit for all of it


def test_arrow_data_needs_no_more_than_its_own_columns(lake: Lake) -> None:
    columns = {
        "id": ["1", "2"],
        "at": pa.array([START, START], pa.timestamp("ns")),
        "kind": pa.array(["mail.sent", "mail.sent"]).dictionary_encode(),
        "actor": pa.array(["gitee:ann", "gitee:bo"], pa.large_string()),
    }
    assert append_events(lake, pa.table(columns)) == Appended(2, 0)
    assert append_events(lake, pa.RecordBatch.from_pydict(columns)) == Appended(0, 2)
    assert append_events(lake, iter([pa.RecordBatch.from_pydict(columns), numbered(3)])) == Appended(1, 2)
    assert (stored(lake)[0]["repo"], stored(lake)[0]["extra"], stored(lake)[0]["version"]) == ("", "{}", 1)


def test_dates_far_from_now_and_ids_of_any_spelling_are_kept(lake: Lake) -> None:
    """
    1970-01-01T00:00:00         commit.authored  kit@1  ann
    2106-02-07T06:28:15         commit.authored  kit@2  ann
    0001-01-01T00:00:00         commit.authored  kit@3  ann
    9999-12-31T23:59:59.999999  commit.authored  kit@4  ann
    """
    events = told_in(test_dates_far_from_now_and_ids_of_any_spelling_are_kept.__doc__)
    assert append_events(lake, events).added == 4
    assert append_events(lake, events).added == 0
    assert [row["at"] for row in stored(lake)] == sorted(event.at for event in events)


def test_words_that_are_no_utf_8_and_zeros_are_kept_readable(lake: Lake) -> None:
    append_events(
        lake, [numbered(1, subject="J\udcfcrgen", extra={"title": "\udcff", "zero": "a\0b"}), numbered(2, url="a\0b")]
    )
    first, second = stored(lake)
    assert (first["subject"], first["extra"]) == ("J\ufffdrgen", '{"title":"\ufffd","zero":"a\\u0000b"}')
    assert second["url"] == "a\0b"
    assert append_sightings(lake, [Sighting("gitee:ann", "\ud800")]).added == 1


def test_a_large_extra_is_kept_and_a_huge_one_refused(lake: Lake) -> None:
    append_events(lake, [numbered(1, extra={"words": "x" * 5_000_000})])
    assert len(stored(lake)[0]["extra"]) > 5_000_000
    with pytest.raises(BadInput, match="'extra' is longer than 16 MB"):
        append_events(lake, [numbered(2), numbered(3, extra={"words": "x" * 17_000_000})])
    assert len(ids(lake)) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"at": datetime(2026, 1, 1, tzinfo=UTC)}, "not a moment in UTC without a zone"),
        ({"at": "2026-01-01"}, "not a moment in UTC without a zone"),
        ({"at": None}, "'at' is missing"),
        ({"seen_at": datetime(2026, 1, 1, tzinfo=UTC)}, "'seen_at'"),
        ({"kind": "commit.written"}, "'commit.written' is no kind of event"),
        ({"actor": "ann"}, "'ann' is no account"),
        ({"actor": "gitee:Ann"}, "'gitee:Ann' is no account"),
        ({"actor": "mail:ann@example.org"}, "is no account"),
        ({"actor": ""}, "'' is no account"),
        ({"id": ""}, "has no id"),
        ({"amount": "many"}, "'amount' is no double"),
        ({"extra": {"when": datetime(2026, 1, 1)}}, "is no JSON"),
        ({"extra": {"share": float("nan")}}, "is no JSON"),
    ],
)
def test_a_bad_event_is_refused_with_all_of_its_batch(lake: Lake, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        append_events(lake, [numbered(1), numbered(2, **changes)])
    assert ids(lake) == []


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("at", pa.array([START], pa.timestamp("us", "UTC")), "has the zone UTC"),
        ("extra", pa.array(["{no json"]), "'extra' is no JSON"),
        ("colour", pa.array(["red"]), "has no column"),
        ("amount", pa.array(["many"]), "'amount' of the table 'events' is no double"),
    ],
)
def test_bad_arrow_data_is_refused(lake: Lake, column: str, values: pa.Array, says: str) -> None:
    good = {"id": ["1"], "at": pa.array([START]), "kind": ["mail.sent"], "actor": ["gitee:ann"]}
    with pytest.raises(BadInput, match=says):
        append_events(lake, pa.table({**good, column: values}))
    assert ids(lake) == []


def test_an_absent_lake_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceBroken, match="there is no lake here"):
        append_events(Lake.at(tmp_path / "none"), [numbered(1)])


def test_measurements_coverage_and_sightings_are_there_once(lake: Lake) -> None:
    stars = Measurement("1", START, "stars", "gitee:example/kit", 12.0, labels={"country": "CN"})
    read = Coverage("git", "gitee:example/kit", "commit.authored", None, START, START, state='{"tips":[]}', rows=3)
    seen = Sighting("gitee:ann", "Ann", "example.org")
    for _ in range(2):
        append_measurements(lake, [stars])
        append_coverage(lake, [read, read])
        append_sightings(lake, [seen, Sighting("gitee:ann", "Ann A."), seen])
    assert lake.version() == "0.1.1.1"
    snapshot = lake.snapshot()
    assert snapshot.coverage() == (read,)
    assert snapshot.sightings().num_rows == 2
    assert snapshot.run(snapshot.measurements_table())["labels"].to_pylist() == ['{"country":"CN"}']


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 12), st.sampled_from([0, 1, 40_000, -30_004])), max_size=12), max_size=6)
)
def test_any_order_cut_and_repetition_of_the_input_makes_the_same_lake(batches: list[list[tuple[int, int]]]) -> None:
    """The number says which event; the days between them make the batches overlap in time, or not."""

    def event(number: int, days: int) -> Event:
        return numbered(100 * number + days % 7, at=START + timedelta(days=days, minutes=number))

    with tempfile.TemporaryDirectory() as folder:
        lake = Lake.at(Path(folder))
        lake.create()
        added = 0
        for batch in batches:
            done = append_events(lake, [event(*pair) for pair in batch])
            added += done.added
            assert done.added + done.repeated == len(batch)
        expected = sorted({event(*pair).id for batch in batches for pair in batch})
        assert ids(lake) == expected
        assert added == len(expected)

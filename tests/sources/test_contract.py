"""The same checks over every source: what is read again, in another order or after a kill, is the same."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from folkmoot.lake.append import append_events, append_measurements, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.model.event import KINDS
from tests.sources.contract import NOW, Kept, read, read_all, sources

SOURCES = sources()


@pytest.fixture(params=sorted(SOURCES))
def source(request, tmp_path):
    """Gives fresh streams of a source at every call, over the same samples."""
    folder = tmp_path / "files"
    folder.mkdir()
    return lambda: SOURCES[request.param](folder)


def test_every_kind_belongs_to_one_stream(source):
    told = Counter()
    for stream in source():
        assert stream.kinds, f"{stream.name} brings nothing"
        assert stream.name
        assert stream.source
        assert stream.repo == stream.repo.strip() != ""
        told.update((stream.source, stream.repo, kind) for kind in stream.kinds)
        for kind in stream.kinds:
            assert kind in KINDS or kind.startswith("measured."), kind
    assert told, "no streams"
    assert max(told.values()) == 1


def test_a_stream_brings_only_its_kinds_and_says_how_far_it_goes(source):
    for stream in source():
        kept = Kept()
        _, last = read(stream, kept)
        brought = {event.kind for event in kept.events.values()}
        brought |= {f"measured.{one.name}" for one in kept.measurements.values()}
        assert brought <= set(stream.kinds)
        assert last is not None, "a reading ends with a step that says how far it goes"
        assert last.complete or last.note, "what is missing is said in words"
        assert {event.source for event in kept.events.values()} <= {stream.source}


def test_the_lake_takes_it_and_it_follows_from_the_samples_alone(source, tmp_path):
    kept, later = read_all(source()), read_all(source(), now=NOW + timedelta(days=400))
    assert kept.events or kept.measurements
    assert kept.events == later.events
    assert kept.sightings == later.sightings
    for event in kept.events.values():
        assert event.at.tzinfo is None
        assert event.actor == event.actor.lower()
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    if kept.events:
        assert append_events(lake, kept.events.values()).added == len(kept.events)
    if kept.measurements:
        assert append_measurements(lake, kept.measurements.values()).added == len(kept.measurements)
    append_sightings(lake, kept.sightings)


def test_twice_is_once(source):
    kept, streams = Kept(), source()
    states = [read(stream, kept)[0] for stream in streams]
    events, measurements = set(kept.events), set(kept.measurements)
    for stream, state in zip(source(), states, strict=True):
        after, last = read(stream, kept, state)
        read(stream, kept, after)  # the same stream again, as a process that stays would
        assert last is not None
    assert set(kept.events) == events
    assert set(kept.measurements) == measurements
    assert read_all(source()) == kept


def test_the_order_does_not_matter(source):
    assert read_all(reversed(source())) == read_all(source())


def test_a_reading_that_is_killed_is_gone_on_with(source):
    whole = read_all(source())
    for number in range(1, 40):
        kept, cut = Kept(), False
        for stream, again in zip(source(), source(), strict=True):
            state, last = read(stream, kept, most=number)
            cut = cut or not (last and (last.complete or last.note))
            read(again, kept, state)
        assert kept == whole, f"killed after {number} steps"
        if not cut:
            break


def test_a_reading_that_is_killed_again_and_again_comes_to_its_end(source):
    whole, kept = read_all(source()), Kept()
    for place in range(len(source())):
        state = {}
        for number in range(1, 60):
            state, last = read(source()[place], kept, state, most=number)  # each run goes one step further
            if last and (last.complete or last.note):
                break
    assert kept == whole

"""What every source must keep to, whatever it reads: used by test_contract.py over all sources.

A source registers itself with a file ``tests/sources/<name>/contract.py`` that has::

    def streams(folder: Path) -> list[Stream]: ...

It returns fresh streams at every call, with nothing kept from an earlier one. They read recorded samples, through
httpx.MockTransport or from files (``folder`` is for those: empty at the first call of a test, and then as it was left),
and never sleep.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import import_module
from pathlib import Path

from folkmoot.model.event import Event, Measurement, Sighting
from folkmoot.model.facts import Facts, Step, Stream

NOW = datetime(2026, 3, 1, 12, 0)

Streams = Callable[[Path], list[Stream]]


def sources() -> dict[str, Streams]:
    """Return every registered source by name."""
    names = sorted(path.parent.name for path in Path(__file__).parent.glob("*/contract.py"))
    return {name: import_module(f"tests.sources.{name}.contract").streams for name in names}


@dataclass
class Kept:
    """What a lake would hold: each event and measurement once by its id, without the moment of reading."""

    events: dict[str, Event] = field(default_factory=dict)
    measurements: dict[str, Measurement] = field(default_factory=dict)
    sightings: set[Sighting] = field(default_factory=set)

    def take(self, facts: Facts) -> None:
        """Keep facts. The same id must always tell the very same: a lake keeps whichever row came first."""
        for event in facts.events:
            told = replace(event, seen_at=None, extra=json.loads(json.dumps(dict(event.extra), sort_keys=True)))
            assert self.events.setdefault(event.id, told) == told
        for one in facts.measurements:
            told_number = replace(one, seen_at=None)
            assert self.measurements.setdefault(one.id, told_number) == told_number
        self.sightings.update(facts.sightings)


def read(stream: Stream, kept: Kept, state: Mapping[str, object] | None = None, *, most: int = 0,
         now: datetime = NOW) -> tuple[Mapping[str, object], Step | None]:  # fmt: skip
    """Read a stream (``most``: killed after so many steps), and return the state that a lake would keep, and the last step."""
    state, last = state or {}, None
    steps = stream.steps(json.loads(json.dumps(dict(state))), now)
    for number, last in enumerate(steps, 1):
        kept.take(last.facts)
        state = json.loads(json.dumps(dict(last.state)))
        if number == most:
            break
    close = getattr(steps, "close", None)
    if close is not None:
        close()
    return state, last


def read_all(streams: Iterable[Stream], now: datetime = NOW) -> Kept:
    """Read streams one after the other, each from its beginning."""
    kept = Kept()
    for stream in streams:
        read(stream, kept, now=now)
    return kept

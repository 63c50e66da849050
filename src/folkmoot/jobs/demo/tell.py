"""Writing the demo: its charter into a folder, and everything that was observed into the lake."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa

from folkmoot.charter.native.writer import write_native
from folkmoot.jobs.demo.declared import charter_of
from folkmoot.jobs.demo.flows.campaigns import campaign_events
from folkmoot.jobs.demo.flows.contests import contest_events, contest_sightings
from folkmoot.jobs.demo.flows.invitations import invitation_events
from folkmoot.jobs.demo.measured import Interest, measurements
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.seen import Counted, coverage, sightings
from folkmoot.jobs.demo.stream import event_tables
from folkmoot.jobs.demo.world import World, world_of
from folkmoot.lake.append import append_coverage, append_events, append_measurements, append_sightings
from folkmoot.lake.lake import Lake

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Told:
    """What was written."""

    community: str
    people: int
    groups: int
    events: int
    measurements: int
    sightings: int


def tell(plan: Plan, charter: Path, lake: Lake, progress: Progress = lambda _: None) -> Told:
    """Write the community of ``plan``: its charter into the new folder ``charter``, the rest into an empty ``lake``.

    ``progress`` is told how many events there are so far.
    """
    world = world_of(plan)
    with tempfile.TemporaryDirectory() as folder:
        declared = charter_of(world, Path(folder))
        write_native(declared, charter)
    counted, interest = Counted(), Interest(world)
    append_events(lake, _passing(world, counted, interest, progress))
    measured = append_measurements(lake, _measured(measurements(world, interest), counted)).added
    append_coverage(lake, coverage(world, counted))
    seen = append_sightings(lake, chain(sightings(world), contest_sightings())).added
    return Told(str(world.layout.name), len(declared.people), len(declared.groups), counted.total, measured, seen)


def _passing(world: World, counted: Counted, interest: Interest, progress: Progress) -> Iterator[pa.RecordBatch]:
    for table in chain(event_tables(world), [contest_events(world), invitation_events(world), campaign_events(world)]):
        counted.add(table)
        interest.add(table)
        yield from table.to_batches()
        progress(counted.total)


def _measured(tables: Iterator[pa.Table], counted: Counted) -> Iterator[pa.RecordBatch]:
    for table in tables:
        counted.add_measured(table)
        yield from table.to_batches()

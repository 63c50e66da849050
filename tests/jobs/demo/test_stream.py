"""Any plan tells a community, in order and in bounded memory; the same plan tells the same one."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.stream import event_tables
from folkmoot.jobs.demo.world import world_of
from tests.jobs.demo.conftest import TODAY, story_of

ZONES = ("Asia/Shanghai", "UTC", "America/Los_Angeles", "Pacific/Auckland")


@settings(max_examples=8, deadline=None)
@given(
    people=st.integers(20, 120),
    months=st.integers(2, 9),
    seed=st.integers(0, 2**32 - 1),
    zone=st.sampled_from(ZONES),
    until=st.dates(date(2001, 1, 1), date(2090, 1, 1)),
)
def test_any_size_and_seed(people, months, seed, zone, until):
    story = story_of(plan_of(today=TODAY, people=people, months=months, seed=seed, zone=zone, until=until))
    at = story.events["at"].to_numpy()
    assert (at[1:] >= at[:-1]).all()
    assert abs(story.events.num_rows / story.plan.events - 1) < 0.12
    assert story.rows("SELECT count(*) - count(DISTINCT id) FROM events") == [(0,)]
    assert story_of(story.plan).events.equals(story.events)


def test_another_seed_tells_another_story(story):
    other = story_of(plan_of(today=TODAY, seed=8))
    assert not set(other.events["id"].to_pylist()[:1000]) & set(story.events["id"].to_pylist())
    assert other.world.layout.slug != story.world.layout.slug


def test_a_larger_demo_comes_in_more_tables_of_the_same_size():
    """Each table holds about one stretch, whatever the whole is."""
    world = world_of(plan_of(today=TODAY, events=700_000))
    sizes = [table.num_rows for table in event_tables(world)]
    assert len(sizes) >= 12
    assert max(sizes) < 400_000
    assert abs(sum(sizes) / 700_000 - 1) < 0.02


MEMORY = """
from datetime import date
from pathlib import Path
from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.stream import event_tables
from folkmoot.jobs.demo.world import world_of
peaks = []
for events in (250_000, 1_000_000):
    for _ in event_tables(world_of(plan_of(today=date(2026, 5, 20), people=1_000, events=events))):
        pass
    # Not getrusage: a process is born with the peak of the one that started it.
    lines = Path("/proc/self/status").read_text().splitlines()
    peaks.append(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024)
print(*peaks)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_four_times_the_events_need_no_more_than_a_little_more_memory():
    said = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True, timeout=120)
    small, large = map(int, said.stdout.split())
    assert large < 700
    assert large - small < 250

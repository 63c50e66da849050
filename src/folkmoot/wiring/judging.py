"""Where a workspace judges what was handed in to contests: its store, its hidden answers, and the worker of its queue."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from folkmoot.jobs.judging.judge import Bench
from folkmoot.jobs.judging.store import Store
from folkmoot.wiring.clock import clock
from folkmoot.wiring.house import House

if TYPE_CHECKING:
    from folkmoot.jobs.judging.working import Done

STORE, HIDDEN = "submissions", "hidden"
PAUSE = 2.0  # seconds after which an empty queue is looked at again


def store_of(house: House) -> Store:
    """Return where a workspace keeps what was handed in."""
    return Store(house.folder / STORE)


def bench_of(house: House) -> Bench:
    """Return where a workspace judges; no program sees anything of it but what it is given."""
    return Bench(house.charter_path, house.folder / HIDDEN, (house.folder,))


def takes_submissions(house: House) -> bool:
    """Return whether the charter declares a contest to which something is handed in."""
    return any(one.kind == "submissions" for one in house.charter.contests)


def worked(
    house: House, go_on: Callable[[], bool], *, lease: int = 60, sleep: Callable[[float], None] = time.sleep
) -> Iterator[Done]:
    """Judge what waits, one after the other, and yield what came of each; then wait for more while ``go_on`` says so.

    ``lease``: the seconds without a sign of life after which another worker takes over.
    """
    from folkmoot.jobs.judging.working import Worker  # it needs the ledger that is open now

    worker = Worker(bench_of(house), store_of(house), clock, lease=timedelta(seconds=lease))
    while True:
        done = worker.turn(house.homes())
        if done is not None:
            yield done
        elif not go_on():
            return
        else:
            sleep(PAUSE)


def read_pieces(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, a piece at a time."""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece

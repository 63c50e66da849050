"""A writer in a process of its own: appends numbered events in batches until it is done, or killed."""

from __future__ import annotations

import sys
from pathlib import Path

from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from tests.lake.facts import numbered


def main(folder: str, first: int, last: int, size: int) -> None:
    """Append the events ``first`` to ``last``; say when the first batch is about to be written."""
    lake = Lake.at(Path(folder))
    lake.version()  # what has to be imported for that is in memory from here on
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for start in range(first, last, size):
        append_events(lake, [numbered(number) for number in range(start, min(start + size, last))])


if __name__ == "__main__":
    main(sys.argv[1], *(int(said) for said in sys.argv[2:]))

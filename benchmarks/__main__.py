"""Runs every benchmark, or those named: ``python -m benchmarks git_log lake``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks import Row


def main() -> None:
    """Run the modules of this package that have ``run`` and print their rows as they come."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    wanted = sys.argv[1:] or known
    if unknown := set(wanted) - set(known):
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    print(f"{'what':<58} {'ours':>9} {'raw':>9} {'ratio':>7}")
    for name in wanted:
        row: Row
        for row in import_module(f"benchmarks.{name}").run():
            ratio = f"{row.ours / row.raw:>6.2f}x" if row.raw else "      -"
            print(f"{row.name:<58} {row.ours:>7.3f} s {row.raw:>7.3f} s {ratio}  {row.note}", flush=True)


if __name__ == "__main__":
    main()

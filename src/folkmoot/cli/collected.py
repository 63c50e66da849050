"""What a collecting run brought: bars while it goes on, then a table or JSON, and one sentence for each failure."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from folkmoot.jobs.collect import Collected
    from folkmoot.jobs.collect import Progress as Told
    from folkmoot.jobs.gather import Gathered
    from folkmoot.wiring.collecting import Failed, ProgressOf


@dataclass
class Outcome:
    """The results of one run: of git histories, of streams, and what failed."""

    histories: list[Collected] = field(default_factory=list)
    streams: list[Gathered] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    def take(self, results: Iterable[Collected | Gathered | Failed]) -> None:
        """Take results in as they come."""
        from folkmoot.jobs.gather import Gathered
        from folkmoot.wiring.collecting import Failed

        for result in results:
            if isinstance(result, Failed):
                self.failed.append(result)
            elif isinstance(result, Gathered):
                self.streams.append(result)
            else:
                self.histories.append(result)

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to read at all."""
        return not (self.histories or self.streams or self.failed)

    def rows(self) -> list[dict[str, Any]]:
        """Return the results for JSON."""
        rows = [{"source": "git"} | asdict(row) for row in self.histories]
        told = [one.name for one in fields(self.streams[0]) if one.name != "error"] if self.streams else []
        return rows + [{name: getattr(row, name) for name in told} for row in self.streams]


@contextmanager
def bars() -> Iterator[ProgressOf]:
    """Show one bar for each thing while it is read; the table that follows takes their place."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:

        def bar_of(name: str) -> Told:
            bar = shown.add_task(escape(name), total=None)
            return lambda read, total: shown.update(bar, completed=read, total=total or None)

        yield bar_of


def show(outcome: Outcome, form: str) -> None:
    """Print what came of a run; exit with 2 when anything failed."""
    for one in outcome.failed:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"moot: {one.error}", style="red", markup=False)
    if form == "json":
        errors = [{"path": one.path, "error": str(one.error)} for one in outcome.failed]
        said = {"rows": outcome.rows(), "failed": errors}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    else:
        if outcome.histories:
            Console().print(_histories(outcome.histories))
        if outcome.streams:
            Console().print(_streams(outcome.streams))
    if outcome.failed:
        raise typer.Exit(2)


def _table(words: tuple[str, ...], numbers: tuple[str, ...], *, remarked: bool) -> Table:
    table = Table(*words)
    table.columns[0].overflow = "fold"
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    if remarked:
        table.add_column("remark")
    return table


def _histories(done: list[Collected]) -> Table:
    remarked = any(row.note for row in done)
    table = _table(("repository",), ("commits", "new events", "known", "seconds"), remarked=remarked)
    for row in done:
        counts = (f"{number:,}" for number in (row.commits, row.added, row.repeated))
        table.add_row(escape(row.repo), *counts, f"{row.seconds:.2f}", *((escape(row.note),) if remarked else ()))
    return table


def _streams(done: list[Gathered]) -> Table:
    remarked = any(row.note for row in done)
    table = _table(("what", "part"), ("new", "known", "seconds"), remarked=remarked)
    for row in done:
        counts = (f"{number:,}" for number in (row.added, row.repeated))
        remark = (escape(row.note),) if remarked else ()
        table.add_row(escape(row.repo), escape(row.name), *counts, f"{row.seconds:.2f}", *remark)
    return table

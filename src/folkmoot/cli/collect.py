"""``moot collect``: read what is new into the lake."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from folkmoot.jobs.collect import Collected
    from folkmoot.jobs.collect import Progress as Told
    from folkmoot.wiring.collecting import Collecting, Failed, ProgressOf
    from folkmoot.wiring.settings import GitSource

Format = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the result.")]

verbs = typer.Typer(help="Read what is new in all configured sources, or add some and read them.")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(verbs, name="collect")


@verbs.callback(invoke_without_command=True, epilog="Example: moot collect")
def collect(context: typer.Context, form: Format = "table") -> None:
    """Read what is new in all configured sources."""
    if context.invoked_subcommand is None:
        opened = _open(context)
        if not opened.settings.git:
            Console(stderr=True).print("No source is configured yet. Add repositories: moot collect git PATH...")
        _run(opened, opened.settings.git, form, [])


@verbs.command(epilog="Example: moot collect git ../kit ../tools.bundle")
def git(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Repositories: normal, bare, or bundles.")],
    name: Annotated[str, typer.Option("--as", help="What to call it: forge:owner/name, for one path.")] = "",
    form: Format = "table",
) -> None:
    """Add git repositories to the workspace and read them."""
    from folkmoot.model.errors import MootError
    from folkmoot.wiring.collecting import Failed

    if name and len(paths) > 1:
        raise typer.BadParameter("give one path at a time when you name it", param_hint="--as")
    opened = _open(context)
    sources: list[GitSource] = []
    failed: list[Failed] = []
    for path in paths:
        try:
            source = opened.add(path, name)
        except MootError as error:
            failed.append(Failed(str(path), error))
        else:
            sources += [] if source in sources else [source]
    _run(opened, sources, form, failed)


def _open(context: typer.Context) -> Collecting:
    from folkmoot.wiring.collecting import Collecting
    from folkmoot.wiring.settings import find_workspace

    return Collecting(find_workspace(context.obj))


def _run(opened: Collecting, sources: Iterable[GitSource], form: str, failed: list[Failed]) -> None:
    from folkmoot.wiring.collecting import Failed

    done: list[Collected] = []
    with _bars() as bars:
        for result in opened.run(sources, bars):
            if isinstance(result, Failed):
                failed.append(result)
            else:
                done.append(result)
    for one in failed:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"moot: {one.error}", style="red", markup=False)
    if form == "json":
        errors = [{"path": one.path, "error": str(one.error)} for one in failed]
        said = {"rows": [asdict(row) for row in done], "failed": errors}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    elif done:
        Console().print(_table(done))
    if failed:
        raise typer.Exit(2)


@contextmanager
def _bars() -> Iterator[ProgressOf]:
    """Show one bar for each repository while it is read; the table that follows takes their place."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:

        def bar_of(repo: str) -> Told:
            bar = bars.add_task(escape(repo), total=None)
            return lambda read, total: bars.update(bar, completed=read, total=total or None)

        yield bar_of


def _table(done: Iterable[Collected]) -> Table:
    table = Table("repository", "commits", "new events", "known", "seconds")
    table.columns[0].overflow = "fold"
    for column in table.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    remarked = any(row.note for row in done)
    if remarked:
        table.add_column("remark")
    for row in done:
        counts = (f"{number:,}" for number in (row.commits, row.added, row.repeated))
        remark = (row.note,) if remarked else ()
        table.add_row(escape(row.repo), *counts, f"{row.seconds:.2f}", *remark)
    return table

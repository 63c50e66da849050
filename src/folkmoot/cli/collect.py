"""``moot collect``: read what is new into the lake."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from folkmoot.jobs.collect import Progress as Told
    from folkmoot.wiring.collecting import Collecting
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
        _run(opened, opened.settings.git, form)


@verbs.command(epilog="Example: moot collect git ../kit ../tools.bundle")
def git(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Repositories: normal, bare, or bundles.")],
    name: Annotated[str, typer.Option("--as", help="What to call it: forge:owner/name, for one path.")] = "",
    form: Format = "table",
) -> None:
    """Add git repositories to the workspace and read them."""
    from folkmoot.model.errors import MootError

    opened = _open(context)
    sources: list[GitSource] = []
    failed = False
    for path in paths:
        try:
            sources += opened.add([path], name if len(paths) == 1 else _only_one(name))
        except MootError as error:
            failed = True
            _complain(error)
    _run(opened, tuple(sources), form, failed=failed)


def _only_one(name: str) -> str:
    if name:
        raise typer.BadParameter("give one path at a time when you name it", param_hint="--as")
    return ""


def _open(context: typer.Context) -> Collecting:
    from folkmoot.wiring.collecting import Collecting
    from folkmoot.wiring.settings import find_workspace

    return Collecting.at(find_workspace(context.obj))


def _complain(error: Exception) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"moot: {error}", style="red", markup=False)


def _run(opened: Collecting, sources: tuple[GitSource, ...], form: str, *, failed: bool = False) -> None:
    from folkmoot.wiring.collecting import Failed, ProgressOf

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    rows = []
    with Progress(*columns, console=Console(stderr=True)) as bars:

        class Bars(ProgressOf):
            """One bar for each repository."""

            def __call__(self, repo: str) -> Told:
                bar = bars.add_task(repo, total=None)
                return lambda read, total: bars.update(bar, completed=read, total=total)

        for result in opened.run(sources, Bars()):
            if isinstance(result, Failed):
                failed = True
                _complain(result.error)
            else:
                rows.append(asdict(result))
    _show(rows, form)
    if failed:
        raise typer.Exit(2)


def _show(rows: list[dict[str, object]], form: str) -> None:
    if form == "json":
        sys.stdout.write(json.dumps({"rows": rows}, ensure_ascii=False) + "\n")
        return
    table = Table("repository", "commits", "new events", "known", "seconds")
    table.columns[0].overflow = "fold"
    for column in table.columns[1:]:
        column.justify = "right"
        column.no_wrap = True
    remarked = any(row["note"] for row in rows)
    if remarked:
        table.add_column("remark")
    for row in rows:
        counts = (f"{row[name]:,}" for name in ("commits", "added", "repeated"))
        remark = (str(row["note"]),) if remarked else ()
        table.add_row(str(row["repo"]), *counts, f"{row['seconds']:.2f}", *remark)
    if rows:
        Console().print(table)

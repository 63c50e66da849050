"""``moot lake``: what the lake holds, and keeping it fast to read."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from folkmoot.lake.lake import Lake

Format = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the result.")]

lake = typer.Typer(no_args_is_help=True, help="The lake: what it holds, and keeping it fast to read.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(lake, name="lake")


@lake.command(epilog="Example: moot lake info")
def info(context: typer.Context, form: Format = "table") -> None:
    """Say how many rows the tables have, in how many files, and from when to when."""
    opened = _open(context)
    rows: list[dict[str, Any]] = []
    for name, state in opened.states().items():
        firsts = [part.first for part in state.parts if part.first is not None]
        lasts = [part.last for part in state.parts if part.last is not None]
        rows.append({
            "table": name,
            "rows": state.rows,
            "files": len(state.parts),
            "bytes": sum(part.size for part in state.parts),
            "first_at": min(firsts).isoformat() if firsts else None,
            "last_at": max(lasts).isoformat() if lasts else None,
        })  # fmt: skip
    if form == "json":
        typer.echo(json.dumps({"version": opened.version(), "rows": rows}))
        return
    table = Table("table", "rows", "files", "MB", "first", "last")
    for column in table.columns[1:4]:
        column.justify = "right"
    for row in rows:
        numbers = f"{row['rows']:,}", f"{row['files']:,}", f"{row['bytes'] / 1e6:,.1f}"
        table.add_row(row["table"], *numbers, (row["first_at"] or "")[:10], (row["last_at"] or "")[:10])
    console = Console(highlight=False)
    console.print(table)
    console.print(f"Version {opened.version()}")


@lake.command(epilog="Example: moot lake compact")
def compact(
    context: typer.Context,
    keep: Annotated[
        float, typer.Option(min=0, help="Hours that replaced files stay for readers of an older state.")
    ] = 1.0,
    form: Format = "table",
) -> None:
    """Make many small files into few large ones, and remove what nobody needs; the rows stay the same."""
    from folkmoot.jobs.compact import compact_lake

    console = Console(stderr=True)
    with console.status("Compacting…") as status:
        done = compact_lake(
            _open(context), keep=timedelta(hours=keep), progress=lambda name: status.update(f"Compacting {name}…")
        )
    if form == "json":
        typer.echo(json.dumps({"rows": [one._asdict() for one in done]}))
        return
    table = Table("table", "files before", "files after", "removed")
    for column in table.columns[1:]:
        column.justify = "right"
    for one in done:
        table.add_row(one.table, str(one.before), str(one.after), str(one.removed))
    Console().print(table)


def _open(context: typer.Context) -> Lake:
    from folkmoot.wiring.house import House
    from folkmoot.wiring.settings import find_workspace

    return House(find_workspace(context.obj)).lake  # the ledger is not asked

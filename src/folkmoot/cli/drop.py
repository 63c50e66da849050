"""``moot drop``: what the files of the drop folder would bring, before anything is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from folkmoot.model.event import Event, Measurement
    from folkmoot.sources.drop.trial import Trial

drop = typer.Typer(no_args_is_help=True, help="The drop folder: files of what has no API.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(drop, name="drop")


@drop.command(epilog="Example: moot drop check zoom/meeting.csv")
def check(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="One file of the drop folder; else all of them.")] = "",
    rows: Annotated[int, typer.Option(min=0, help="How many events and numbers to show of each file.")] = 5,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the result.")] = "table",
) -> None:
    """Show what files would bring, and every row that would be refused; nothing is written.

    Exit status: 0 when every row would be taken, 1 when something would be refused, 2 when it could not run.
    """
    from datetime import UTC, datetime

    from folkmoot.cli.app import FINDINGS
    from folkmoot.wiring.settings import find_workspace, read_settings
    from folkmoot.wiring.streams import Place
    from folkmoot.wiring.streams.drop import tried

    folder = find_workspace(context.obj)
    place = Place(folder, read_settings(folder))
    now = datetime.now(UTC).replace(tzinfo=None)
    done = list(tried(place, file, Path.cwd(), now, rows))
    if form == "json":
        typer.echo(json.dumps(_as_json(done), ensure_ascii=False, indent=1))
    else:
        _show(done)
    if not all(trial.is_right for trial in done):
        raise typer.Exit(FINDINGS)


def _show(done: list[Trial]) -> None:
    console = Console(highlight=False)
    if not done:
        console.print("The drop folder is empty.")
    for trial in done:
        by = f" by {trial.drop}" if trial.drop else ""
        console.print(f"[bold]{escape(trial.file)}[/]{escape(by)}: {_summary(trial)}", soft_wrap=True)
        if trial.first:
            console.print(_table(trial))
        for problem in trial.outcome.problems:
            console.print(str(problem), style="yellow", markup=False, soft_wrap=True)
        left = trial.outcome.refused - len(trial.outcome.problems)
        if left > 0:
            console.print(f"… and {left:,} more rows.", style="yellow")
        console.print()


def _summary(trial: Trial) -> str:
    if trial.fault:
        return f"[red]{escape(f'{trial.fault.what} {trial.fault.mend}')}[/]"
    told = ", ".join(f"{number:,} {escape(kind)}" for kind, number in sorted(trial.counts.items())) or "nothing"
    refused = f"; [yellow]{trial.outcome.refused:,} refused[/]" if trial.outcome.refused else ""
    rows = "1 row brings" if trial.outcome.rows == 1 else f"{trial.outcome.rows:,} rows bring"
    return f"{rows} {told}{refused}"


def _table(trial: Trial) -> Table:
    table = Table("at (UTC)", "what", "who", "about", "amount", "more")
    for column in table.columns[:2]:
        column.no_wrap = True
    for one in trial.first:
        row = _row(one)
        more = "; ".join(f"{name}={value}" for name, value in row["more"].items())
        amount = "" if row["amount"] is None else f"{row['amount']:,g}"
        cells = (row["at"].replace("T", " "), row["what"], row["who"], row["about"], amount, more)
        table.add_row(*map(escape, cells))
    return table


def _row(one: Event | Measurement) -> dict[str, Any]:
    from folkmoot.model.event import Event

    if isinstance(one, Event):
        who = f"{one.actor[:13]}…" if one.actor.startswith("mail:") else one.actor
        more = {**one.extra, **({"url": one.url} if one.url else {})}
        what, about = one.kind, one.subject
    else:
        who, what, about = "", f"measured.{one.name}", one.subject
        more = {**one.labels, **({"unit": one.unit} if one.unit else {})}
    return {"at": one.at.isoformat(), "what": what, "who": who, "about": about, "amount": one.amount, "more": more}


def _as_json(done: list[Trial]) -> dict[str, Any]:
    return {
        "files": [
            {
                "file": trial.file,
                "drop": trial.drop,
                "rows": trial.outcome.rows,
                "refused": trial.outcome.refused,
                "brings": dict(sorted(trial.counts.items())),
                "first": [_row(one) for one in trial.first],
                "problems": [
                    {"row": one.row, "column": one.column, "says": one.says} for one in trial.outcome.problems
                ],
                "fault": f"{trial.fault.what} {trial.fault.mend}".strip() if trial.fault else "",
            }
            for trial in done
        ],
        "right": all(trial.is_right for trial in done),
    }

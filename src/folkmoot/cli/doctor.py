"""``moot doctor``: what is wrong with the workspace, and what to do."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

if TYPE_CHECKING:
    from folkmoot.model.answer import Answer

FEW = 3  # kinds that are named
_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(epilog="Example: moot doctor --format json")
    def doctor(
        context: typer.Context,
        older: Annotated[
            int, typer.Option(min=0, help="From how many hours on a reading is stale; 0: as the settings say.")
        ] = 0,
        asking: Annotated[
            bool, typer.Option("--ask", help="Also ask the forges whether they take the tokens.")
        ] = False,
        form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the result.")] = "table",
        lang: Annotated[Literal["en", "zh"], typer.Option(help="In which language.")] = "en",
    ) -> None:
        """Name stale sources, broken readings, refused tokens, dead letters and the like, each with what to do.

        Exit status: 0 when nothing is wrong, 1 when something is, 2 when it could not run.
        """
        from folkmoot.cli.app import FINDINGS
        from folkmoot.wiring.doctoring import doctored

        answer = doctored(context.obj, timedelta(hours=older) if older else None, asking=asking)
        if form == "json":
            from folkmoot.reports.present import as_json

            typer.echo(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=1))
        else:
            _show(answer, lang)
        if answer.total:
            raise typer.Exit(FINDINGS)


def _show(answer: Answer, lang: str) -> None:
    console = Console(highlight=False)
    console.print(answer.sentence.said_in(lang), style="bold", markup=False)
    if not answer.rows:
        return
    shown = [column for column in answer.columns if column.name not in ("kinds", "source")]
    table = Table(*(column.title.said_in(lang) for column in shown), box=None, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for row in answer.rows:
        source = "" if row["about"].startswith(row["source"]) else f" · {row['source']}"
        about = row["about"] + source + _kinds(row["kinds"])
        severity = Line(row["severity"], _COLOURS[row["severity"]])
        table.add_row(
            severity, row["area"], Line(about), Line(row["says"].said_in(lang)), Line(row["mend"].said_in(lang))
        )
    console.print(table)


def _kinds(kinds: list[str]) -> str:
    """Return the kinds of a reading in brackets: all of a few, else the first ones and how many more there are."""
    if not kinds:
        return ""
    more = len(kinds) - FEW
    return f" ({', '.join(kinds[:FEW])}{f' +{more}' if more > 0 else ''})"

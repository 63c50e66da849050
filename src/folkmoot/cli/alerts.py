"""``moot alerts``: which alerts are raised, and telling the channels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor
from folkmoot.model.errors import BadInput

if TYPE_CHECKING:
    from folkmoot.jobs.alert import Alerted
    from folkmoot.wiring.house import House

FINDINGS = 1


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot alerts --send")(alerts)


def alerts(
    context: typer.Context,
    send: Annotated[bool, typer.Option("--send", help="Record what is new and tell the channels.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing, and end well whatever is raised.")] = False,
    shape: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Say which alerts of the charter are raised, silent or unknown; exit status 1 when one is raised."""
    from folkmoot.wiring.house import open_house

    if shape not in {"table", "json"}:
        raise BadInput(f"there is no format '{shape}'.", mend="Use table or json.")
    house = open_house(context.obj)
    if send:
        done = _sent(house)
        if not quiet:
            _say(done)
    if not quiet:
        _show(house, shape)


def _sent(house: House) -> Alerted:
    from folkmoot.wiring.alerting import send_alerts

    return send_alerts(house, shell_actor())


def _say(done: Alerted) -> None:
    console = Console(stderr=True, highlight=False)
    console.print(f"{len(done.raised)} newly raised, {len(done.over)} over, {done.sent} sent")
    for error in done.failed:
        console.print(error, style="red")


def _show(house: House, shape: str) -> None:
    from folkmoot.reports.present import as_json

    answer = house.ask("alerts")
    if shape == "json":
        typer.echo(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
    else:
        table = Table("state", "alert", "where", "says", box=None, header_style="bold")
        for row in answer.rows:
            table.add_row(row["state"], row["title"].en, row["thing"], row["says"].en)
        console = Console(highlight=False)
        console.print(table)
        console.print(answer.sentence.en, style="dim")
    if answer.total:
        raise typer.Exit(FINDINGS)

"""``moot publish``: what people recorded and is settled becomes events of the lake."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot publish")(publish)


def publish(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing.")] = False,
) -> None:
    """Put into the lake what people recorded and is settled: attendance, tasks, events of chapters, camps, published content.

    Attendance of a meeting is settled when its minutes are approved, or two weeks after it. Exit status 1 when something failed.
    """
    from folkmoot.cli.actor import shell_actor
    from folkmoot.reports.filling import many
    from folkmoot.wiring.duties import fulfil
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)
    from folkmoot.jobs.publish import publish as job  # after opening: the ledger needs its database

    now = datetime.now(UTC).replace(tzinfo=None)
    met = job(house.homes(newest=True), now, shell_actor())
    done, failed = fulfil(house, now, shell_actor(), publishing=True)
    for error in failed:
        typer.echo(error, err=True)
    if not quiet:
        typer.echo(f"{many(met.meetings, 'meeting', 'meetings')} counted, {many(met.added, 'event', 'events')} added")
        for line in done:
            typer.echo(line)
        if met.unheard:
            typer.echo(f"Without an account in the charter, so not told: {', '.join(met.unheard)}")
    if failed:
        raise typer.Exit(1)

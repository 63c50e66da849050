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
    """Put the attendance of meetings into the lake once it is settled: their minutes are approved, or two weeks have passed."""
    from folkmoot.cli.actor import shell_actor
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)
    from folkmoot.jobs.publish import publish as job  # after opening: the ledger needs its database

    done = job(house.homes(newest=True), datetime.now(UTC).replace(tzinfo=None), shell_actor())
    if quiet:
        return
    typer.echo(f"{done.meetings} meetings counted, {done.added} events added")
    if done.unheard:
        typer.echo(f"Without an account in the charter, so not told: {', '.join(done.unheard)}")

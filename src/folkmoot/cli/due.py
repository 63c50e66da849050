"""``moot due``: does what time alone makes due, in one go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from folkmoot.cli.app import FINDINGS


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot due")(due)


def due(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed.")] = False,
) -> None:
    """Close votes and elections, move selection rounds and reviews on, publish attendance, send reminders.

    `moot serve` does this by itself. Exit status 1 when something failed.
    """
    from folkmoot.cli.actor import shell_actor
    from folkmoot.wiring.duties import fulfil
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)
    done, failed = fulfil(house, datetime.now(UTC).replace(tzinfo=None), shell_actor())
    if not quiet:
        typer.echo("\n".join(done) or "Nothing is due.")
    for error in failed:
        typer.echo(error, err=True)
    if failed:
        raise typer.Exit(FINDINGS)

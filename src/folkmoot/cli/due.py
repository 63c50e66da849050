"""``moot due``: does what time alone makes due, in one go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.cli.app import FINDINGS

if TYPE_CHECKING:
    from folkmoot.wiring.house import House


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot due --list --group compiler")(due)


def due(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed.")] = False,
    waits: Annotated[
        bool, typer.Option("--list", help="Do nothing; list what waits for people, with who and why.")
    ] = False,
    group: Annotated[
        str, typer.Option("--group", help="With --list: of this group; else of the whole community.")
    ] = "",
) -> None:
    """Close votes and elections, move selection rounds and reviews on, publish attendance, send reminders.

    `moot serve` does this by itself. Exit status 1 when something failed.
    """
    from folkmoot.cli.actor import shell_actor
    from folkmoot.wiring.duties import fulfil
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)
    if waits:
        _list(house, group)
        return
    done, failed = fulfil(house, datetime.now(UTC).replace(tzinfo=None), shell_actor())
    if not quiet:
        typer.echo("\n".join(done) or "Nothing is due.")
    for error in failed:
        typer.echo(error, err=True)
    if failed:
        raise typer.Exit(FINDINGS)


def _list(house: House, group: str) -> None:
    answer = house.ask("due", **({"group": group} if group else {}))
    for row in answer.rows:
        said = "; ".join(filter(None, (str(row["note"]), str(row["why"]), row["owner"])))
        typer.echo(f"{'!' if row['overdue'] else '-'} {row['kind_name']}: {row['title']} ({said}) {row['url']}")
    typer.echo(str(answer.sentence))

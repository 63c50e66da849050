"""``moot election``: open and count what is due, count and certify by hand, and take the signed record away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="ID", help="The election's id in the charter.")]
SAID = {"open": "voting is open, the roll is frozen", "close": "the ballots are counted"}

election = typer.Typer(no_args_is_help=True, help="Elections: open and count what is due, export the signed record.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(election, name="election")


@election.command(epilog="Example: moot election due")
def due(context: Context, quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing.")] = False) -> None:
    """Freeze the roll of what has begun, and count the ballots of what is over. Run again it does nothing more."""
    homes = opened(context).homes()
    from folkmoot.jobs.electing import due as hold

    for name, what in hold(homes, clock()):
        if not quiet:
            typer.echo(f"{name}: {SAID[what]}")


@election.command(epilog="Example: moot election count steering-2026")
def count(context: Context, name: Name) -> None:
    """Count the ballots of an election whose voting is over, and destroy the key of its box."""
    house = opened(context)
    homes = house.homes()
    from folkmoot.jobs.electing import ROBOT, close

    close(homes, name, actor=ROBOT, now=clock())
    typer.echo(house.answer("election", {"id": name, "at": clock().isoformat()}).sentence.en)


@election.command(epilog="Example: moot election certify steering-2026 --why 'counted again by both officers'")
def certify(context: Context, name: Name, why: Annotated[str, typer.Option(help="What was checked.")] = "") -> None:
    """Certify a counted result; only where the charter declares no officers, who else do so in the portal."""
    homes = opened(context).homes()
    from folkmoot.jobs.electing import certify as sign_off

    sign_off(homes, name, why, actor=shell_actor(), now=clock())
    typer.echo(f"{name}: the result is certified")


@election.command(epilog="Example: moot election record steering-2026 --out record.json; moot tally record.json")
def record(
    context: Context, name: Name, out: Annotated[Path | None, typer.Option(help="The file; else it is printed.")] = None
) -> None:
    """Write the signed record of a counted election, which anybody can count again with moot tally."""
    from folkmoot.jobs.files import write_whole
    from folkmoot.wiring.electing import signed_election

    text = json.dumps(signed_election(opened(context), name, clock()), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_whole(out, text.encode())
        typer.echo(str(out))

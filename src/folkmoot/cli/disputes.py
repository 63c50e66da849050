"""``moot disputes``: what people say is wrong about themselves, and how an operator decides."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput

disputes = typer.Typer(no_args_is_help=True, help="Claims and disputes that wait for an operator: see and decide.")

Number = Annotated[str, typer.Argument(help="Its number in the list.")]
Why = Annotated[str, typer.Option("--why", help="The reason; the person reads it.")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(disputes, name="disputes")


@disputes.command("list", epilog="Example: moot disputes list")
def waiting(context: Context, shape: Annotated[str, typer.Option("--format", help="table or json.")] = "table") -> None:
    """List what waits for a decision, oldest first."""
    opened(context)
    from folkmoot.ledger import disputes as ledger

    rows = [
        {"id": one.id, "at": one.at.isoformat(timespec="seconds"), "by": one.by, "kind": one.kind,
         "person": one.person, "about": one.about, "why": one.why}
        for one in ledger.open_cases()
    ]  # fmt: skip
    if shape == "json":
        typer.echo(json.dumps({"rows": rows, "total": len(rows)}, ensure_ascii=False, indent=2))
        return
    if shape != "table":
        raise BadInput(f"there is no format '{shape}'.", mend="Use table or json.")
    table = Table("id", "at", "by", "kind", "person", "about", "why", box=None, header_style="bold")
    for row in rows:
        table.add_row(*row.values())
    Console(highlight=False).print(table)


@disputes.command(epilog="Example: moot disputes grant 3 --why 'showed it in a call'")
def grant(
    context: Context,
    number: Number,
    why: Why,
    organization: Annotated[str, typer.Option("--instead", help="Of an affiliation: what it was.")] = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its first day.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its last day.")] = None,
) -> None:
    """Say that somebody is right; who is who is corrected at once, and can be undone."""
    identity = opened(context).homes().identity
    from folkmoot.jobs import claim as job  # after opening: the ledger needs its database

    first, last = (day.date() if day else None for day in (since, until))
    made = job.rule(
        identity, number, granted=True, why=why, actor=shell_actor(), organization=organization, since=first, until=last
    )
    typer.echo(f"Granted: {made.kind} {made.about}" + (f" by correction {made.correction}" if made.correction else ""))


@disputes.command(epilog="Example: moot disputes refuse 3 --why 'the forge shows that it is'")
def refuse(context: Context, number: Number, why: Why) -> None:
    """Say that things stay as they are."""
    identity = opened(context).homes().identity
    from folkmoot.jobs import claim as job  # after opening: the ledger needs its database

    made = job.rule(identity, number, granted=False, why=why, actor=shell_actor())
    typer.echo(f"Refused: {made.kind} {made.about}")

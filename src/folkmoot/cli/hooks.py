"""``moot hooks``: what forges have delivered, what became of it, and how to read it again."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor
from folkmoot.model.delivery import STATES, Kept
from folkmoot.model.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

hooks = typer.Typer(no_args_is_help=True, help="Deliveries of webhooks: see them, read them, replay them.")

Context = typer.Context
Shape = Annotated[str, typer.Option("--format", help="table or json.")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(hooks, name="hooks")


@hooks.command("list", epilog="Example: moot hooks list --state dead")
def list_(
    context: Context,
    state: Annotated[str, typer.Option(help=f"Only these: {', '.join(STATES)}.")] = "",
    source: Annotated[str, typer.Option(help="Only of this forge.")] = "",
    number: Annotated[int, typer.Option("-n", "--number", min=1, max=10_000, help="How many.")] = 50,
    shape: Shape = "table",
) -> None:
    """List deliveries, newest first."""
    _open(context)
    from folkmoot.ledger.deliveries import listed  # after opening: the ledger needs its database

    total, rows = listed(state, source, number=number)
    if _as_json(shape):
        typer.echo(json.dumps({"rows": [_plain(one) for one in rows], "total": total}, ensure_ascii=False, indent=2))
        return
    table = Table(
        "id", "received", "source", "event", "state", "tries", "facts", "error", box=None, header_style="bold"
    )
    for one in rows:
        moment = one.received_at.isoformat(" ", "seconds")
        table.add_row(
            str(one.id), moment, one.source, one.event, one.state, str(one.tries), str(one.facts), one.error[:80]
        )
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(rows)} of {total}", style="dim")


@hooks.command(epilog="Example: moot hooks show 12")
def show(context: Context, number: Annotated[int, typer.Argument(help="Its number in the list.")]) -> None:
    """Show one delivery as JSON, with its body; secrets were taken out before it was kept."""
    _open(context)
    from folkmoot.ledger.deliveries import kept

    one = kept(number)
    body = json.loads(one.body) if one.body else None
    typer.echo(json.dumps({**_plain(one), "body": body}, ensure_ascii=False, indent=2))


@hooks.command(epilog="Example: moot hooks process")
def process(
    context: Context,
    watch: Annotated[bool, typer.Option("--watch", help="Go on until Ctrl-C.")] = False,
    beside: Annotated[int, typer.Option("--beside", hidden=True, help="Only while this process is the parent.")] = 0,
) -> None:
    """Read what waits into the lake. `moot serve` does so by itself when a source has a secret."""
    folder = _open(context)
    from folkmoot.wiring.hooks import watched

    done = None
    # Beside a portal it ends with it, also when the portal was killed and could not say so.
    for done in watched(folder, lambda: watch and (not beside or os.getppid() == beside)):
        if not beside:
            _say(done)
    if done is None:
        typer.echo("Nothing waits.")


@hooks.command(epilog="Example: moot hooks replay --dead")
def replay(
    context: Context,
    number: Annotated[int | None, typer.Argument(help="Its number in the list.")] = None,
    dead: Annotated[bool, typer.Option("--dead", help="All that were given up.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, for the audit trail.")] = "",
) -> None:
    """Let a delivery, or all dead ones, be read again; facts that are there already do not count twice."""
    if (number is None) == (not dead):
        raise BadInput("say which delivery.", mend="Give its number, or --dead for all that were given up.")
    _open(context)
    from folkmoot.ledger import deliveries
    from folkmoot.wiring.clock import clock

    count = deliveries.replay(number, actor=shell_actor(), now=clock(), why=why)
    typer.echo(f"{count} {'delivery waits' if count == 1 else 'deliveries wait'} again. Read now: moot hooks process")


@hooks.command(epilog="Example: moot hooks stats")
def stats(context: Context, shape: Shape = "table") -> None:
    """Count deliveries by source and state."""
    _open(context)
    from folkmoot.ledger.deliveries import counts

    told = counts()
    sources = sorted({source for source, _state in told.number})
    rows = [{"source": source, **{state: told.of(state, source) for state in STATES}} for source in sources]
    oldest, newest = (moment and moment.isoformat(" ", "seconds") for moment in (told.oldest_pending, told.newest))
    if _as_json(shape):
        typer.echo(json.dumps({"rows": rows, "oldest_pending": oldest, "newest": newest}, indent=2))
        return
    table = Table("source", *STATES, box=None, header_style="bold")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"Newest: {newest or 'none yet'}; oldest that waits: {oldest or 'none'}", style="dim")


def _say(done: Any) -> None:
    typer.echo(
        f"{done.done} done ({done.added} new facts), {done.ignored} not of interest, {done.later} tried again later, "
        f"{done.dead} given up"
    )


def _plain(one: Kept) -> dict[str, Any]:
    row = asdict(one)
    row.pop("body")
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def _as_json(shape: str) -> bool:
    if shape not in {"table", "json"}:
        raise BadInput(f"there is no format '{shape}'.", mend="Use table or json.")
    return shape == "json"


def _open(context: Context) -> Path:
    from folkmoot.wiring.house import open_house

    return open_house(context.obj).folder

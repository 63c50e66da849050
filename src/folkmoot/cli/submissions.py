"""``moot submissions``: look an entry over, hand it in, judge what waits, list what was handed in, take something back."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape
from folkmoot.cli.opened import Context, opened

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The entry: a zip archive.")]
Contest = Annotated[str, typer.Option(help="Its id in the charter: see moot contest list.")]

submissions = typer.Typer(
    no_args_is_help=True, help="Submission contests: check an entry, hand it in, judge what waits."
)


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(submissions, name="submissions")


@submissions.command(epilog="Example: moot submissions check entry.zip --contest resnet-2026")
def check(context: Context, file: File, contest: Contest) -> None:
    """Look an entry over as it is looked over before it is scored. Nothing is recorded, and no try is used up."""
    house = opened(context)
    from folkmoot.jobs import submissions as job
    from folkmoot.wiring.clock import clock
    from folkmoot.wiring.judging import bench_of

    number = job.check(house.homes(), bench_of(house), contest, file, now=clock())
    typer.echo(f"{file.name} is as it must be: {number} {'file' if number == 1 else 'files'}.")


@submissions.command(epilog="Example: moot submissions submit entry.zip --contest resnet-2026 --who gitee:ann")
def submit(
    context: Context,
    file: File,
    contest: Contest,
    who: Annotated[str, typer.Option(help="Whose entry it is: a declared person's id, or an account.")],
) -> None:
    """Hand an entry in for somebody who takes part; it waits for its turn."""
    house = opened(context)
    from folkmoot.jobs import submissions as job
    from folkmoot.wiring.clock import clock
    from folkmoot.wiring.judging import bench_of, read_pieces, store_of

    upload = job.Upload(file.name, read_pieces(file))
    made = job.hand_in(
        house.homes(), bench_of(house), store_of(house), contest, (who,), upload, actor=shell_actor(), now=clock()
    )
    place, waiting = job.places(clock(), [made.number]).get(made.number, (1, 1))
    typer.echo(f"Entry {made.number} waits at place {place} of {waiting}.")


@submissions.command(epilog="Example: moot submissions work --watch")
def work(
    context: Context,
    watch: Annotated[bool, typer.Option("--watch", help="Go on until Ctrl-C.")] = False,
    lease: Annotated[
        int,
        typer.Option(min=2, max=3600, help="After how many seconds without a sign of life another worker takes over."),
    ] = 60,
    beside: Annotated[int, typer.Option("--beside", hidden=True, help="Only while this process is the parent.")] = 0,
) -> None:
    """Judge what waits, in turn: contests take turns, and in each its entrants do. Several workers may run at once.

    `moot serve` does so by itself where the charter declares a submission contest.
    """
    house = opened(context)
    from folkmoot.wiring.judging import worked

    number = 0
    for done in worked(house, lambda: watch and (not beside or os.getppid() == beside), lease=lease):
        number += 1
        if not beside:
            more = " (it waits again)" if done.again else " (another worker had taken it over)" if done.lost else ""
            typer.echo(
                f"{done.contest} {done.number}: {done.state}{more}" + (f": {done.detail}" if done.detail else "")
            )
    if not number:
        typer.echo("Nothing waits that can be judged here.")


@submissions.command("list", epilog="Example: moot submissions list --contest resnet-2026 --who gitee:ann")
def list_(
    context: Context,
    contest: Contest,
    who: Annotated[str, typer.Option(help="Only theirs: a declared person's id, or an account.")] = "",
    number: Annotated[int, typer.Option("-n", "--number", min=1, max=10_000, help="How many.")] = 50,
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """List what was handed in, the newest first, with its state, why, and its place in the queue."""
    house = opened(context)
    from folkmoot.jobs import submissions as job
    from folkmoot.jobs.contests import seen
    from folkmoot.reports.submissions import row_of
    from folkmoot.wiring.clock import clock

    it = seen(house.homes(), contest, clock())
    job.plan_of(it)
    found = job.own_of(it, (who,), number) if who else job.all_of(it, shell_actor(), 0, number)[1]
    places = job.places(clock(), [one.number for one in found if not one.over])
    _print([_plain(row_of(it.course, one, places.get(one.number)), lang) for one in found], shape)


@submissions.command(epilog="Example: moot submissions withdraw 12 --contest resnet-2026 --who gitee:ann")
def withdraw(
    context: Context,
    number: Annotated[int, typer.Argument(min=1, help="Its number in the list.")],
    contest: Contest,
    who: Annotated[str, typer.Option(help="Whose entry it is: a declared person's id, or an account.")],
) -> None:
    """Take back an entry that still waits."""
    house = opened(context)
    from folkmoot.jobs import submissions as job
    from folkmoot.wiring.clock import clock

    job.withdraw(house.homes(), contest, (who,), number, actor=shell_actor(), now=clock())
    typer.echo(f"Entry {number} is withdrawn.")


def _plain(row: dict[str, Any], lang: str) -> dict[str, Any]:
    return {name: value.said_in(lang) if hasattr(value, "said_in") else value for name, value in row.items()}


def _print(rows: list[dict[str, Any]], shape: str) -> None:
    names = ("number", "at", "name", "state_name", "score", "place", "fault_name", "says")
    if shape == "json":
        typer.echo(json.dumps({"rows": rows}, ensure_ascii=False, indent=2, default=str))
        return
    table = Table(*names, box=None, header_style="bold")
    for row in rows:
        table.add_row(*("–" if row[name] in (None, "") else str(row[name]) for name in names))
    Console(highlight=False).print(table)

"""``moot task``: list tasks, claim, hand back, deliver, accept, send back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="BATCH/TASK", help="Its batch and id: see moot task list.")]
Who = Annotated[
    str, typer.Option("--who", help="The id of a declared person, or an account, in whose name it is done.")
]
Words = Annotated[str, typer.Option("--words", help="What is said with it; everybody may read it.")]

task = typer.Typer(no_args_is_help=True, help="Tasks: who holds which, claims, deliveries, reviews.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(task, name="task")


@task.command("list", epilog="Example: moot task list --batch autumn --state open")
def listed(
    context: Context,
    batch: Annotated[str, typer.Option(help="Only of this batch.")] = "",
    group: Annotated[str, typer.Option(help="Only of this group.")] = "",
    state: Annotated[str, typer.Option(help="Only these: soon, open, claimed, delivered, accepted, over.")] = "",
    mentor: Annotated[str, typer.Option(help="Only of this mentor.")] = "",
    shape: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")] = "table",
    lang: Annotated[Literal["en", "zh"], typer.Option(help="In which language.")] = "en",
) -> None:
    """List tasks as they stand now."""
    said = {"batch": batch, "group": group, "state": state, "mentor": mentor, "at": clock().isoformat()}
    answer = opened(context).answer("tasks", said)
    print_answer(answer, ("id", "title", "difficulty_name", "points", "stage_name", "name", "until_at"), shape, lang)


@task.command(epilog="Example: moot task claim autumn/quickstart --who gitee:ann")
def claim(context: Context, name: Name, who: Who) -> None:
    """Claim a task for somebody who asked for it."""
    house = opened(context)
    from folkmoot.jobs import tasks

    own = tasks.meant(house.homes(), who)
    act = tasks.claim(house.homes(), name, (own,), actor=shell_actor(), now=clock())
    typer.echo(f"{who} holds {name} until {datetime.fromisoformat(act.content['until']):%Y-%m-%d %H:%M} (UTC).")


@task.command("hand-back", epilog="Example: moot task hand-back autumn/quickstart --who gitee:ann")
def hand_back(context: Context, name: Name, who: Who, words: Words = "") -> None:
    """Hand a task back for somebody who holds it."""
    house = opened(context)
    from folkmoot.jobs import tasks

    tasks.hand_back(house.homes(), name, (who,), actor=shell_actor(), now=clock(), words=words)
    typer.echo(f"{name} is free again.")


@task.command(epilog="Example: moot task deliver autumn/quickstart --who gitee:ann --change gitee:example/kit!12")
def deliver(
    context: Context,
    name: Name,
    who: Who,
    change: Annotated[str, typer.Option(help="The merged change: its subject or its address.")] = "",
    words: Words = "",
) -> None:
    """Deliver a task for somebody who holds it."""
    house = opened(context)
    from folkmoot.jobs import tasks

    tasks.deliver(house.homes(), name, (who,), actor=shell_actor(), now=clock(), change=change, words=words)
    proof = tasks.seen(house.homes(), name, clock()).one.proof
    typer.echo(f"{name} waits for a review{f'; {proof.state}: {proof.why}' if proof else ''}")


@task.command(epilog="Example: moot task accept autumn/quickstart")
def accept(context: Context, name: Name, words: Words = "") -> None:
    """Accept what was delivered; the points are awarded."""
    house = opened(context)
    from folkmoot.jobs import tasks

    act = tasks.accept(house.homes(), name, (), actor=shell_actor(), now=clock(), words=words)
    typer.echo(f"{name} is accepted: {act.content['points']} points for {act.person}.")


@task.command("send-back", epilog="Example: moot task send-back autumn/quickstart --words 'The tests are missing.'")
def send_back(context: Context, name: Name, words: Words) -> None:
    """Send back what was delivered, saying what is missing."""
    house = opened(context)
    from folkmoot.jobs import tasks

    tasks.send_back(house.homes(), name, (), actor=shell_actor(), now=clock(), words=words)
    typer.echo(f"{name} is sent back.")


@task.command(epilog="Example: moot task withdraw autumn/quickstart --words 'The change does something else.'")
def withdraw(context: Context, name: Name, words: Words) -> None:
    """Take an acceptance back within a week, saying why; its points are gone, and it waits for a review again."""
    house = opened(context)
    from folkmoot.jobs import tasks

    tasks.withdraw(house.homes(), name, (), actor=shell_actor(), now=clock(), words=words)
    typer.echo(f"{name} waits for a review again.")

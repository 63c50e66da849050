"""``moot talk``: propose a talk or topic to a group, put it on an agenda, decline, withdraw; call for topics."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import acting_as
from folkmoot.cli.answered import Lang
from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text, has_han
from folkmoot.wiring.clock import clock

Number = Annotated[int, typer.Argument(min=1, help="The talk's number: see moot talk list.")]
As = Annotated[str, typer.Option("--as", help="The id of the declared person who acts.")]
Why = Annotated[str, typer.Option(help="The reason; everybody reads it.")]

talk = typer.Typer(no_args_is_help=True, help="Talks: propose one, put it on an agenda, decline; call for topics.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(talk, name="talk")


@talk.command("list", epilog="Example: moot talk list --when waiting --group compiler")
def listed(
    context: Context,
    when: Annotated[str, typer.Option(help="Only these: ahead, waiting, past, over, all.")] = "ahead",
    group: Annotated[str, typer.Option(help="Only of this group.")] = "",
    shape: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")] = "table",
    lang: Lang = "en",
) -> None:
    """List the talks, and the calls for topics that are open."""
    said = {"when": when, "group": group, "at": clock().isoformat()}
    answer = opened(context).answer("talks", {name: value for name, value in said.items() if value})
    if shape == "json":
        from folkmoot.reports.present import as_json

        typer.echo(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=2))
        return
    table = Table("No.", "Group", "Talk", "Who", "Minutes", "State", show_edge=False, pad_edge=False)
    table.add_column("Meeting", no_wrap=True)
    for row in answer.rows:
        cells = (row["number"], row["group"], row["title"].said_in(lang), row["name"], row["minutes"])
        table.add_row(
            *("–" if cell is None else str(cell) for cell in cells), row["state_name"].said_in(lang), row["meeting"]
        )
    Console(highlight=False).print(table)
    for row in answer.parts["calls"].rows:
        typer.echo(
            f"Call {row['number']} of {row['group']}, until {row['until']}: {row['says'].said_in(lang)}".rstrip(": ")
        )
    typer.echo(answer.sentence.said_in(lang))


@talk.command(epilog="Example: moot talk propose 'Fusing loops' --group compiler --minutes 20 --as ann")
def propose(
    context: Context,
    title: Annotated[str, typer.Argument(help="What it is about, in a sentence.")],
    group: Annotated[str, typer.Option(help="The group that it is for.")],
    text: Annotated[str, typer.Option(help="An abstract, as Markdown.")] = "",
    minutes: Annotated[int | None, typer.Option(min=1, max=480, help="How long it takes.")] = None,
    meeting: Annotated[str, typer.Option(help="The id of the meeting that is wished for; else any.")] = "",
    person: As = "",
) -> None:
    """Propose a talk or topic; the group's leads answer."""
    house = opened(context)
    from folkmoot.jobs import talks as job

    wanted = job.Wanted(Text(zh=title) if has_han(title) else Text(title), text, minutes, meeting)
    made = job.propose(house.homes(), group, wanted, actor=acting_as(person), now=clock())
    typer.echo(f"Talk {made.number} waits for an answer of those who lead {group}.")


@talk.command(epilog="Example: moot talk accept 3 compiler/weekly/2026-11-24 --as bo")
def accept(
    context: Context,
    number: Number,
    meeting: Annotated[str, typer.Argument(help="The id of the meeting: see moot ask meetings.")],
    minutes: Annotated[int | None, typer.Option(min=1, max=480, help="How long it takes, if not as proposed.")] = None,
    why: Why = "",
    person: As = "",
) -> None:
    """Put a talk on the agenda of a meeting, or move it there from another one."""
    house = opened(context)
    from folkmoot.jobs import talks as job

    made = job.place(house.homes(), number, meeting, minutes=minutes, actor=acting_as(person), now=clock(), why=why)
    typer.echo(f"Talk {number} is on the agenda of {made.meeting}.")


@talk.command(epilog="Example: moot talk decline 3 --why 'We had this topic in spring.' --as bo")
def decline(context: Context, number: Number, why: Why, person: As = "") -> None:
    """Decline a talk, with a reason."""
    house = opened(context)
    from folkmoot.jobs import talks as job

    job.decline(house.homes(), number, actor=acting_as(person), now=clock(), why=why)
    typer.echo(f"Talk {number} is declined.")


@talk.command(epilog="Example: moot talk withdraw 3 --as ann")
def withdraw(context: Context, number: Number, person: As, why: Why = "") -> None:
    """Take back what one has proposed."""
    house = opened(context)
    from folkmoot.jobs import talks as job

    job.withdraw(house.homes(), number, actor=acting_as(person), now=clock(), why=why)
    typer.echo(f"Talk {number} is withdrawn.")


@talk.command(epilog="Example: moot talk call compiler --until 2026-12-15 --text 'What did you measure?' --as bo")
def call(
    context: Context,
    group: Annotated[str, typer.Argument(help="The group.")],
    until: Annotated[str, typer.Option(help="The last day on which it is open, such as 2026-12-15.")],
    text: Annotated[str, typer.Option(help="What is asked for.")] = "",
    person: As = "",
) -> None:
    """Call for topics until a day."""
    house = opened(context)
    from folkmoot.jobs import talks as job

    try:
        day = date.fromisoformat(until)
    except ValueError as error:
        raise BadInput(f"'{until[:20]}' is no day.", mend="Write 2026-12-15.") from error
    says = Text(zh=text) if has_han(text) else Text(text)
    made = job.open_call(house.homes(), group, day, says, actor=acting_as(person), now=clock())
    typer.echo(f"Call {made.number} is open until {made.until}.")


@talk.command("close-call", epilog="Example: moot talk close-call 1 --as bo")
def close_call(
    context: Context,
    number: Annotated[int, typer.Argument(min=1, help="The call's number: see moot talk list.")],
    person: As = "",
) -> None:
    """Close a call before its day."""
    house = opened(context)
    from folkmoot.jobs import talks as job

    job.close_call(house.homes(), number, actor=acting_as(person), now=clock())
    typer.echo(f"Call {number} is closed.")

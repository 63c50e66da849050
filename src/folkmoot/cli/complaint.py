"""``moot complaint``: list conferences and complaints, complain for somebody, merge, split, hide, link, answer; what changed."""

from __future__ import annotations

from typing import Annotated

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="CONFERENCE", help="Its id in the charter: see moot complaint list.")]
Number = Annotated[int, typer.Argument(min=1, help="The complaint's number.")]
Why = Annotated[str, typer.Option(help="The reason.")]

complaint = typer.Typer(no_args_is_help=True, help="Complaint conferences: what is said, who agrees, what changed.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(complaint, name="complaint")


@complaint.command("list", epilog="Example: moot complaint list")
def listed(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """List the conferences that the charter declares."""
    answer = opened(context).answer("complaints", {"at": clock().isoformat()})
    print_answer(answer, ("id", "title", "stage_name", "complaints", "votes", "waiting", "changed"), shape, lang)


@complaint.command(epilog="Example: moot complaint show tucao-2026 --sort unanswered")
def show(
    context: Context,
    name: Name,
    sort: Annotated[str, typer.Option(help="votes, newest or unanswered.")] = "votes",
    state: Annotated[str, typer.Option(help="Only these: open, heard, planned, changed, declined.")] = "",
    q: Annotated[str, typer.Option(help="Only with these words.")] = "",
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """Show the complaints of a conference."""
    said = {"id": name, "sort": sort, "state": state, "q": q, "at": clock().isoformat()}
    answer = opened(context).answer("conference", {key: value for key, value in said.items() if value})
    print_answer(answer, ("number", "title", "area_name", "voices", "same", "state_name", "name"), shape, lang)


@complaint.command(epilog="Example: moot complaint similar tucao-2026")
def similar(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show which complaints say much the same: a suggestion."""
    answer = opened(context).answer("conference", {"id": name, "at": clock().isoformat()})
    print_answer(answer.parts["similar"], ("title", "numbers", "voices"), shape, lang)


@complaint.command(epilog="Example: moot complaint changed")
def changed(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show which complaints changed something, and what."""
    answer = opened(context).answer("changed", {"at": clock().isoformat()})
    print_answer(answer, ("title", "voices", "change", "change_state_name", "answer"), shape, lang)


@complaint.command(epilog="Example: moot complaint new tucao-2026 gitee:ann 'CI is slow' --area ci")
def new(
    context: Context,
    name: Name,
    who: Annotated[str, typer.Argument(help="The id of a declared person, or an account.")],
    title: Annotated[str, typer.Argument(help="What is wrong, in a line.")],
    words: Annotated[str, typer.Option(help="More about it.")] = "",
    area: Annotated[str, typer.Option(help="The id of its area.")] = "",
    named: Annotated[bool, typer.Option("--named", help="Readers see who complains.")] = False,
) -> None:
    """Complain for somebody who asked for it, such as at a booth."""
    house = opened(context)
    from folkmoot.jobs import complaints

    number = complaints.complain(
        house.homes(), name, (who,), title, words, area=area, anonymous=not named, actor=shell_actor(), now=clock()
    )
    typer.echo(f"Complaint {number} is there.")


@complaint.command(epilog="Example: moot complaint merge tucao-2026 7 3")
def merge(
    context: Context, name: Name, number: Number, into: Annotated[int, typer.Argument(min=1, help="Into which.")]
) -> None:
    """Say that a complaint is the same as another one."""
    house = opened(context)
    from folkmoot.jobs import complaints

    complaints.merge(house.homes(), name, number, into, actor=shell_actor(), now=clock())
    typer.echo(f"{number} and {into} are one.")


@complaint.command(epilog="Example: moot complaint split tucao-2026 7")
def split(context: Context, name: Name, number: Number) -> None:
    """Say that a complaint stands by itself after all."""
    house = opened(context)
    from folkmoot.jobs import complaints

    complaints.split(house.homes(), name, number, actor=shell_actor(), now=clock())
    typer.echo(f"{number} stands by itself.")


@complaint.command(epilog="Example: moot complaint hide tucao-2026 7 --why 'It attacks somebody.'")
def hide(context: Context, name: Name, number: Number, why: Why) -> None:
    """Hide a complaint, for a reason."""
    house = opened(context)
    from folkmoot.jobs import complaints

    complaints.hide(house.homes(), name, number, actor=shell_actor(), now=clock(), why=why)
    typer.echo(f"{number} is hidden.")


@complaint.command(epilog="Example: moot complaint link tucao-2026 7 https://gitee.com/example/kit/issues/12")
def link(
    context: Context, name: Name, number: Number, address: Annotated[str, typer.Argument(help="An issue or a change.")]
) -> None:
    """Link a complaint to an issue or a change."""
    house = opened(context)
    from folkmoot.jobs import complaints

    complaints.link(house.homes(), name, number, address, actor=shell_actor(), now=clock())
    typer.echo("It is linked.")


@complaint.command(epilog="Example: moot complaint answer tucao-2026 7 planned --words 'In the next release.'")
def answer(
    context: Context,
    name: Name,
    number: Number,
    state: Annotated[str, typer.Argument(help="heard, planned, changed or declined.")],
    words: Annotated[str, typer.Option(help="What will happen, what changed, or why not.")] = "",
    link: Annotated[str, typer.Option(help="What changed.")] = "",
) -> None:
    """Answer a complaint."""
    house = opened(context)
    from folkmoot.jobs import complaints

    complaints.answer(house.homes(), name, number, state, words, address=link, actor=shell_actor(), now=clock())
    typer.echo("The answer is recorded.")

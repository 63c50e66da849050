"""``moot chapter``: list chapters, look at one and at its learning path, give a mentor's word, read and answer applications."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="CHAPTER", help="Its slug: see moot chapter list.")]
Since = Annotated[str, typer.Option(help="The window: a day, a month, or a length such as 12m.")]
Why = Annotated[str, typer.Option(help="The words that go with it.")]

chapter = typer.Typer(no_args_is_help=True, help="Chapters: how alive they are, learning paths, recruitment.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(chapter, name="chapter")


@chapter.command("list", epilog="Example: moot chapter list --sort university")
def listed(
    context: Context,
    sort: Annotated[Literal["", "city", "university", "company", "club"], typer.Option(help="Only of these.")] = "",
    since: Since = "12m",
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """List the chapters, and compare them."""
    names = ("group", "name", "city", "members", "events", "attendance", "newcomers", "contributions", "word_name")
    print_answer(
        opened(context).answer("chapters", {"sort": sort, "since": since, "at": clock().isoformat()}),
        names,
        shape,
        lang,
    )


@chapter.command(epilog="Example: moot chapter show hangzhou")
def show(context: Context, name: Name, since: Since = "12m", shape: Shape = "table", lang: Lang = "en") -> None:
    """Show a chapter's events, what is ahead first."""
    answer = opened(context).answer("chapter", {"id": name, "since": since, "at": clock().isoformat()})
    print_answer(answer, ("id", "title", "begins_at", "stage_name", "registered", "attendance"), shape, lang)


@chapter.command(epilog="Example: moot chapter path lakemere-ai-club")
def path(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show the steps of a chapter's learning path, and how many members have taken each."""
    answer = opened(context).answer("learning-path", {"id": name, "at": clock().isoformat()})
    print_answer(answer, ("number", "id", "title", "proof_name", "taken", "unknown"), shape, lang)


@chapter.command(epilog="Example: moot chapter vouch lakemere-ai-club environment ann --why 'Showed the log.'")
def vouch(
    context: Context,
    name: Name,
    step: Annotated[str, typer.Argument(help="The step's id.")],
    who: Annotated[str, typer.Argument(help="The member's id or account.")],
    why: Why,
) -> None:
    """Give a mentor's word that a member has taken a step."""
    house = opened(context)
    from folkmoot.jobs import learning

    learning.vouch(house.homes(), name, step, who, actor=shell_actor(), now=clock(), why=why)
    typer.echo(f"{who} has taken {step}.")


@chapter.command(epilog="Example: moot chapter rounds")
def rounds(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """List the recruitment rounds of all chapters."""
    answer = opened(context).answer("recruitment", {"at": clock().isoformat()})
    names = ("id", "title", "group_name", "stage_name", "ends_at", "applied", "waiting", "accepted")
    print_answer(answer, names, shape, lang)


@chapter.command(epilog="Example: moot chapter applications lakemere-ai-club-2026-11")
def applications(context: Context, name: Annotated[str, typer.Argument(metavar="ROUND", help="Its id.")]) -> None:
    """Show who applied in a round, with their words; for those who answer."""
    house = opened(context)
    from folkmoot.jobs import recruiting
    from folkmoot.reports.recruiting import applications as found

    homes, now = house.homes(), clock()
    recruiting.seen(homes, name, now)
    for one in found(name):
        typer.echo(f"{one.number}  {homes.faces.name_of(one.person)}  → {one.group}  [{one.state}]")
        typer.echo(f"    {homes.faces.masked_words(one.why)}")


@chapter.command(epilog="Example: moot chapter answer 12 --accept --why 'Welcome!'")
def answer(
    context: Context,
    number: Annotated[int, typer.Argument(min=1, help="The application's number.")],
    why: Why,
    accept: Annotated[bool, typer.Option("--accept/--refuse", help="What becomes of it.")] = True,
) -> None:
    """Answer an application, with words."""
    house = opened(context)
    from folkmoot.jobs import recruiting

    verb = "accept" if accept else "refuse"
    recruiting.answer(house.homes(), number, verb, actor=shell_actor(), now=clock(), why=why)
    typer.echo("The application is accepted." if accept else "The application is refused.")

"""``moot chapter``: list chapters, look at one and at its learning path, give a mentor's word, read and answer applications."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import print_answer

if TYPE_CHECKING:
    from folkmoot.wiring.house import House

Context = typer.Context
Name = Annotated[str, typer.Argument(metavar="CHAPTER", help="Its slug: see moot chapter list.")]
Lang = Annotated[Literal["en", "zh"], typer.Option(help="In which language.")]
Shape = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")]
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
        _open(context).answer("chapters", {"sort": sort, "since": since, "at": _now().isoformat()}), names, shape, lang
    )


@chapter.command(epilog="Example: moot chapter show hangzhou")
def show(context: Context, name: Name, since: Since = "12m", shape: Shape = "table", lang: Lang = "en") -> None:
    """Show a chapter's events, what is ahead first."""
    answer = _open(context).answer("chapter", {"id": name, "since": since, "at": _now().isoformat()})
    print_answer(answer, ("id", "title", "begins_at", "stage_name", "registered", "attendance"), shape, lang)


@chapter.command(epilog="Example: moot chapter path lakemere-ai-club")
def path(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show the steps of a chapter's learning path, and how many members have taken each."""
    answer = _open(context).answer("learning-path", {"id": name, "at": _now().isoformat()})
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
    house = _open(context)
    from folkmoot.jobs import learning

    learning.vouch(house.homes(), name, step, who, actor=shell_actor(), now=_now(), why=why)
    typer.echo(f"{who} has taken {step}.")


@chapter.command(epilog="Example: moot chapter rounds")
def rounds(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """List the recruitment rounds of all chapters."""
    answer = _open(context).answer("recruitment", {"at": _now().isoformat()})
    names = ("id", "title", "group_name", "stage_name", "ends_at", "applied", "waiting", "accepted")
    print_answer(answer, names, shape, lang)


@chapter.command(epilog="Example: moot chapter applications lakemere-ai-club-2026-11")
def applications(context: Context, name: Annotated[str, typer.Argument(metavar="ROUND", help="Its id.")]) -> None:
    """Show who applied in a round, with their words; for those who answer."""
    house = _open(context)
    from folkmoot.jobs import recruiting
    from folkmoot.reports.recruiting import applications as found

    homes, now = house.homes(), _now()
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
    house = _open(context)
    from folkmoot.jobs import recruiting

    verb = "accept" if accept else "refuse"
    recruiting.answer(house.homes(), number, verb, actor=shell_actor(), now=_now(), why=why)
    typer.echo("The application is accepted." if accept else "The application is refused.")


def _open(context: Context) -> House:
    from folkmoot.wiring.house import open_house

    return open_house(context.obj)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)

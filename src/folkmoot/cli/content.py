"""``moot content``: list pieces, propose, take, submit, schedule, publish, drop, write down views; good times to publish."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Number = Annotated[int, typer.Argument(min=1, help="Its number: see moot content list.")]
Who = Annotated[str, typer.Option(help="For whom: their id or account, such as gitee:ann.")]
Why = Annotated[str, typer.Option(help="The reason, which everybody may read.")]
At = Annotated[str, typer.Option(help="On the community's clocks, such as 2026-11-24T20:00.")]
Channel = Annotated[str, typer.Option(help="The id of a channel in the charter; empty: elsewhere.")]
Tongue = Annotated[Literal["", "zh", "en"], typer.Option(help="Its language.")]

content = typer.Typer(
    no_args_is_help=True, help="Content: from the idea to what was published, and how often it was viewed."
)


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(content, name="content")


@content.command("list", epilog="Example: moot content list --state review")
def listed(
    context: Context,
    state: Annotated[str, typer.Option(help="Only this state, or open.")] = "",
    channel: Channel = "",
    group: Annotated[str, typer.Option(help="Only this group.")] = "",
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """List the pieces of content, those furthest on their way first."""
    said = {"state": state, "channel": channel, "group": group, "at": clock().isoformat()}
    names = ("number", "title", "kind_name", "state_name", "author_name", "planned_at", "views")
    print_answer(opened(context).answer("content", said), names, shape, lang)


@content.command(epilog="Example: moot content hours --channel blog")
def hours(context: Context, channel: Channel = "", shape: Shape = "table", lang: Lang = "en") -> None:
    """Suggest free moments at which a channel's audience is active."""
    answer = opened(context).answer("audience-hours", {"channel": channel, "at": clock().isoformat()})
    if shape == "json":
        print_answer(answer, (), shape, lang)
        return
    print_answer(answer.parts["slots"], ("local", "at", "people"), shape, lang)
    typer.echo(answer.sentence.said_in(lang))


@content.command(epilog="Example: moot content propose 'Why attention needs a mask' --group modelzoo --channel blog")
def propose(  # noqa: PLR0913, PLR0917  # each is an option
    context: Context,
    title: Annotated[str, typer.Argument(help="What it is called.")],
    group: Annotated[str, typer.Option(help="The group whose subject it is.")],
    kind: Annotated[str, typer.Option(help="article, video, podcast, live, course or series.")] = "article",
    channel: Channel = "",
    language: Tongue = "",
    says: Annotated[str, typer.Option(help="What it is about, and why now.")] = "",
    indicator: Annotated[str, typer.Option(help="Which indicator it serves.")] = "",
    at: At = "",
    series: Annotated[int, typer.Option(min=0, help="The number of the course or series that it is a part of.")] = 0,
    part: Annotated[int, typer.Option(min=0, help="Which part.")] = 0,
    link: Annotated[str, typer.Option(help="The address of a finished draft: it is handed in.")] = "",
) -> None:
    """Propose an idea, or hand in a draft that somebody has sent."""
    house = opened(context)
    from folkmoot.jobs import contents
    from folkmoot.model.content import Details
    from folkmoot.model.text import text_of

    zone = house.charter.community.zone
    details = Details(
        text_of(title),
        kind,
        group,
        says,
        (channel,) if channel else (),
        language,
        "",
        indicator,
        "",
        _moment(at, zone),
        series,
        part,
    )
    if link:
        made = contents.hand_in(house.homes(), details, link, actor=shell_actor(), now=clock())
    else:
        made = contents.propose(house.homes(), details, actor=shell_actor(), now=clock())
    typer.echo(f"It is number {made.number}.")


@content.command(epilog="Example: moot content take 12 --who gitee:ann")
def take(context: Context, number: Number, who: Who = "") -> None:
    """Take an idea, or give it to somebody who writes it."""
    house = opened(context)
    from folkmoot.jobs import content_steps

    content_steps.take(house.homes(), number, actor=shell_actor(), now=clock(), person=who)
    typer.echo(f"{number} has an author.")


@content.command(epilog="Example: moot content submit 12 --link https://drafts.example.org/12")
def submit(
    context: Context, number: Number, link: Annotated[str, typer.Option(help="The address of the draft.")] = ""
) -> None:
    """Submit a draft for review."""
    house = opened(context)
    from folkmoot.jobs import content_steps

    content_steps.submit(house.homes(), number, actor=shell_actor(), now=clock(), link=link)
    typer.echo(f"{number} waits for a review.")


@content.command(epilog="Example: moot content schedule 12 --at 2026-11-24T20:00 --channel blog")
def schedule(context: Context, number: Number, at: At, channel: Channel = "") -> None:
    """Accept a draft and say when it is published."""
    house = opened(context)
    from folkmoot.jobs import content_steps

    moment = _moment(at, house.charter.community.zone) or clock()
    chosen = (channel,) if channel else ()
    content_steps.schedule(house.homes(), number, moment, actor=shell_actor(), now=clock(), channels=chosen)
    typer.echo(f"{number} is scheduled.")


@content.command(epilog="Example: moot content publish 12 https://blog.example.org/p/12 --channel blog --language zh")
def publish(
    context: Context,
    number: Number,
    url: Annotated[str, typer.Argument(help="Where it stands.")],
    channel: Channel = "",
    language: Tongue = "",
    at: At = "",
) -> None:
    """Say where a piece was published; once for each channel and language."""
    house = opened(context)
    from folkmoot.jobs import content_steps

    moment = _moment(at, house.charter.community.zone)
    content_steps.publish(
        house.homes(), number, url, actor=shell_actor(), now=clock(), channel=channel, language=language, at=moment
    )
    typer.echo(f"{number} is published.")


@content.command(epilog="Example: moot content drop 12 --why 'Somebody else has written it.'")
def drop(context: Context, number: Number, why: Why) -> None:
    """Drop a piece, for a reason."""
    house = opened(context)
    from folkmoot.jobs import content_steps

    content_steps.drop(house.homes(), number, actor=shell_actor(), now=clock(), why=why)
    typer.echo(f"{number} is dropped.")


@content.command(epilog="Example: moot content views 12 1200 --channel blog --day 2026-11-24")
def views(
    context: Context,
    number: Number,
    amount: Annotated[str, typer.Argument(help="How many; an empty word takes the reading of that day back.")],
    channel: Channel = "",
    language: Tongue = "",
    day: Annotated[str, typer.Option(help="On which day it was read; else today.")] = "",
    daily: Annotated[bool, typer.Option("--daily", help="Only that day's, not all so far.")] = False,
) -> None:
    """Write down how often a piece was viewed."""
    house = opened(context)
    from folkmoot.jobs import content_steps

    content_steps.read_views(
        house.homes(), number, amount, day=_day(day) if day else house.today(), actor=shell_actor(), now=clock(), channel=channel,
        language=language, counts="daily" if daily else "cumulative",
    )  # fmt: skip
    typer.echo("It is written down.")


def _moment(said: str, zone: str) -> datetime | None:
    if not said:
        return None
    try:
        local = datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(zone))
    except ValueError as error:
        raise typer.BadParameter(f"'{said}' is no moment. Write 2026-11-24T20:00.") from error
    return local.astimezone(UTC).replace(tzinfo=None)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise typer.BadParameter(f"'{said}' is no day. Write 2026-11-24.") from error

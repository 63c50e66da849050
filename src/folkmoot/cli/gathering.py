"""``moot gathering``: list events of chapters, look at one, announce, cancel, tick who is here, report, settle."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.model.text import text_of
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="EVENT", help="Its id: see moot gathering list.")]
Clock = Annotated[str, typer.Option(help="On the event's clocks, such as '2026-11-24 19:00'.")]
Who = Annotated[str, typer.Argument(help="Their id or account, such as gitee:ann.")]

gathering = typer.Typer(no_args_is_help=True, help="Events of chapters: announce, check in, report.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(gathering, name="gathering")


@gathering.command("list", epilog="Example: moot gathering list --state ahead --chapter hangzhou")
def listed(
    context: Context,
    state: Annotated[Literal["", "ahead", "over", "cancelled"], typer.Option(help="Only in this state.")] = "",
    chapter: Annotated[str, typer.Option(help="Only of this chapter and its teams.")] = "",
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """List the events of chapters, what is ahead first."""
    answer = opened(context).answer("chapter-events", {"state": state, "chapter": chapter, "at": clock().isoformat()})
    names = ("id", "title", "group_name", "begins_at", "stage_name", "registered", "waiting", "attendance")
    print_answer(answer, names, shape, lang)


@gathering.command(epilog="Example: moot gathering show hangzhou-2026-11-24")
def show(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show one event: who hosts and speaks, and how full it is."""
    print_answer(
        opened(context).answer("event", {"id": name, "at": clock().isoformat()}),
        ("name", "role_name", "title"),
        shape,
        lang,
    )


@gathering.command(
    epilog="Example: moot gathering announce hangzhou 'Kernels by hand' --begins '2026-11-24 19:00' "
    "--ends '2026-11-24 21:00' --place 'Room 3'"
)
def announce(  # noqa: PLR0913, PLR0917 — the command line is read from these
    context: Context,
    group: Annotated[str, typer.Argument(help="The chapter, or a team of one.")],
    title: Annotated[str, typer.Argument(help="What it is called.")],
    begins: Clock,
    ends: Clock,
    place: Annotated[str, typer.Option(help="Where people meet.")] = "",
    link: Annotated[str, typer.Option(help="Where people take part online.")] = "",
    zone: Annotated[str, typer.Option(help="IANA time zone; else the chapter's, or the community's.")] = "",
    seats: Annotated[int, typer.Option(min=0, help="How many; 0: as many as come.")] = 0,
    until: Annotated[str, typer.Option(help="The end of registration; else the beginning.")] = "",
    says: Annotated[str, typer.Option(help="What it is about.")] = "",
) -> None:
    """Announce an event of a chapter."""
    house = opened(context)
    from folkmoot.jobs import gatherings
    from folkmoot.model.gathering import Announced
    from folkmoot.reports.gathering_course import chapter_of

    homes = house.homes()
    known = homes.charter.group_by_slug.get(group)
    above = chapter_of(homes, known) if known else None
    zone = zone or (above.chapter.zone if above and above.chapter else "") or homes.charter.community.zone
    said = Announced(group, text_of(title), text_of(says), place, link, begins, ends, until, zone, seats)
    typer.echo(gatherings.announce(homes, said, actor=shell_actor(), now=clock()))


@gathering.command(epilog="Example: moot gathering cancel hangzhou-2026-11-24 --why 'The room is flooded.'")
def cancel(
    context: Context, name: Name, why: Annotated[str, typer.Option(help="The reason; everybody reads it.")]
) -> None:
    """Call an event off."""
    house = opened(context)
    from folkmoot.jobs import gatherings

    gatherings.cancel(house.homes(), name, actor=shell_actor(), now=clock(), why=why)
    typer.echo(f"{name} is cancelled.")


@gathering.command(epilog="Example: moot gathering people hangzhou-2026-11-24")
def people(context: Context, name: Name) -> None:
    """Show who has registered and who is here; for those who organise it."""
    house = opened(context)
    from folkmoot.jobs import gatherings

    homes = house.homes()
    it = gatherings.seen(homes, name, clock())
    gatherings.must_organise(it, shell_actor())
    for one in it.gathering.seats:
        typer.echo(f"{one.stands:<8} {homes.faces.id_of(one.person)}  {homes.faces.name_of(one.person)}")
    typer.echo(
        f"{len(it.gathering.those('here')) + it.gathering.strangers} here, {len(it.gathering.seats)} in the list"
    )


@gathering.command(epilog="Example: moot gathering tick hangzhou-2026-11-24 gitee:ann")
def tick(context: Context, name: Name, who: Who) -> None:
    """Say that somebody is here."""
    house = opened(context)
    from folkmoot.jobs import gatherings

    gatherings.tick(house.homes(), name, who, actor=shell_actor(), now=clock())
    typer.echo(f"{who} is here.")


@gathering.command(epilog="Example: moot gathering report hangzhou-2026-11-24 --says 'Nine people wrote a kernel.'")
def report(
    context: Context,
    name: Name,
    says: Annotated[str, typer.Option(help="How it was, in Markdown.")],
    link: Annotated[list[str] | None, typer.Option(help="A link to slides or a recording; may be repeated.")] = None,
) -> None:
    """Report how an event was; who came is settled by it."""
    house = opened(context)
    from folkmoot.jobs import gatherings

    gatherings.tell(house.homes(), name, text_of(says), links=tuple(link or ()), actor=shell_actor(), now=clock())
    typer.echo("The report is recorded.")


@gathering.command(epilog="Example: moot gathering settle")
def settle(context: Context) -> None:
    """Put who came to settled events into the lake; moot due does it too."""
    house = opened(context)
    from folkmoot.jobs.gathering_counting import settle as job

    made = job(house.homes(newest=True), clock(), shell_actor())
    typer.echo(f"{made.settled} events settled, {made.added} lake events added")

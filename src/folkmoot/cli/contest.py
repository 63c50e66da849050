"""``moot contest``: list contests, see a table or somebody's points and why, sign up, verify, disqualify, answer, approve."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="CONTEST", help="Its id in the charter: see moot contest list.")]
At = Annotated[str, typer.Option(help="As of this UTC moment, such as 2020-12-20T16:00.")]
Why = Annotated[str, typer.Option(help="The reason, which everybody may read.")]
Key = Annotated[
    str, typer.Argument(help="The event and rule, as moot contest queue shows it; its beginning is enough.")
]

contest = typer.Typer(no_args_is_help=True, help="Contests: tables as of any moment, points and why, decisions.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(contest, name="contest")


@contest.command("list", epilog="Example: moot contest list")
def listed(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """List the contests that the charter declares."""
    print_answer(
        opened(context).answer("contests", {}), ("id", "title", "stage_name", "entrants", "leader"), shape, lang
    )


@contest.command(epilog="Example: moot contest board mindcon-2020 --table people --at 2020-12-20T16:00")
def board(
    context: Context,
    name: Name,
    table: Annotated[Literal["", "people", "teams", "cities"], typer.Option(help="Which table.")] = "",
    at: At = "",
    size: Annotated[int, typer.Option(min=1, max=1000, help="How many lines.")] = 20,
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """Show who leads, as of now or of any moment."""
    said = {"id": name, "table": table, "at": at or clock().isoformat(), "size": str(size)}
    answer = opened(context).answer("leaderboard", said)
    print_answer(answer, ("rank", "name", "points", "pending", "taken", "out_name"), shape, lang)


@contest.command(epilog="Example: moot contest why mindcon-2020 ann")
def why(
    context: Context,
    name: Name,
    who: Annotated[str, typer.Argument(help="Their id, account or name.")],
    at: At = "",
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """Show what each event of somebody came to, and by which rule."""
    said = {"id": name, "who": who, "at": at or clock().isoformat()}
    print_answer(
        opened(context).answer("contest-points", said),
        ("at", "rule_name", "title", "state_name", "points", "why"),
        shape,
        lang,
    )


@contest.command(epilog="Example: moot contest queue mindcon-2020")
def queue(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show what waits for a reviewer."""
    said = {"id": name, "at": clock().isoformat()}
    print_answer(
        opened(context).answer("contest-queue", said), ("key", "name", "rule_name", "title", "by_name"), shape, lang
    )


@contest.command(epilog="Example: moot contest enter mindcon-2020 gitee:ann --city shanghai")
def enter(
    context: Context,
    name: Name,
    who: Annotated[str, typer.Argument(help="The id of a declared person, or an account.")],
    city: Annotated[str, typer.Option(help="Their city.")] = "",
    chapter: Annotated[str, typer.Option(help="Their chapter, where teams are chapters.")] = "",
) -> None:
    """Sign somebody up who asked for it."""
    house = opened(context)
    from folkmoot.jobs import contests

    contests.enter(house.homes(), name, (who,), actor=shell_actor(), now=clock(), city=city, chapter=chapter)
    typer.echo(f"{who} takes part in {name}.")


@contest.command(epilog="Example: moot contest verify mindcon-2020 6f1c…:model --no --why 'A copy of an older model.'")
def verify(
    context: Context,
    name: Name,
    key: Key,
    ok: Annotated[bool, typer.Option("--yes/--no", help="Whether it counts.")] = True,
    why: Why = "",
) -> None:
    """Decide about an event that waits."""
    house = opened(context)
    from folkmoot.jobs import contests
    from folkmoot.reports.contest_points import key_like

    homes, now = house.homes(), clock()
    whole = key_like(contests.seen(homes, name, now).live, key)
    contests.verify(homes, name, whole, ok=ok, own=(), actor=shell_actor(), now=now, why=why)
    typer.echo("It counts." if ok else "It does not count.")


@contest.command(epilog="Example: moot contest disqualify mindcon-2020 cy --why 'Bought stars: see issue 12.'")
def disqualify(
    context: Context, name: Name, who: Annotated[str, typer.Argument(help="Their id, account or name.")], why: Why
) -> None:
    """Take somebody out of the ranking, for a reason."""
    house = opened(context)
    from folkmoot.jobs import contests

    contests.disqualify(house.homes(), name, person=who, actor=shell_actor(), now=clock(), why=why)
    typer.echo(f"{who} is disqualified.")


@contest.command(epilog="Example: moot contest answer mindcon-2020 17 --grant --why 'The merge was by a robot.'")
def answer(
    context: Context,
    name: Name,
    number: Annotated[int, typer.Argument(min=1, help="The appeal's number.")],
    why: Why,
    grant: Annotated[bool, typer.Option("--grant/--refuse", help="Whether it is granted.")] = False,
) -> None:
    """Answer an appeal."""
    house = opened(context)
    from folkmoot.jobs import contests

    contests.answer(house.homes(), name, number, granted=grant, own=(), actor=shell_actor(), now=clock(), why=why)
    typer.echo("The appeal is granted." if grant else "The appeal is refused.")


@contest.command(epilog="Example: moot contest approve mindcon-2020")
def approve(context: Context, name: Name, why: Why = "") -> None:
    """Approve the result: it does not change any more."""
    house = opened(context)
    from folkmoot.jobs import contests

    act = contests.approve(house.homes(), name, actor=shell_actor(), now=clock(), why=why)
    typer.echo(f"The result is final: {act.content['digest']}")

"""``moot camp``: list camps, see a board or the days, sign up and check in for somebody, confirm, record who completed, certify."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="CAMP", help="Its id in the charter: see moot camp list.")]
Who = Annotated[str, typer.Argument(help="The id of a declared person, or an account.")]
Day = Annotated[int, typer.Argument(min=1, help="The day's number, from 1.")]

camp = typer.Typer(no_args_is_help=True, help="Camps: boards, days, check-ins, who completed them, certificates.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(camp, name="camp")


@camp.command("list", epilog="Example: moot camp list")
def listed(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """List the camps that the charter declares."""
    print_answer(
        opened(context).answer("camps", {}),
        ("id", "title", "stage_name", "first_on", "people", "completed"),
        shape,
        lang,
    )


@camp.command(epilog="Example: moot camp board mushrooms-21")
def board(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show how far those have come who agreed to be named."""
    answer = opened(context).answer("camp", {"id": name, "at": clock().isoformat()})
    print_answer(answer, ("name", "counted", "streak", "done_name"), shape, lang)


@camp.command(epilog="Example: moot camp days mushrooms-21")
def days(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show the days with their tasks, and how many were still there on each."""
    answer = opened(context).answer("camp", {"id": name, "at": clock().isoformat()})
    print_answer(answer.parts["days"], ("number", "day", "title", "proof_name", "people", "gone"), shape, lang)


@camp.command("sign-up", epilog="Example: moot camp sign-up mushrooms-21 gitee:ann --named")
def sign_up(
    context: Context,
    name: Name,
    who: Who,
    named: Annotated[bool, typer.Option("--named", help="Others may read their name on the board.")] = False,
) -> None:
    """Sign somebody up who asked for it."""
    house = opened(context)
    from folkmoot.jobs import camps

    camps.sign_up(house.homes(), name, (who,), named=named, actor=shell_actor(), now=clock())
    typer.echo(f"{who} takes part in {name}.")


@camp.command(
    "check-in", epilog="Example: moot camp check-in mushrooms-21 gitee:ann 3 --words 'Trained on ten pictures.'"
)
def check_in(
    context: Context,
    name: Name,
    who: Who,
    day: Day,
    words: Annotated[str, typer.Option(help="What they did.")] = "",
    link: Annotated[str, typer.Option(help="The link that the day asks for.")] = "",
) -> None:
    """Check somebody in for a day."""
    house = opened(context)
    from folkmoot.jobs import camps

    walk = camps.check_in(house.homes(), name, (who,), day, words=words, link=link, actor=shell_actor(), now=clock())
    mark = walk.mark(day)
    typer.echo(f"Day {day}: {mark.state if mark else '–'}. {walk.counted} days count, streak {walk.streak}.")


@camp.command(epilog="Example: moot camp confirm mushrooms-21 gitee:ann 3 --no --why 'The link leads nowhere.'")
def confirm(
    context: Context,
    name: Name,
    who: Who,
    day: Day,
    ok: Annotated[bool, typer.Option("--yes/--no", help="Whether it counts.")] = True,
    why: Annotated[str, typer.Option(help="Why not; they read it.")] = "",
) -> None:
    """Say that a check-in counts, or refuse it for a reason."""
    house = opened(context)
    from folkmoot.jobs import camps

    camps.confirm(house.homes(), name, who, day, ok=ok, own=(), actor=shell_actor(), now=clock(), why=why)
    typer.echo("It counts." if ok else "It does not count.")


@camp.command(epilog="Example: moot camp queue mushrooms-21")
def queue(context: Context, name: Name) -> None:
    """Show the check-ins that wait for a coach."""
    house = opened(context)
    from folkmoot.jobs import camps

    table = Table("Person", "Day", "Words", "Link", box=None, header_style="bold")
    for one in camps.waiting_in(camps.seen(house.homes(), name), clock()):
        table.add_row(one.person, str(one.mark.number), one.mark.words or "–", one.mark.link or "–")
    Console(highlight=False).print(table)


@camp.command(epilog="Example: moot camp certify mushrooms-21")
def certify(context: Context, name: Name) -> None:
    """Record who has completed the camp, and certify it to those who agreed to be named."""
    house = opened(context)
    from folkmoot.jobs import camp_certifying, camps
    from folkmoot.wiring.certifying import issuer_of

    done = [who for which, who in camps.settle(house.homes(), clock()) if which == name]
    given = camp_certifying.everybody(house.homes(), name, issuer_of(house, clock()), actor=shell_actor(), now=clock())
    typer.echo(f"{len(done)} newly completed, {len(given)} certificates issued.")

"""``moot camp``: list camps, see a board or the days, sign up and check in for somebody, confirm, record who completed, certify."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor

if TYPE_CHECKING:
    from folkmoot.model.answer import Answer
    from folkmoot.wiring.house import House

Context = typer.Context
Name = Annotated[str, typer.Argument(metavar="CAMP", help="Its id in the charter: see moot camp list.")]
Who = Annotated[str, typer.Argument(help="The id of a declared person, or an account.")]
Day = Annotated[int, typer.Argument(min=1, help="The day's number, from 1.")]
Lang = Annotated[Literal["en", "zh"], typer.Option(help="In which language.")]
Shape = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")]

camp = typer.Typer(no_args_is_help=True, help="Camps: boards, days, check-ins, who completed them, certificates.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(camp, name="camp")


@camp.command("list", epilog="Example: moot camp list")
def listed(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """List the camps that the charter declares."""
    _print(
        _open(context).answer("camps", {}),
        ("id", "title", "stage_name", "first_on", "people", "completed"),
        shape,
        lang,
    )


@camp.command(epilog="Example: moot camp board mushrooms-21")
def board(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show how far those have come who agreed to be named."""
    answer = _open(context).answer("camp", {"id": name, "at": _now().isoformat()})
    _print(answer, ("name", "counted", "streak", "done_name"), shape, lang)


@camp.command(epilog="Example: moot camp days mushrooms-21")
def days(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show the days with their tasks, and how many were still there on each."""
    answer = _open(context).answer("camp", {"id": name, "at": _now().isoformat()})
    _print(answer.parts["days"], ("number", "day", "title", "proof_name", "people", "gone"), shape, lang)


@camp.command("sign-up", epilog="Example: moot camp sign-up mushrooms-21 gitee:ann --named")
def sign_up(
    context: Context,
    name: Name,
    who: Who,
    named: Annotated[bool, typer.Option("--named", help="Others may read their name on the board.")] = False,
) -> None:
    """Sign somebody up who asked for it."""
    house = _open(context)
    from folkmoot.jobs import camps

    camps.sign_up(house.homes(), name, (who,), named=named, actor=shell_actor(), now=_now())
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
    house = _open(context)
    from folkmoot.jobs import camps

    walk = camps.check_in(house.homes(), name, (who,), day, words=words, link=link, actor=shell_actor(), now=_now())
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
    house = _open(context)
    from folkmoot.jobs import camps

    camps.confirm(house.homes(), name, who, day, ok=ok, own=(), actor=shell_actor(), now=_now(), why=why)
    typer.echo("It counts." if ok else "It does not count.")


@camp.command(epilog="Example: moot camp queue mushrooms-21")
def queue(context: Context, name: Name) -> None:
    """Show the check-ins that wait for a coach."""
    house = _open(context)
    from folkmoot.jobs import camps

    table = Table("Person", "Day", "Words", "Link", box=None, header_style="bold")
    for one in camps.waiting_in(camps.seen(house.homes(), name), _now()):
        table.add_row(one.person, str(one.mark.number), one.mark.words or "–", one.mark.link or "–")
    Console(highlight=False).print(table)


@camp.command(epilog="Example: moot camp certify mushrooms-21")
def certify(context: Context, name: Name) -> None:
    """Record who has completed the camp, and certify it to those who agreed to be named."""
    house = _open(context)
    from folkmoot.jobs import camp_certifying, camps
    from folkmoot.wiring.certifying import issuer_of

    done = [who for which, who in camps.settle(house.homes(), _now()) if which == name]
    given = camp_certifying.everybody(house.homes(), name, issuer_of(house, _now()), actor=shell_actor(), now=_now())
    typer.echo(f"{len(done)} newly completed, {len(given)} certificates issued.")


def _print(answer: Answer, names: tuple[str, ...], shape: str, lang: str) -> None:
    if shape == "json":
        from folkmoot.reports.present import as_json

        typer.echo(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=2))
        return
    titles = {one.name: one.title.said_in(lang) for one in answer.columns}
    table = Table(*(titles.get(name, name) for name in names), box=None, header_style="bold")
    for row in answer.rows:
        table.add_row(*(_cell(row.get(name), lang) for name in names))
    Console(highlight=False).print(table)
    typer.echo(answer.sentence.said_in(lang))


def _cell(value: object, lang: str) -> str:
    said = getattr(value, "said_in", None)
    return str(said(lang)) if said else "–" if value is None or value == "" else str(value)


def _open(context: Context) -> House:
    from folkmoot.wiring.house import open_house

    return open_house(context.obj)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)

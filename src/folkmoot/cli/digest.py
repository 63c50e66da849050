"""``moot digest``: what an operator needs to know of the last week, printed or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from folkmoot.cli.actor import shell_actor
from folkmoot.model.errors import BadInput

if TYPE_CHECKING:
    from folkmoot.jobs.digest import Told
    from folkmoot.model.answer import Answer
    from folkmoot.wiring.house import House

FINDINGS = 1


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot digest --lang zh --send mail:ops")(digest)


def digest(  # noqa: PLR0913, PLR0917 — each option of the command line is an argument
    context: typer.Context,
    lang: Annotated[Literal["en", "zh"], typer.Option("--lang", help="In which language it is printed.")] = "en",
    form: Annotated[
        Literal["markdown", "html", "text"], typer.Option("--form", help="How it is printed.")
    ] = "markdown",
    week: Annotated[
        str, typer.Option("--week", help="The week with this day in it; else the newest that is due.")
    ] = "",
    group: Annotated[str, typer.Option("--group", help="Only these groups, between commas.")] = "",
    send: Annotated[
        list[str] | None, typer.Option("--send", help="Send it to this channel, in its language, and print nothing.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Send it also to a channel that has it.")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="Send it to the channels of 'digest_to' that do not have it, if it is due.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed.")] = False,
) -> None:
    """Say what an operator needs to know of a week; or send it, once to each channel. Exit status 1 when one failed."""
    from folkmoot.wiring.house import open_house

    if due and (send or week or group or again):
        raise BadInput(
            "--due sends to the channels of 'digest_to'.", mend="Leave --send, --week, --group, --again out."
        )
    house = open_house(context.obj)
    from folkmoot.wiring.digesting import answered, send_digest, send_due  # what records needs a ledger that is open

    if due:
        _say(send_due(house), quiet=quiet)
    elif send:
        _must_be_channels(house, send)
        _say(send_digest(house, send, shell_actor(), week=week, group=group, again=again), quiet=quiet)
    else:
        typer.echo(_printed(house, answered(house, week=week, group=group), lang, form).rstrip("\n"))


def _must_be_channels(house: House, names: list[str]) -> None:
    known = [one.name for one in house.settings.channel]
    for name in names:
        if name not in known:
            there = f"There are: {', '.join(known)}." if known else "Add a [[channel]] to folkmoot.toml."
            raise BadInput(f"there is no channel '{name}'.", mend=there)


def _printed(house: House, answer: Answer, language: str, form: str) -> str:
    from folkmoot.press.markdown import markdown_of
    from folkmoot.press.page import page_of
    from folkmoot.press.plain import text_of
    from folkmoot.wiring.digesting import printed

    document = printed(house, answer, language)
    if form == "html":
        return page_of(document, contents=False)
    return text_of(document) if form == "text" else markdown_of(document)[0]


def _say(told: Told, *, quiet: bool) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if not quiet:
        for name in told.sent:
            console.print(f"sent to {name}")
        for name in told.already:
            console.print(f"{name} has it already; --again sends it once more")
    for error in told.failed:
        console.print(error, style="red", markup=False)
    if told.failed:
        raise typer.Exit(FINDINGS)

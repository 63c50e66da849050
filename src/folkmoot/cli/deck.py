"""``moot deck``: the pack of a committee's meeting, as slides and as a page, from what is known now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import Progress


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot deck tsc --on 2026-12-17 --lang zh --to decks")(deck)


def deck(
    context: typer.Context,
    group: Annotated[str, typer.Argument(help="The committee or group; tsc: the one above all others.")] = "tsc",
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the meeting.", show_default="today"),
    ] = None,
    lang: Annotated[Literal["en", "zh"], typer.Option("--lang", help="In which language.")] = "en",
    to: Annotated[Path, typer.Option("--to", help="The folder to write into.")] = Path(),
    form: Annotated[str, typer.Option("--form", help="Between commas: pptx, html, md.")] = "pptx,html",
) -> None:
    """Make the deck of a meeting: roll call, previous minutes, progress, groups, releases, matters, next steps."""
    from folkmoot.jobs.paper import write
    from folkmoot.wiring.house import open_house
    from folkmoot.wiring.packs import committee
    from folkmoot.wiring.packs import deck as made

    house = open_house(context.obj)
    day = on.date() if on else house.today()
    slug = committee(house, group)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Making the deck", total=None)
        document = made(house, slug, day, lang, lambda done, of: bar.update(task, completed=done, total=of))
    forms = tuple(one.strip() for one in form.split(",") if one.strip())
    for path in write(document, to, f"deck-{slug}-{day}-{lang}", forms, show=True):
        typer.echo(str(path))

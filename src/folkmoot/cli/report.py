"""``moot report``: the report of a month, a year or a group, as Markdown, a printable page and slides."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import Progress

verbs = typer.Typer(no_args_is_help=True, help="Reports to hand out: of a month, a year, or one group.")

Language = Annotated[Literal["en", "zh"], typer.Option("--lang", help="In which language.")]
Folder = Annotated[Path, typer.Option("--to", help="The folder to write into.")]
Forms = Annotated[
    str, typer.Option("--form", help="Between commas: md (with charts as SVG), html (prints well), pptx.")
]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(verbs, name="report")


@verbs.command(epilog="Example: moot report monthly 2026-10 --lang zh --to reports")
def monthly(
    context: typer.Context,
    month: Annotated[str, typer.Argument(help="Such as 2026-10; by itself the last whole month.")] = "",
    lang: Language = "en",
    to: Folder = Path(),
    form: Forms = "md,html,pptx",
) -> None:
    """Write the report of a month."""
    _write(context, "monthly", month, "", lang, to, form)


@verbs.command(epilog="Example: moot report annual 2026")
def annual(
    context: typer.Context,
    year: Annotated[str, typer.Argument(help="Such as 2026; by itself the last whole year.")] = "",
    lang: Language = "en",
    to: Folder = Path(),
    form: Forms = "md,html,pptx",
) -> None:
    """Write the report of a year."""
    _write(context, "annual", year, "", lang, to, form)


@verbs.command(epilog="Example: moot report group compiler 2026-10")
def group(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(help="The group's short name.")],
    when: Annotated[str, typer.Argument(help="A month or a year; by itself the last twelve months.")] = "",
    lang: Language = "en",
    to: Folder = Path(),
    form: Forms = "md,html,pptx",
) -> None:
    """Write the report of one group."""
    _write(context, "group", when, slug, lang, to, form)


def _write(context: typer.Context, kind: str, when: str, slug: str, lang: str, to: Path, form: str) -> None:
    from folkmoot.jobs.paper import write
    from folkmoot.press.report import document_of, span_of
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)
    today = house.today()
    first, last = span_of(kind, when, today)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Writing the report", total=None)
        document = document_of(
            kind, house.ask, when=when, group=slug, language=lang, community=house.charter.community.name,
            made_at=datetime.now(UTC).replace(tzinfo=None), today=today,
            progress=lambda done, of: bar.update(task, completed=done, total=of),
        )  # fmt: skip
    span = f"{first:%Y-%m}" if kind == "monthly" else f"{first:%Y}" if kind == "annual" else when or f"{last:%Y-%m-%d}"
    name = "-".join(part for part in (kind, slug, span, lang) if part)
    forms = tuple(one.strip() for one in form.split(",") if one.strip())
    for path in write(document, to, name, forms):
        if path.suffix != ".svg":
            typer.echo(str(path))

"""``moot readme``: keep the tables of README files up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from folkmoot.jobs.readme import Asked

FINDINGS = 1


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot readme README.md README_CN.md")(readme)


def readme(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Markdown files with markers.")],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit status 1 when a table is out of date.")
    ] = False,
) -> None:
    """Write the tables between <!-- moot REPORT name=value… --> and <!-- moot end --> anew, as the report answers now."""
    from folkmoot.jobs.readme import rewrite
    from folkmoot.reports.markdown import as_markdown
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)

    def answering(asked: Asked) -> str:
        answer = house.answer(asked.report, asked.parameters)
        return as_markdown(answer, asked.language, only=asked.columns, limit=asked.limit)

    stale = 0
    for path in files:
        count, changed = rewrite(path, answering, check=check)
        stale += changed
        said = ("out of date" if check else "written") if changed else "up to date"
        typer.echo(f"{path}: {count} {'table' if count == 1 else 'tables'}, {said}")
    if check and stale:
        raise typer.Exit(FINDINGS)

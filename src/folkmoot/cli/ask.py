"""``moot ask``: one report, as a table, JSON or CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from folkmoot.model.answer import Answer, Column

SCREENFUL = 40
WIDEST = 40  # letters that one cell may take in a row
FIGURES = frozenset({"number", "share", "hours"})


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot ask activity --kind change.merged --by account --format csv")(ask)


def ask(  # noqa: PLR0913, PLR0917 — each option of the command line is an argument
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The report; without one, all are listed.")] = "",
    ident: Annotated[str, typer.Argument(metavar="[ID]", help="Which group or person, or what to search for.")] = "",
    group: Annotated[str, typer.Option(help="Only these groups, between commas.")] = "",
    repo: Annotated[str, typer.Option(help="Only these repositories: forge:owner/name, or the name alone.")] = "",
    org: Annotated[str, typer.Option(help="Only people of these organisations at that time.")] = "",
    person: Annotated[str, typer.Option(help="Only these people.")] = "",
    since: Annotated[str, typer.Option("--from", "--since", help="From this day, month or year, or 90d, 12m.")] = "",
    until: Annotated[str, typer.Option("--to", "--until", help="To this day, month or year.")] = "",
    bots: Annotated[bool, typer.Option("--bots", help="Count robots too.")] = False,
    by: Annotated[str, typer.Option(help="Count by person, account, group, repo, org, kind, week or month.")] = "",
    kind: Annotated[str, typer.Option(help="Only this kind of event, or of group.")] = "",
    sort: Annotated[str, typer.Option(help="Order by this column.")] = "",
    page: Annotated[str, typer.Option(help="Which page of the rows, from 1.")] = "",
    size: Annotated[str, typer.Option(help="Rows a page.")] = "",
    option: Annotated[list[str] | None, typer.Option("--option", "-o", help="Any other option: name=value.")] = None,
    form: Annotated[
        Literal["table", "json", "csv"], typer.Option("--format", help="How to print the answer.")
    ] = "table",
    lang: Annotated[Literal["en", "zh"], typer.Option(help="In which language.")] = "en",
) -> None:
    """Ask a question: overview, groups, people, repositories, activity, events, data…"""
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)
    if not name:
        _list(lang)
        return
    said = {
        "group": group, "repo": repo, "org": org, "person": person, "since": since, "until": until, "by": by, "kind": kind,
        "sort": sort, "page": page, "size": size, "bots": "in" if bots else "", **_options(option or [], name, ident),
    }  # fmt: skip
    answer = house.answer(name, {key: value for key, value in said.items() if value})
    _print(answer, form, lang)


def _options(said: list[str], name: str, ident: str) -> dict[str, str]:
    options = {"q" if name in ("search", "people", "groups") else "id": ident} if ident else {}
    for one in said:
        key, equals, value = one.partition("=")
        if not equals:
            raise typer.BadParameter(f"'{one}' is not name=value", param_hint="--option")
        options[key.strip()] = value.strip()
    return options


def _list(lang: str) -> None:
    from folkmoot.reports.registry import REPORTS

    table = Table("report", "what it is about", "options of its own")
    for name, report in sorted(REPORTS.items()):
        table.add_row(name, report.title.said_in(lang), ", ".join(report.options))
    Console().print(table)


def _print(answer: Answer, form: str, lang: str) -> None:
    from folkmoot.reports.present import as_csv, as_json

    if form == "json":
        sys.stdout.write(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=1) + "\n")
    elif form == "csv":
        sys.stdout.write(as_csv(answer, lang))
    else:
        console = Console(soft_wrap=False)
        _print_table(console, answer, lang)
        _print_evidence(console, answer, lang)


def _print_table(console: Console, answer: Answer, lang: str) -> None:
    console.print(answer.title.said_in(lang), style="bold", highlight=False, markup=False)
    console.print(answer.sentence.said_in(lang), highlight=False, markup=False)
    if answer.rows:
        console.print(_table(answer, lang, console.width))
    for part in answer.parts.values():
        if part.rows:
            console.print()
            _print_table(console, part, lang)


def _table(answer: Answer, lang: str, width: int) -> Table:
    cells = {column.name: [_cell(row, column, lang) for row in answer.rows[:SCREENFUL]] for column in answer.columns}
    shown = _fitting([column for column in answer.columns if any(cells[column.name])], cells, lang, width)
    table = Table(*(column.title.said_in(lang) for column in shown))
    for drawn, column in zip(table.columns, shown, strict=True):
        drawn.justify = "right" if column.shows in FIGURES else "left"
        drawn.overflow = "fold"
    for place in range(min(len(answer.rows), SCREENFUL)):
        table.add_row(*(Text(cells[column.name][place]) for column in shown))
    hidden = len(answer.rows) - SCREENFUL
    if hidden > 0 or len(shown) < len(answer.columns):
        table.caption = (
            f"{min(len(answer.rows), SCREENFUL)} of {len(answer.rows):,} rows; all of it with --format csv or json"
        )
    return table


def _fitting(columns: list[Column], cells: Mapping[str, list[str]], lang: str, width: int) -> list[Column]:
    """Return the first columns that fit side by side; one that does not is left to the other formats."""
    kept: list[Column] = []
    left = width
    for column in columns:
        longest = max(cell_len(word) for word in (column.title.said_in(lang), *cells[column.name]))
        wanted = min(longest, WIDEST) + 3
        if wanted <= left or not kept:
            kept.append(column)
            left -= wanted
    return kept


def _cell(row: Mapping[str, Any], column: Column, lang: str) -> str:
    from folkmoot.reports.present import plain

    value = plain(row.get(column.name), lang)
    if value is None:
        return "unknown" if column.shows in FIGURES else ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | float):
        return f"{value:,}"
    if isinstance(value, list):
        return ", ".join(str(one[-1]) if isinstance(one, list) else str(one) for one in value)
    return str(value).replace("T", " ")[:16] if column.shows == "moment" else str(value)


def _print_evidence(console: Console, answer: Answer, lang: str) -> None:
    gaps = sum(1 for row in answer.coverage if not row.complete)
    repos = {row.repo for row in answer.coverage}
    fresh = f"{answer.fresh_at:%Y-%m-%d %H:%M} UTC" if answer.fresh_at else "never"
    said = answer.definition.said_in(lang)
    words = (
        f"{said + ' ' if said else ''}Read from {len(repos)} repositories, last {fresh}; {gaps} readings incomplete."
    )
    console.print(words, style="dim", highlight=False, markup=False)

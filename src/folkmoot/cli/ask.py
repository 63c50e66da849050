"""``moot ask``: one report, as a table, JSON or CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from folkmoot.model.answer import FIGURES

if TYPE_CHECKING:
    from folkmoot.model.answer import Answer, Column

SCREENFUL = 40
WIDEST = 40  # letters that one cell may take in a row
WORDS = {"unknown": {"en": "unknown", "zh": "未知"}, "yes": {"en": "yes", "zh": "是"}}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    # Each report has options of its own; what typer does not know is checked against the report that is asked.
    others = {"ignore_unknown_options": True}
    example = "Example: moot ask activity --kind change.merged --by account --format csv"
    app.command(epilog=example, context_settings=others)(ask)


def ask(  # noqa: PLR0913, PLR0917 — each option of the command line is an argument
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME] [ID]",
            help="The report, and which group or person, or what to search for. Without a report all are listed.",
        ),
    ] = None,
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
    option: Annotated[
        list[str] | None, typer.Option("--option", "-o", help="Any other option: name=value, or --name value.")
    ] = None,
    form: Annotated[
        Literal["table", "json", "csv"], typer.Option("--format", help="How to print the answer.")
    ] = "table",
    lang: Annotated[Literal["en", "zh"], typer.Option(help="In which language.")] = "en",
) -> None:
    """Ask a question: overview, groups, people, repositories, activity, events, data…"""
    name, ident, others = _said(words or [])
    if not name:
        _list(form, lang)
        return
    known = _known(name)
    from folkmoot.wiring.house import open_house

    whole = form != "table" and not page and not size  # scripts rely on having every row
    said = {
        "group": group, "repo": repo, "org": org, "person": person, "since": since, "until": until, "by": by, "kind": kind,
        "sort": sort, "page": page, "size": size, "bots": "in" if bots else "", **_options(option or [], name, ident), **others,
        "whole": "yes" if whole and "whole" in known else "",
    }  # fmt: skip
    asking = open_house(context.obj).asking(name)
    given = {key: value for key, value in said.items() if value}
    if form == "csv" and "whole" in given:
        _print_whole(asking, given, lang)
    else:
        _print(asking(given), form, lang)


def _said(words: list[str]) -> tuple[str, str, dict[str, str]]:
    """Return the report, the id, and the report's own options as they were typed: ``--role chair``, ``--role=chair``.

    Errors: BadQuestion for an option without a value, or a word too many.
    """
    from folkmoot.model.errors import BadQuestion

    plain: list[str] = []
    options: dict[str, str] = {}
    left = iter(words)
    for word in left:
        if not word.startswith("-"):
            plain.append(word)
            continue
        option, equals, value = word.lstrip("-").partition("=")
        value = value if equals else next(left, "")
        if not value or value.startswith("--"):
            raise BadQuestion(f"{word} needs a value.", mend=f"Write {word} VALUE.")
        options[option] = value
    if len(plain) > len(("NAME", "ID")):
        raise BadQuestion(f"'{plain[2]}' is a word too many.", mend="Write moot ask NAME, or moot ask NAME ID.")
    name, ident = (*plain, "", "")[:2]
    return name, ident, options


def _options(said: list[str], name: str, ident: str) -> dict[str, str]:
    options = {"q" if name in ("search", "people", "groups") else "id": ident} if ident else {}
    for one in said:
        key, equals, value = one.partition("=")
        if not equals:
            raise typer.BadParameter(f"'{one}' is not name=value", param_hint="--option")
        options[key.strip()] = value.strip()
    return options


def _known(name: str) -> frozenset[str]:
    """Return the options of a report's own. Errors: BadQuestion for an unknown report."""
    from folkmoot.reports.ask import load
    from folkmoot.reports.registry import report_named

    load()
    return frozenset(report_named(name).options)


def _list(form: str, lang: str) -> None:
    """List the reports; that needs no workspace."""
    from folkmoot.reports.ask import load
    from folkmoot.reports.registry import REPORTS

    load()
    rows = [(name, report.title.said_in(lang), list(report.options)) for name, report in sorted(REPORTS.items())]
    if form == "json":
        said = [{"name": name, "title": title, "options": options} for name, title, options in rows]
        sys.stdout.write(json.dumps({"rows": said, "total": len(said)}, ensure_ascii=False, indent=1) + "\n")
        return
    if form == "csv":
        sys.stdout.write("name,title,options\n" + "".join(f"{n},{t},{' '.join(o)}\n" for n, t, o in rows))
        return
    table = Table(
        "report" if lang == "en" else "报告", "title" if lang == "en" else "标题", "options" if lang == "en" else "选项"
    )
    for name, title, options in rows:
        table.add_row(name, title, ", ".join(options))
    Console().print(table)


def _print_whole(asking: Callable[[Mapping[str, str]], Answer], given: Mapping[str, str], lang: str) -> None:
    """Print every row as CSV, a stretch at a time; what is left out of a very long one is said where errors are."""
    from itertools import chain

    from folkmoot.reports.whole import csv_of, left_out, stretches

    told = stretches(asking, given)
    first = next(told)
    for piece in csv_of(chain([first], told), lang):
        sys.stdout.write(piece)
    if missing := left_out(first):
        sys.stderr.write(
            f"{missing:,} more rows are left out: choose a shorter window.\n"
            if lang == "en"
            else f"另有 {missing:,} 行未给出：请缩短时段。\n"
        )


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
        there, found = min(len(answer.rows), SCREENFUL), max(len(answer.rows), answer.found or 0)
        table.caption = Text(
            f"{there} of {found:,} rows; everything with --format csv or json"
            if lang == "en"
            else f"共 {found:,} 行，显示 {there} 行；全部内容请用 --format csv 或 json"
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
        return WORDS["unknown"][lang] if column.shows in {*FIGURES, "organization"} else ""
    if isinstance(value, bool):
        return WORDS["yes"][lang] if value else ""
    if isinstance(value, int | float):
        return _figure(value, column.shows)
    if isinstance(value, list):
        return ", ".join(str(one[-1]) if isinstance(one, list) else str(one) for one in value)
    return str(value).replace("T", " ")[:16] if column.shows == "moment" else str(value)


def _figure(value: float, shows: str) -> str:
    """Return a number as people read it; every digit is in the JSON and the CSV."""
    if shows == "share":
        return f"{100 * value:,.1f} %"
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"
    return f"{value:,.0f}"


def _print_evidence(console: Console, answer: Answer, lang: str) -> None:
    gaps = sum(1 for row in answer.coverage if not row.complete)
    repos = len({row.repo for row in answer.coverage})
    fresh = f"{answer.fresh_at:%Y-%m-%d %H:%M} UTC" if answer.fresh_at else ""
    if lang == "zh":
        read = f"读取自 {repos} 个代码仓，最近于 {fresh}；{gaps} 项读取不完整。" if fresh else "尚未读取任何数据。"
    else:
        named = f"{repos:,} repositor{'y' if repos == 1 else 'ies'}"
        missing = f"{gaps:,} reading{'' if gaps == 1 else 's'} incomplete"
        read = f"Read from {named}, last {fresh}; {missing}." if fresh else "Nothing was read for this yet."
    said = answer.definition.said_in(lang)
    kept = not fresh and _is_recorded(answer)  # what people record is read from nowhere
    words = " ".join(one for one in (said, "" if kept else read) if one)
    if words:
        console.print(words, style="dim", highlight=False, markup=False)


def _is_recorded(answer: Answer) -> bool:
    from folkmoot.reports.registry import REPORTS

    found = REPORTS.get(answer.name)
    return found is not None and found.recorded

"""Answers on the command line: some of their columns as a table with the sentence below it, or the whole as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from folkmoot.model.answer import Answer
    from folkmoot.model.text import Text

Lang = Annotated[Literal["en", "zh"], typer.Option(help="In which language.")]
Shape = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")]


def print_answer(answer: Answer, names: tuple[str, ...], shape: str, lang: str) -> None:
    """Print the columns ``names`` of an answer; as JSON all of it."""
    if shape == "json":
        from folkmoot.reports.present import as_json

        typer.echo(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=2))
        return
    titles = {one.name: one.title.said_in(lang) for one in answer.columns}
    table = Table(*(titles.get(name, name) for name in names), box=None, header_style="bold")
    for row in answer.rows:
        table.add_row(*(_cell(row.get(name), lang) for name in names))
    Console(highlight=False).print(table)
    if answer.sentence:
        typer.echo(answer.sentence.said_in(lang))


def print_lines(lines: Iterable[Text], lang: str) -> None:
    """Print some words, each on a line of its own."""
    for one in lines:
        if one:
            typer.echo(f"- {one.said_in(lang)}")


def _cell(value: object, lang: str) -> str:
    said = getattr(value, "said_in", None)
    if said:
        return str(said(lang))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, float):
        return f"{value:.2f}".removesuffix(".00")
    return "–" if value is None or value == "" else str(value)

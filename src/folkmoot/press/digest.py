"""The weekly digest on paper: short enough to be read before the first coffee is cold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.press.document import Document, Section, notes_of

MOST = 10  # lines of a part
FEWER: Mapping[str, int] = {"coming": 6}
MORE = Text("and {n} more", "另有 {n} 项")
ALL = Text("The portal", "门户")


def document_of(answer: Answer, *, language: str, community: Text, made_at: datetime, address: str = "") -> Document:
    """Return the answer of the report ``digest`` as a document in a language. ``address``: the portal's.

    Edges: a part that has nothing to tell is one sentence; a long one says how many more there are.
    """
    sections = tuple(_section(name, part, language) for name, part in answer.parts.items())
    notes = (*notes_of(answer, language), *((f"{ALL.said_in(language)}: {address}",) if address else ()))
    sections = (*sections[:-1], _noted(sections[-1], notes)) if sections else ()
    return Document(
        title_of(answer, language),
        community.said_in(language),
        language,
        made_at,
        answer.sentence.said_in(language),
        sections,
    )


def title_of(answer: Answer, language: str) -> str:
    """Return the title with the days of the week: ``Weekly digest, 9 – 15 March 2026``."""
    first, last = answer.about["first"], answer.about["last"]
    return f"{answer.title.said_in(language)}{'：' if language == 'zh' else ', '}{_span(first, last, language)}"


def _span(first: date, last: date, language: str) -> str:
    if language == "zh":
        end = "" if last.year == first.year else f" {last.year} 年"
        return f"{first.year} 年 {first.month} 月 {first.day} 日 –{end} {last.month} 月 {last.day} 日"
    begin = f"{first.day}"
    if (first.year, first.month) != (last.year, last.month):
        begin += f" {first:%B}"
    if first.year != last.year:
        begin += f" {first.year}"
    return f"{begin} – {last.day} {last:%B %Y}"


def _section(name: str, part: Answer, language: str) -> Section:
    return Section(
        part.title.said_in(language), part.sentence.said_in(language), lines=tuple(_lines(name, part, language))
    )


def _lines(name: str, part: Answer, language: str) -> Iterator[str]:
    most = FEWER.get(name, MOST)
    for row in part.rows[:most]:
        yield _line(row, language)
    if len(part.rows) > most:
        yield MORE.said_in(language).format(n=len(part.rows) - most)


def _line(row: Mapping[str, Any], language: str) -> str:
    title, says = row["title"].said_in(language), row["says"].said_in(language)
    said = f"{title}：{says}" if language == "zh" else f"{title} – {says}"
    return f"{said} {row['url']}" if row["url"] else said


def _noted(section: Section, notes: tuple[str, ...]) -> Section:
    return Section(section.title, section.sentence, lines=section.lines, notes=notes)

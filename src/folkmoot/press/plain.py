"""A document as plain text, for mails and chats: its sentences and lines; tables as lines, no charts."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.press.document import Document, Section, Table
from folkmoot.reports.markdown import words_of

NARROW = 0x2E80  # from here on letters are as wide as two


def text_of(document: Document) -> str:
    """Return the text; everything that somebody wrote stands on one line."""
    made = f"{document.community} · {document.word('made')} {document.made_at:%Y-%m-%d %H:%M} UTC"
    lines = [*_head(document.title, "="), made, ""]
    lines += [_line(document.subtitle), ""] if document.subtitle else []
    for section in document.sections:
        lines += [*_section(document, section), ""]
    return "\n".join(lines).rstrip() + "\n"


def _section(document: Document, section: Section) -> Iterator[str]:
    if section.title:
        yield from _head(section.title, "-")
    if section.sentence:
        yield _line(section.sentence)
    for one in section.figures:
        yield f"- {_line(one.name)}: {'; '.join(_line(said) for said in (one.value, one.change, one.note) if said)}"
    if section.table:
        yield from _table(document, section.table)
    yield from (f"- {_line(line)}" for line in section.lines)
    yield from ("", *(_line(note) for note in section.notes)) if section.notes else ()


def _table(document: Document, table: Table) -> Iterator[str]:
    for row in table.rows:
        yield "- " + "; ".join(filter(None, (_line(words_of(row, one, document.language)) for one in table.columns)))
    if table.more:
        yield document.word("more").format(n=table.more)


def _head(title: str, line: str) -> tuple[str, str]:
    said = _line(title)
    return said, line * sum(2 if ord(letter) >= NARROW else 1 for letter in said)


def _line(words: str) -> str:
    return " ".join(words.split())

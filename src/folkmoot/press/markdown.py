"""A document as Markdown, its charts as SVG files beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.press.document import Document, Section, Table
from folkmoot.press.engrave import to_svg
from folkmoot.reports.markdown import as_markdown, safe


def markdown_of(document: Document, folder: str = "") -> tuple[str, Mapping[str, str]]:
    """Return the text, and the charts that it names: file name → SVG. ``folder`` goes before each name.

    Edges: everything that a row says is escaped; a chart follows its reader's light or dark.
    """
    files: dict[str, str] = {}
    lines = [f"# {safe(document.title)}", ""]
    lines += [safe(document.subtitle), ""] if document.subtitle else []
    lines += [f"{document.word('made')} {document.made_at:%Y-%m-%d %H:%M} UTC · {safe(document.community)}", ""]
    for number, section in enumerate(document.sections, 1):
        lines += _section(document, section, number, files, folder)
    return "\n".join(lines).rstrip() + "\n", files


def _section(document: Document, section: Section, number: int, files: dict[str, str], folder: str) -> Iterator[str]:
    yield from (f"## {safe(section.title)}", "")
    if section.sentence:
        yield from (safe(section.sentence), "")
    if section.figures:
        for one in section.figures:
            tail = "".join(f" – {safe(said)}" for said in (one.change, one.note) if said)
            yield f"- **{safe(one.name)}**: {safe(one.value)}{tail}"
        yield ""
    if section.chart:
        name = f"{number:02}.svg"
        files[name] = to_svg(section.chart.spec("full", key=True), "both", section.chart.says)
        yield from (f"![{safe(section.chart.says or section.title)}]({folder}{name})", "")
    if section.table:
        yield from (_table(document, section.table), "")
    yield from (f"- {safe(line)}" for line in section.lines)
    if section.lines:
        yield ""
    if section.notes:
        yield from (f"<sub>{' · '.join(safe(note) for note in section.notes)}</sub>", "")


def _table(document: Document, table: Table) -> str:
    answer = Answer("", Text(), Text(), table.columns, table.rows)
    more = f"\n{document.word('more').format(n=table.more)}\n" if table.more else ""
    return as_markdown(answer, document.language).rstrip() + ("\n" + more if more else "")

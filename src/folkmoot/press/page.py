"""A document as one printable HTML page that needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from folkmoot.model.answer import FIGURES, Row
from folkmoot.press.document import Document, Section, Table
from folkmoot.press.engrave import UNDRAWABLE, to_svg
from folkmoot.press.tokens import LIGHT
from folkmoot.reports.markdown import words_of

STYLE, SHOW, SCRIPT = (files("folkmoot.press").joinpath(name) for name in ("page.css", "show.css", "show.js"))


def script_of_show() -> str:
    """Return the script that presents a page: the same bytes each time, so that a policy can name their digest."""
    return SCRIPT.read_text("utf-8").strip()


def page_of(document: Document, *, contents: bool = True, show: bool = False) -> str:
    """Return the whole page: contents, then a section each, its charts drawn inside; for a screen, and for A4 paper.

    ``show``: it can also be presented, a section on each screen, by the arrow keys; that takes the one script inside.
    Edges: everything is escaped, and no script, image or style comes from elsewhere.
    """
    lang = "zh-Hans" if document.language == "zh" else "en"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(document.title)}</title>'
    style = f"<style>{_colours()}{STYLE.read_text('utf-8')}{SHOW.read_text('utf-8') if show else ''}</style>"
    script = f"<script>{script_of_show()}</script>" if show else ""
    whole = "".join((
        f'<!DOCTYPE html><html lang="{lang}"><head>{head}{style}</head><body>',
        _cover(document, contents=contents, show=show), "<main>",
        *(part for number, one in enumerate(document.sections, 1) for part in _section(document, one, number)),
        f"</main>{script}</body></html>\n",
    ))  # fmt: skip
    return UNDRAWABLE.sub("", whole)


def _colours() -> str:
    """Return the design tokens' colours of paper, by the names that the portal's styles use."""
    return f":root {{ {' '.join(f'--{name}: {colour};' for name, colour in LIGHT.items())} }}\n"


def _cover(document: Document, *, contents: bool, show: bool) -> str:
    entries = "".join(
        f'<li><a href="#s{number}">{escape(one.title)}</a></li>' for number, one in enumerate(document.sections, 1)
    )
    subtitle = f"<p class='lead'>{escape(document.subtitle)}</p>" if document.subtitle else ""
    button = (
        f"<p class='present'><button type='button' id='present' hidden='hidden'>{document.word('present')}</button>"
        f" <span class='quiet keys' hidden='hidden'>{escape(document.word('keys'))}</span></p>"
        if show
        else ""
    )
    return (
        f"<header><p class='over'>{escape(document.community)}</p><h1>{escape(document.title)}</h1>{subtitle}"
        f"<p class='quiet'>{document.word('made')} {document.made_at:%Y-%m-%d %H:%M} UTC</p>{button}</header>"
        + (f"<nav><h2>{document.word('contents')}</h2><ol>{entries}</ol></nav>" if contents else "")
    )


def _section(document: Document, section: Section, number: int) -> Iterator[str]:
    yield f"<section id='s{number}'><h2>{escape(section.title)}</h2>"
    if section.sentence:
        yield f"<p class='lead'>{escape(section.sentence)}</p>"
    if section.figures:
        yield "<dl class='figures'>"
        for one in section.figures:
            more = "".join(f"<dd class='quiet'>{escape(said)}</dd>" for said in (one.change, one.note) if said)
            yield f"<div><dt>{escape(one.name)}</dt><dd class='value'>{escape(one.value)}</dd>{more}</div>"
        yield "</dl>"
    if section.chart:
        yield f"<figure>{to_svg(section.chart.spec('print', key=True), 'light', section.chart.says)}</figure>"
    if section.table:
        yield _table(document, section.table)
    if section.lines:
        yield f"<ul>{''.join(f'<li>{_linked(line)}</li>' for line in section.lines)}</ul>"
    if section.notes:
        yield f"<footer>{''.join(f'<p>{escape(note)}</p>' for note in section.notes)}</footer>"
    yield "</section>"


def _linked(line: str) -> str:
    """Return a line whose last word, if it is a web address, is a link."""
    words, _, last = line.rpartition(" ")
    if not words or not last.startswith(("https://", "http://")):
        return escape(line)
    return f'{escape(words)} <a href="{escape(last)}" rel="noopener">{escape(urlsplit(last).hostname or last)}</a>'


def _table(document: Document, table: Table) -> str:
    def side(shows: str) -> str:
        return " class='num'" if shows in FIGURES else " class='when'" if shows in ("date", "moment") else ""

    heads = "".join(
        f"<th scope='col'{side(one.shows)}>{escape(one.title.said_in(document.language))}</th>" for one in table.columns
    )

    def cell(row: Row, number: int, place: int) -> str:
        one, tint = table.columns[place], table.tints.get((number, place), "")
        kind = f" class='{tint}'" if tint else side(one.shows)
        return f"<td{kind}>{escape(words_of(row, one, document.language))}</td>"

    rows = "".join(
        f"<tr>{''.join(cell(row, number, place) for place in range(len(table.columns)))}</tr>"
        for number, row in enumerate(table.rows)
    )
    more = f"<p class='quiet'>{document.word('more').format(n=table.more)}</p>" if table.more else ""
    tall = " class='tall'" if table.tall else ""
    return f"<table{tall}><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"

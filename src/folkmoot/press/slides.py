"""A document as slides: its sentences are headlines, its charts pictures, its tables short."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from folkmoot.press.document import Document, Figure, Section, Table
from folkmoot.press.engrave import to_png
from folkmoot.reports.markdown import FIGURES, words_of

if TYPE_CHECKING:
    from pptx.slide import Slide

WIDTH, HEIGHT = 13.333, 7.5  # inches: 16:9
LEFT, TOP, INNER = 0.7, 0.55, 11.93
BODY = 2.0  # where what is below the headline begins
FOOT = 6.95
INK, QUIET, ACCENT, LINE = "1B1F24", "59636E", "0F6E84", "D9DEE3"
LATIN, HAN = "Segoe UI", "Microsoft YaHei"
ROWS, COLUMNS = 12, 7
LETTERS = 13.5  # to an inch of a cell; a Han letter is two of them
ROW = 0.35


def slides_of(document: Document) -> bytes:
    """Return a PPTX: a title slide, then for each section a slide with its figures and chart, and one with its table.

    Edges: a table shows twelve rows and seven columns and says how many more there are; nothing leaves the slide.
    """
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    blank = deck.slide_layouts[6]
    _cover(deck.slides.add_slide(blank), document)
    for section in document.sections:
        if section.chart or section.figures or section.lines or not section.table:
            _page(deck.slides.add_slide(blank), document, section)
        if section.table:
            slide = deck.slides.add_slide(blank)
            _head(slide, section)
            _rows(slide, document, section.table)
            _foot(slide, document, section)
    deck.core_properties.title, deck.core_properties.author = document.title, document.community
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _cover(slide: Slide, document: Document) -> None:
    _words(slide, document.community, (LEFT, 2.2, INNER, 0.5), size=20, colour=ACCENT, bold=True)
    _words(slide, document.title, (LEFT, 2.7, INNER, 1.2), size=44, bold=True)
    if document.subtitle:
        _words(slide, document.subtitle, (LEFT, 4.0, INNER, 1.6), size=20)
    made = f"{document.word('made')} {document.made_at:%Y-%m-%d %H:%M} UTC"
    _words(slide, made, (LEFT, 6.4, INNER, 0.4), size=12, colour=QUIET)


def _page(slide: Slide, document: Document, section: Section) -> None:
    _head(slide, section)
    top = BODY
    if section.figures:
        _figures(slide, section.figures[:8], top)
        top += 1.25 * (1 + (min(len(section.figures), 8) - 1) // 4) + 0.1
    if section.chart:
        _picture(slide, to_png(section.chart.spec("slide", key=True)), top)
    elif section.lines:
        _words(
            slide, "\n".join(f"• {line}" for line in section.lines[:8]), (LEFT, top, INNER, FOOT - top - 0.2), size=16
        )
    _foot(slide, document, section)


def _head(slide: Slide, section: Section) -> None:
    _words(slide, section.title, (LEFT, TOP, INNER, 0.4), size=16, colour=ACCENT, bold=True)
    size = 26 if len(section.sentence.encode()) < 160 else 20 if len(section.sentence.encode()) < 300 else 16
    _words(slide, section.sentence, (LEFT, TOP + 0.4, INNER, 1.0), size=size, bold=True)


def _foot(slide: Slide, document: Document, section: Section) -> None:
    notes = "  ·  ".join(reversed(section.notes))
    said = f"{document.community}  ·  {notes}" if notes else document.community
    _words(slide, said if len(said) < 230 else said[:229] + "…", (LEFT, FOOT, INNER, 0.4), size=9, colour=QUIET)


def _figures(slide: Slide, figures: tuple[Figure, ...], top: float) -> None:
    width = INNER / 4
    for place, one in enumerate(figures):
        x, y = LEFT + width * (place % 4), top + 1.25 * (place // 4)
        _words(slide, one.name, (x, y, width - 0.2, 0.26), size=12, colour=QUIET)
        _words(slide, one.value, (x, y + 0.28, width - 0.2, 0.5), size=26, bold=True)
        if one.change or one.note:
            _words(
                slide,
                " · ".join(filter(None, (one.change, one.note))),
                (x, y + 0.79, width - 0.2, 0.3),
                size=11,
                colour=QUIET,
            )


def _picture(slide: Slide, png: bytes, top: float) -> None:
    from PIL import Image
    from pptx.util import Inches

    wide, high = Image.open(io.BytesIO(png)).size
    room = FOOT - top - 0.15
    height = min(room, INNER * high / wide)
    width = height * wide / high
    slide.shapes.add_picture(
        io.BytesIO(png), Inches(LEFT + (INNER - width) / 2), Inches(top), Inches(width), Inches(height)
    )


def _rows(slide: Slide, document: Document, table: Table) -> None:
    from pptx.util import Inches

    columns, rows = table.columns[:COLUMNS], table.rows[:ROWS]
    shape = slide.shapes.add_table(
        len(rows) + 1, len(columns), Inches(LEFT), Inches(BODY), Inches(INNER), Inches(ROW * (len(rows) + 1))
    )
    grid = shape.table
    grid.horz_banding = False
    for place, (column, width) in enumerate(zip(columns, _widths(document, table), strict=True)):
        grid.columns[place].width = Inches(width)
        right = column.shows in FIGURES
        _cell(grid.cell(0, place), _fitted(column.title.said_in(document.language), width), right=right, head=True)
        for number, row in enumerate(rows, 1):
            _cell(grid.cell(number, place), _fitted(words_of(row, column, document.language), width), right=right)
    more = table.found - len(rows)
    if more > 0:
        y = BODY + ROW * (len(rows) + 1) + 0.05
        _words(
            slide, document.word("more").format(n=more), (LEFT, min(y, FOOT - 0.3), INNER, 0.3), size=11, colour=QUIET
        )


def _fitted(words: str, width: float) -> str:
    """Return as much of the words as stands on one line of a cell."""
    room, kept = int(width * LETTERS), 0
    for place, one in enumerate(words):
        kept += 2 if ord(one) > 0x2E7F else 1
        if kept > room:
            return words[: max(place - 1, 1)] + "…"
    return words


def _widths(document: Document, table: Table) -> list[float]:
    """Share the width among columns by how long their words are."""
    columns = table.columns[:COLUMNS]
    lengths = [
        min(max([6, len(one.title.said_in(document.language).encode()),
                 *(len(words_of(row, one, document.language).encode()) for row in table.rows[:ROWS])]), 48)
        for one in columns
    ]  # fmt: skip
    return [INNER * length / sum(lengths) for length in lengths]


def _cell(cell: Any, words: str, *, right: bool, head: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _colour("F2F4F6" if head else "FFFFFF")
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = _printable(words)
    _face(run, Pt(11), QUIET if head else INK, bold=head)


def _words(
    slide: Slide, words: str, box: tuple[float, float, float, float], *, size: int, colour: str = INK, bold: bool = False
) -> None:  # fmt: skip
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Inches, Pt

    if not words:
        return
    frame = slide.shapes.add_textbox(*(Inches(each) for each in box)).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(_printable(words).split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        _face(run, Pt(size), colour, bold=bold)


def _face(run: Any, size: Any, colour: str, *, bold: bool) -> None:
    from pptx.oxml.ns import qn

    run.font.size, run.font.bold, run.font.name = size, bold, LATIN
    run.font.color.rgb = _colour(colour)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001  # python-pptx has no way to name the face of Chinese letters
    properties.append(properties.makeelement(qn("a:ea"), {"typeface": HAN}))


def _colour(said: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(said)  # type: ignore[no-untyped-call]  # python-pptx has no types


def _printable(words: str) -> str:
    """Return words without the characters that no XML may hold."""
    return "".join(one for one in words if one in "\n\t" or one >= " ")

"""A document as slides: its sentences are headlines, its charts pictures, its tables short."""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING, Any

from folkmoot.model.answer import FIGURES
from folkmoot.press.document import Document, Figure, Section, Table
from folkmoot.press.engrave import to_png
from folkmoot.press.figures import width_of
from folkmoot.press.tokens import LIGHT
from folkmoot.reports.markdown import words_of

if TYPE_CHECKING:
    from pptx.slide import Slide

WIDTH, HEIGHT = 13.333, 7.5  # inches: 16:9
LEFT, TOP, INNER = 0.7, 0.55, 11.93
BODY = 2.0  # where what is below the headline begins
FOOT = 6.95
INK, QUIET, ACCENT, SHEET, SUNKEN = (
    LIGHT[token].removeprefix("#") for token in ("ink", "ink-quiet", "accent", "sheet", "sunken")
)
LATIN, HAN = "Segoe UI", "Microsoft YaHei"
ROWS, COLUMNS = 12, 7
LETTERS = 13.5  # to an inch of a cell; a Han letter is two of them
ROW = 0.35
LINE = 0.3
MOST, FEW = 8, 3  # lines of a slide, and those below a chart
SHOWN = 12  # figures


def slides_of(document: Document) -> bytes:
    """Return a PPTX: a title slide, then for each section a slide with its figures, one with its chart, one with its table.

    Edges: a table shows twelve rows and seven columns and says how many more there are; nothing leaves the slide.
    """
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    blank = deck.slide_layouts[6]
    _cover(deck.slides.add_slide(blank), document)
    for section in document.sections:
        if section.figures:
            _figures(_begun(deck, blank, document, section), section.figures[:SHOWN], BODY)
        if section.chart or section.lines or not (section.table or section.figures):
            _page(_begun(deck, blank, document, section), section)
        if section.table:
            _rows(_begun(deck, blank, document, section), document, section.table)
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


def _begun(deck: Any, layout: Any, document: Document, section: Section) -> Slide:
    """Return a new slide of a section with its headline and what it rests on."""
    slide: Slide = deck.slides.add_slide(layout)
    _head(slide, section)
    _foot(slide, document, section)
    return slide


def _page(slide: Slide, section: Section) -> None:
    """Put the chart on a slide and a few lines below it, or the lines alone."""
    lines = section.lines[: FEW if section.chart else MOST]
    room = LINE * len(lines) if section.chart else FOOT - BODY - 0.2
    if section.chart:
        _picture(slide, to_png(section.chart.spec("slide", key=True)), BODY, FOOT - 0.15 - room)
    if lines:
        box = (LEFT, FOOT - room - 0.05 if section.chart else BODY, INNER, room - 0.05)
        _words(slide, "\n".join(f"• {line}" for line in lines), box, size=12 if section.chart else 16)


def _head(slide: Slide, section: Section) -> None:
    _words(slide, section.title, (LEFT, TOP, INNER, 0.4), size=16, colour=ACCENT, bold=True)
    size = next((size for size in (26, 22, 18, 15) if _high(section.sentence, size) <= 1.0), 12)
    _words(slide, section.sentence, (LEFT, TOP + 0.4, INNER, 1.0), size=size, bold=True)


def _high(words: str, size: int) -> float:
    """Return about how many inches words take across a slide; bold ones are a little wider."""
    return ceil(1.06 * width_of(words, size) / (72 * INNER)) * size * 1.2 / 72


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


def _picture(slide: Slide, png: bytes, top: float, low: float) -> None:
    from PIL import Image
    from pptx.util import Inches

    wide, high = Image.open(io.BytesIO(png)).size
    room = low - top
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
    if table.tall:
        for number in range(1, len(rows) + 1):
            grid.rows[number].height = Inches((FOOT - BODY - ROW - 0.1) / max(len(rows), 4))
    for place, (column, width) in enumerate(zip(columns, _widths(document, table), strict=True)):
        grid.columns[place].width = Inches(width)
        right = column.shows in FIGURES
        _cell(grid.cell(0, place), _fitted(column.title.said_in(document.language), width), right=right, head=True)
        for number, row in enumerate(rows, 1):
            words = words_of(row, column, document.language)
            _cell(grid.cell(number, place), words if table.tall else _fitted(words, width), right=right)
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
    if table.tall:
        return [INNER / len(columns)] * len(columns)
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

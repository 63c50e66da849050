"""A document as slides: its sentences are headlines, its charts pictures, its tables short, its sources speaker's notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from folkmoot.press.document import Document, Figure, Section
from folkmoot.press.engrave import to_png
from folkmoot.press.figures import clipped
from folkmoot.press.slide_parts import (
    ACCENT,
    FOOT,
    HEIGHT,
    INNER,
    LEFT,
    QUIET,
    SHEET,
    TOP,
    WIDTH,
    bar,
    colour_of,
    ground,
    high,
    put_words,
    speaks,
)
from folkmoot.press.slide_tables import put_table

if TYPE_CHECKING:
    from pptx.slide import Slide

MOST, FEW = 10, 3  # lines of a slide, and those below a chart or a table
SHOWN = 12  # figures
BESIDE = 8  # figures beside a chart
PALE = "CFE6E7"  # words on the cover's ground


def slides_of(document: Document) -> bytes:
    """Return a PPTX: a title slide, then for each section a slide with its figures and chart, and one with its table.

    What a section rests on, and what it has to say to who presents it, are the speaker's notes. Edges: a long table shows
    twelve rows and seven columns and says how many more there are; nothing leaves the slide.
    """
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _cover(deck.slides.add_slide(deck.slide_layouts[6]), document)
    for section in document.sections:
        if section.figures or section.chart or not section.table:
            slide, top = _begun(deck, document, section)
            _body(slide, section, top)
        if section.table:
            slide, top = _begun(deck, document, section)
            alone = not (section.figures or section.chart)
            below = section.lines[:FEW] if alone else ()
            put_table(slide, document, section.table, top, _lines_below(slide, below))
    deck.core_properties.title, deck.core_properties.author = document.title, document.community
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _cover(slide: Slide, document: Document) -> None:
    ground(slide, colour_of("accent-firm"))
    put_words(slide, document.community, (LEFT, 1.9, INNER, 0.5), size=22, colour=PALE, bold=True)
    size = next((size for size in (48, 40, 32) if high(document.title, size, bold=True) <= 1.4), 26)
    put_words(slide, document.title, (LEFT, 2.5, INNER, 1.5), size=size, colour=SHEET, bold=True)
    if document.subtitle:
        put_words(slide, document.subtitle, (LEFT, 4.2, INNER, 1.4), size=20, colour=PALE)
    made = f"{document.word('made')} {document.made_at:%Y-%m-%d %H:%M} UTC"
    put_words(slide, made, (LEFT, FOOT - 0.2, INNER, 0.3), size=12, colour=PALE)


def _begun(deck: Any, document: Document, section: Section) -> tuple[Slide, float]:
    """Return a new slide with headline, foot and speaker's notes, and where what is below the headline begins."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[6])
    bar(slide, (0, 0, 0.14, HEIGHT))
    speaks(slide, (section.sentence, *section.speak, *section.notes))
    name = f"{document.community}  ·  {document.title}"
    put_words(slide, clipped(name, 72 * 9, 10), (LEFT, FOOT + 0.05, 10, 0.25), size=10, colour=QUIET)
    put_words(slide, str(len(deck.slides)), (WIDTH - 1.7, FOOT + 0.05, 1, 0.25), size=10, colour=QUIET, right=True)
    if not section.sentence:
        put_words(slide, section.title, (LEFT, TOP, INNER, 0.6), size=28, colour=ACCENT, bold=True)
        return slide, TOP + 0.95
    put_words(slide, section.title, (LEFT, TOP, INNER, 0.3), size=16, colour=ACCENT, bold=True)
    size = next((size for size in (26, 22, 20, 18, 15) if high(section.sentence, size, bold=True) <= 0.95), 12)
    tall = min(high(section.sentence, size, bold=True), 0.98)
    put_words(slide, section.sentence, (LEFT, TOP + 0.38, INNER, tall), size=size, bold=True)
    return slide, TOP + 0.38 + tall + 0.3


def _body(slide: Slide, section: Section, top: float) -> None:
    """Put figures on the left and the chart beside them, or one of them alone, and a few lines below; or the lines alone."""
    if not (section.chart or section.figures):
        _lines(slide, section.lines[:MOST], top)
        return
    low = _lines_below(slide, section.lines[:FEW])
    if section.chart and section.figures:
        _figures(slide, section.figures[:BESIDE], (LEFT, top, 4.2, low - top), 2)
        _picture(slide, to_png(section.chart.spec("slide", key=True)), (LEFT + 4.4, top, INNER - 4.4, low - top))
    elif section.chart:
        _picture(slide, to_png(section.chart.spec("slide", key=True)), (LEFT, top, INNER, low - top))
    else:
        _figures(slide, section.figures[:SHOWN], (LEFT, top, INNER, low - top), 4)


def _lines(slide: Slide, lines: tuple[str, ...], top: float) -> None:
    """Put lines on a slide in the largest letters in which they fit; one alone stands without a dot."""
    words = "\n".join(lines if len(lines) == 1 else [f"•  {line}" for line in lines])
    width, room = min(INNER, 10.5), FOOT - top - 0.15
    size = next((size for size in (28, 24, 20, 18, 16, 14) if high(words, size, width) + 0.1 * len(lines) <= room), 12)
    put_words(slide, words, (LEFT, top, width, room), size=size, after=8, links=True)


def _lines_below(slide: Slide, lines: tuple[str, ...]) -> float:
    """Put a few lines at the bottom of a slide; return where there is room until."""
    low = FOOT - 0.15
    if not lines:
        return low
    words = "\n".join(clipped(line, 72 * INNER * 2, 13) for line in lines)
    room = high(words, 13) + 0.05
    put_words(slide, words, (LEFT, low - room, INNER, room), size=13, colour=QUIET, links=True)
    return low - room - 0.12


def _figures(slide: Slide, figures: tuple[Figure, ...], box: tuple[float, float, float, float], across: int) -> None:
    left, top, wide, room = box
    width, each = wide / across, min(room / -(-len(figures) // across), 1.5)
    for place, one in enumerate(figures):
        x, y = left + width * (place % across), top + each * (place // across)
        inner = width - 0.2
        put_words(slide, clipped(one.name, 72 * inner, 12), (x, y, inner, 0.24), size=12, colour=QUIET)
        value = next((size for size in (28, 24, 20, 16) if high(one.value, size, inner, bold=True) <= 0.52), 13)
        put_words(slide, clipped(one.value, 72 * inner, value), (x, y + 0.26, inner, 0.5), size=value, bold=True)
        said = " · ".join(filter(None, (one.change, one.note)))
        if said and each > 0.98:
            put_words(slide, clipped(said, 72 * inner, 11), (x, y + 0.76, inner, 0.22), size=11, colour=QUIET)


def _picture(slide: Slide, png: bytes, box: tuple[float, float, float, float]) -> None:
    from PIL import Image
    from pptx.util import Inches

    left, top, across, room = box
    wide, tall = Image.open(io.BytesIO(png)).size
    height = min(room, across * tall / wide)
    width = height * wide / tall
    slide.shapes.add_picture(
        io.BytesIO(png), Inches(left + (across - width) / 2), Inches(top), Inches(width), Inches(height)
    )

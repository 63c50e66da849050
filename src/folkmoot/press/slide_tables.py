"""Tables on slides: letters as large as the room allows, columns as wide as their words, a line below each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from folkmoot.model.answer import FIGURES
from folkmoot.press.document import Document, Table
from folkmoot.press.figures import WIDE, clipped, width_of
from folkmoot.press.slide_parts import (
    BOLD,
    FOOT,
    INK,
    INNER,
    LEFT,
    QUIET,
    SHEET,
    colour_of,
    face,
    lines_of,
    printable,
    put_words,
    rgb,
)
from folkmoot.reports.markdown import words_of

if TYPE_CHECKING:
    from pptx.slide import Slide

ROWS, WHOLE, COLUMNS = 12, 15, 7  # rows of the first part of a long table, and of one that is all there is
SIZES = (18, 16, 14, 12, 11)
ROOMY = 1.12  # how much wider than measured words may be in another face
LONGEST = 2.2  # inches of the longest word that a column makes room for
PAD = 0.24  # inches beside the words of a cell
GAP = 0.13  # and above and below them
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's table style without lines and colours
LINE = colour_of("line-firm")
NOTHING = "\u00a0"  # without any letter a line is as high as one of 18 points, and the row with it
HIGH, WIDE_HIGH = 1.25, 1.5  # of a line, in letters' sizes: Chinese faces stand further apart than Latin ones


@dataclass(frozen=True)
class _Laid:
    """How a table is laid out: its words, and what fits."""

    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    size: int
    widths: tuple[float, ...]
    heights: tuple[float, ...]  # of the rows, without the head


def put_table(slide: Slide, document: Document, table: Table, top: float, low: float = FOOT - 0.2) -> None:
    """Put a table between two heights of a slide: seven columns at most, and as many rows as can be read.

    Edges: where rows are left out, a line says how many; words that do not fit their cell end in an ellipsis.
    """
    from pptx.util import Inches

    columns = table.columns[:COLUMNS]
    rows = table.rows[: WHOLE if len(table.rows) <= WHOLE and not table.more else ROWS]
    more = max(table.found, len(table.rows)) - len(rows)
    low -= 0.35 if more else 0
    laid = _laid(document, Table(columns, rows, tall=table.tall), low - top)
    head = _head(laid.size)
    shape = slide.shapes.add_table(
        len(rows) + 1,
        len(columns),
        Inches(LEFT),
        Inches(top),
        Inches(sum(laid.widths)),
        Inches(head + sum(laid.heights)),
    )
    grid = shape.table
    _unstyled(shape)
    grid.rows[0].height = Inches(head)
    for number, height in enumerate(laid.heights, 1):
        grid.rows[number].height = Inches(height)
    for place, (column, width) in enumerate(zip(columns, laid.widths, strict=True)):
        grid.columns[place].width = Inches(width)
        right = column.shows in FIGURES
        _cell(grid.cell(0, place), laid.heads[place], laid.size, right=right, head=True)
        for number, cells in enumerate(laid.cells):
            cell = grid.cell(number + 1, place)
            _cell(cell, cells[place], laid.size, right=right, day=table.tall, tint=table.tints.get((number, place), ""))
    if more > 0:
        box = (LEFT, top + head + sum(laid.heights) + 0.08, INNER, 0.25)
        put_words(slide, document.word("more").format(n=more), box, size=12, colour=QUIET)


def _head(size: int) -> float:
    return size * HIGH / 72 + GAP


def _line_of(cells: Iterable[Iterable[str]]) -> float:
    """Return how high a line of these words is, in inches for each point of their size."""
    wide = any(ord(letter) >= WIDE for row in cells for words in row for letter in words)
    return (WIDE_HIGH if wide else HIGH) / 72


def _laid(document: Document, table: Table, room: float) -> _Laid:
    """Lay a table out in the largest letters in which all of it fits; in the smallest ones cells are cut to what fits."""
    columns = table.columns
    heads = tuple(one.title.said_in(document.language) for one in columns)
    cells = tuple(
        tuple(_tidy(words_of(row, one, document.language), tall=table.tall) for one in columns) for row in table.rows
    )
    line = _line_of(cells)
    if table.tall:
        each = (room - _head(14)) / max(len(cells), 4)
        widths = (INNER / len(columns),) * len(columns)
        size = next((size for size in SIZES[2:] if _most(cells, size, widths) * size * line + GAP <= each), 11)
        return _Laid(heads, cells, size, widths, (each,) * len(cells))
    for size in SIZES:
        widths = _widths(heads, cells, size)
        heights = tuple(
            max(lines_of(words, size, width - PAD) for words, width in zip(row, widths, strict=True)) * size * line
            + GAP
            for row in cells
        )
        if _head(size) + sum(heights) <= room:
            return _Laid(heads, cells, size, widths, heights)
    size = SIZES[-1]
    widths = _widths(heads, cells, size)
    height = min((room - _head(size)) / max(len(cells), 1), 0.5)
    lines = max(1, int((height - GAP) / (size * line)))
    short = tuple(
        tuple(
            clipped(words, (width - PAD) * 72 * lines * (0.92 if lines > 1 else 1), size)
            for words, width in zip(row, widths, strict=True)
        )
        for row in cells
    )
    return _Laid(heads, short, size, widths, (height,) * len(cells))


def _most(cells: tuple[tuple[str, ...], ...], size: int, widths: tuple[float, ...]) -> int:
    return max(
        (lines_of(words, size, width - PAD) for row in cells for words, width in zip(row, widths, strict=True)),
        default=1,
    )


def _tidy(words: str, *, tall: bool) -> str:
    return words if tall else " ".join(words.split())


def _widths(heads: tuple[str, ...], cells: tuple[tuple[str, ...], ...], size: int) -> tuple[float, ...]:
    """Return the width of each column: what its words need where there is room, else a fair share of what is left."""
    wanted = [
        max([BOLD * width_of(head, size), *(width_of(row[place], size) for row in cells)]) / 72 + PAD
        for place, head in enumerate(heads)
    ]
    if sum(wanted) <= INNER:
        widest = max(range(len(wanted)), key=lambda place: wanted[place])
        spare = INNER - sum(wanted)
        each = spare / len(wanted)
        return tuple(one + each / 2 + (spare / 2 if place == widest else 0) for place, one in enumerate(wanted))
    least = [
        max(
            ROOMY * width_of(word, size)
            for words in (head, "……", *(row[place] for row in cells))
            for word in words.split()
        )
        / 72
        + PAD
        for place, head in enumerate(heads)
    ]
    found, room, left = [0.0] * len(wanted), INNER, set(range(len(wanted)))
    while left:
        fair = room / len(left)
        narrow = {place for place in left if wanted[place] <= fair}
        if not narrow:
            whole = sum(wanted[place] for place in left)
            for place in left:
                found[place] = max(room * wanted[place] / whole, min(least[place], LONGEST))
            break
        for place in narrow:
            found[place] = max(wanted[place], min(least[place], LONGEST))
            room -= found[place]
        left -= narrow
    widest = max(range(len(found)), key=lambda place: found[place])
    found[widest] -= sum(found) - INNER  # what short columns need for their longest word is taken from the widest one
    return tuple(found)


def _unstyled(shape: Any) -> None:
    """Take away the colours that PowerPoint gives a table by itself."""
    from pptx.oxml.ns import qn

    grid = shape.table
    grid.horz_banding = grid.first_row = False
    shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN  # noqa: SLF001  # no other way


def _cell(
    cell: Any, words: str, size: int, *, right: bool, head: bool = False, day: bool = False, tint: str = ""
) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    cell.margin_left = cell.margin_right = Inches(PAD / 2)
    cell.margin_top = cell.margin_bottom = Inches(GAP / 2 - 0.01)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP if day else MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(colour_of(tint) if tint else SHEET)
    _line_below(cell, firm=head)
    for number, line in enumerate(printable(words).split("\n")):
        paragraph = cell.text_frame.paragraphs[0] if number == 0 else cell.text_frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line or NOTHING
        face(run, Pt(size), QUIET if head else INK, bold=head or (day and number == 0 and "\n" in words))


def _line_below(cell: Any, *, firm: bool) -> None:
    """Draw the line below a cell, which python-pptx has no words for; the schema wants it before the fill."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  # no other way
    line = properties.makeelement(qn("a:lnB"), {"w": str(Pt(1.5 if firm else 0.5))})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": QUIET if firm else LINE}))
    line.append(fill)
    properties.insert(0, line)

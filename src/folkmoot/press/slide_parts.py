"""What slides are drawn of: their measures and colours, words in boxes, and what a speaker reads."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import TYPE_CHECKING, Any

from folkmoot.press.figures import width_of
from folkmoot.press.tokens import LIGHT

if TYPE_CHECKING:
    from pptx.slide import Slide

WIDTH, HEIGHT = 13.333, 7.5  # inches: 16:9
LEFT, TOP, INNER = 0.7, 0.5, 11.93
FOOT = 7.0
LATIN, HAN = "Segoe UI", "Microsoft YaHei"
BOLD = 1.06  # how much wider bold words are
Box = tuple[float, float, float, float]


def colour_of(token: str) -> str:
    """Return a design token's colour of paper as six hexadecimal digits."""
    return LIGHT[token].removeprefix("#")


INK, QUIET, ACCENT, SHEET, SUNKEN = map(colour_of, ("ink", "ink-quiet", "accent", "sheet", "sunken"))


def lines_of(words: str, size: float, width: float) -> int:
    """Return on about how many lines words stand in a box of some inches."""
    return sum(max(1, ceil(width_of(line, size) / (72 * width))) for line in words.split("\n"))


def high(words: str, size: float, width: float = INNER, *, bold: bool = False) -> float:
    """Return about how many inches words take in a box."""
    return lines_of(words, size * (BOLD if bold else 1), width) * size * 1.25 / 72


def put_words(  # noqa: PLR0913 — words have that many sides; each is named at the call
    slide: Slide, words: str, box: Box, *, size: int, colour: str = INK, bold: bool = False, right: bool = False,
    after: float = 0, links: bool = False,
) -> None:  # fmt: skip
    """Put words into a box, a paragraph for each line, ``after`` points apart; nothing for no words.

    ``links``: a line's last word that is a web address can be followed.
    """
    from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Inches, Pt

    if not words:
        return
    frame = slide.shapes.add_textbox(*(Inches(each) for each in box)).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(printable(words).split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(after)
        if right:
            paragraph.alignment = PP_ALIGN.RIGHT
        before, _, last = line.rpartition(" ")
        web = links and last.startswith(("https://", "http://"))
        for said, url in ((f"{before} ", ""), (last, last)) if web else ((line, ""),):
            run = paragraph.add_run()
            run.text = said
            if url:
                run.hyperlink.address = url
            face(run, Pt(size), ACCENT if url else colour, bold=bold)


def face(run: Any, size: Any, colour: str, *, bold: bool) -> None:
    """Give letters their face, size and colour; Chinese ones have a face of their own."""
    from pptx.oxml.ns import qn

    run.font.size, run.font.bold, run.font.name = size, bold, LATIN
    run.font.color.rgb = rgb(colour)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001  # python-pptx has no way to name the face of Chinese letters
    east = properties.makeelement(qn("a:ea"), {"typeface": HAN})
    properties.find(qn("a:latin")).addnext(east)  # the schema wants this order: else PowerPoint offers a repair


def rgb(colour: str) -> Any:
    """Return a colour as python-pptx wants it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour)  # type: ignore[no-untyped-call]  # python-pptx has no types


def ground(slide: Slide, colour: str) -> None:
    """Colour the whole slide."""
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = rgb(colour)


def bar(slide: Slide, box: Box, colour: str = ACCENT) -> None:
    """Draw a filled bar without an edge."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Inches

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(each) for each in box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def speaks(slide: Slide, lines: Iterable[str]) -> None:
    """Write the speaker's notes; none for no lines."""
    told = "\n".join(line for line in lines if line)
    frame = slide.notes_slide.notes_text_frame if told else None
    if frame is not None:
        frame.text = printable(told)


def printable(words: str) -> str:
    """Return words without the characters that no XML may hold."""
    return "".join(one for one in words if one in "\n\t" or one >= " ")

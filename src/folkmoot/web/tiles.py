"""Tiles and badges for elsewhere: one indicator as an SVG that needs nothing but itself, in real colours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.translation import gettext as _

from folkmoot.press.figures import clipped, width_of
from folkmoot.press.tokens import DARK, LIGHT
from folkmoot.web import gauges, words
from folkmoot.web.drawing import stretches

WIDTH, HEIGHT, PAD = 320, 120, 16
LEFT, RIGHT, TOP, LOW = 192.0, 304.0, 42.0, 84.0  # where the curve stands
NONE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may stand in no XML, however it is escaped."""

FIRM, MIDDLE, END = {"font-weight": "600"}, {"text-anchor": "middle"}, {"text-anchor": "end"}
FACE = "system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"
NARROW = "fijlrtI.,:;'|! "
PAINTS = {
    "sheet": ("fill", "sheet"), "edge": ("stroke", "line-firm"), "ink": ("fill", "ink"), "quiet": ("fill", "ink-quiet"),
    "good": ("fill", "good"), "bad": ("fill", "bad"), "run": ("stroke", "series-1"), "under": ("fill", "accent-wash"),
    "gap": ("fill", "gap"), "base": ("stroke", "line-firm"), "label": ("fill", "sunken"), "dot": ("fill", "series-1"),
}  # fmt: skip
"""Each class of a drawing with the token that paints it."""


def tile_svg(
    tile: Mapping[str, Any], *, theme: str = "auto", language: str = "en", name: str = "", window: str = ""
) -> str:
    """Draw one tile of the report ``board`` as an SVG: title, value, change, months, and as of when.

    ``theme``: light, dark, or auto, which follows the reader. ``name``: whose number it is. ``window``: of which time.
    *Edges*: an unknown value says so and why; months that were not read are a gap.
    """
    title = words.said(tile.get("title"))
    figure, unit = _said(tile)
    move = gauges.moved(tile, "before")
    as_of = _as_of(tile)
    svg = _begun(WIDTH, HEIGHT, theme, language, f"{title}: {_sentence(tile)}", ". ".join(
        part for part in (name, window, f"{move.sign} {move.word} {_('than just before')}" if move else "", as_of) if part
    ))  # fmt: skip
    _add(svg, "rect", "sheet edge", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, rx=8, **{"stroke-width": 1})
    _text(svg, PAD, 27, clipped(title, WIDTH - 2 * PAD, 13), "quiet", 13)
    value = _text(svg, PAD, 64, figure, "quiet" if tile.get("value") is None else "ink", 30, **FIRM)
    if tile.get("value") is None:
        value.set("font-size", "20")
        why = words.said(tile.get("why")) or _("Nothing is known about it yet.")
        _text(svg, PAD, 84, clipped(why, WIDTH - 2 * PAD, 11), "quiet", 11)
    else:
        if unit and width_of(figure, 34) + width_of(unit, 13) < LEFT - PAD - 12:  # half a unit says nothing
            _span(value, f" {unit}", "quiet", 12)
        if move:
            sign = f"{move.sign} {move.word}".strip()
            _text(svg, PAD, 84, clipped(sign, LEFT - PAD - 8, 12), move.css or "quiet", 12)
        _curve(svg, tile.get("spark") or (), tile.get("unread") or ())
    _text(svg, PAD, 107, clipped(" · ".join(part for part in (window, as_of) if part), 190, 10.5), "quiet", 10.5)
    _text(svg, WIDTH - PAD, 107, clipped(name, 96, 10.5), "quiet", 10.5, **END)
    return tostring(svg, encoding="unicode")


def badge_svg(
    tile: Mapping[str, Any], *, theme: str = "auto", language: str = "en", label: str = "", name: str = ""
) -> str:
    """Draw one tile as a badge: its title, or ``label``, and its value. *Edges*: an unknown value says so."""
    left = clipped(label or words.said(tile.get("title")), 220, 11)
    right = _sentence(tile)
    split = round(_wide(left, 11) + 16)
    width = split + round(_wide(right, 11.8) + 16)
    svg = _begun(width, 20, theme, language, f"{left}: {right}", " · ".join(p for p in (name, _as_of(tile)) if p))
    _add(svg, "rect", "sheet edge", x=0.5, y=0.5, width=width - 1, height=19, rx=4, **{"stroke-width": 1})
    _add(svg, "path", "label", d=f"M4.5,1H{split}V19H4.5A3.5,3.5 0 0 1 1,15.5V4.5A3.5,3.5 0 0 1 4.5,1Z")
    _text(svg, split / 2, 14, left, "quiet", 11, **MIDDLE)
    css = "quiet" if tile.get("value") is None else "ink"
    _text(svg, (split + width) / 2, 14, right, css, 11, **MIDDLE, **FIRM)
    return tostring(svg, encoding="unicode")


def _wide(said: str, size: float) -> float:
    """Return about how wide words are in a wide face, letter by letter: a badge has no room to spare."""
    return size * sum(
        1.0 if letter >= "\u2e80" else 0.38 if letter in NARROW else 0.9 if letter in "mwMW%" else 0.64
        for letter in said
    )


def _said(tile: Mapping[str, Any]) -> tuple[str, str]:
    value, shows = tile.get("value"), str(tile.get("shows"))
    if value is None:
        return f"◌ {_('unknown')}", ""
    return gauges.amount(value, shows), gauges.unit_of(value, shows, tile.get("unit"))


def _sentence(tile: Mapping[str, Any]) -> str:
    return " ".join(part for part in _said(tile) if part)


def _as_of(tile: Mapping[str, Any]) -> str:
    at = words.as_moment(tile.get("fresh_at")) if tile.get("fresh_at") else None
    return _("as of %(day)s") % {"day": at.date().isoformat()} if isinstance(at, datetime) else ""


def _begun(width: float, height: float, theme: str, language: str, title: str, says: str) -> Element:
    svg = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "width": f"{width}", "height": f"{height}", "viewBox": f"0 0 {width} {height}",
        "role": "img", "aria-labelledby": "t d", "lang": "zh-Hans" if language == "zh" else "en", "font-family": FACE,
    })  # fmt: skip
    for tag, ident, said in (("title", "t", title), ("desc", "d", says)):
        SubElement(svg, tag, {"id": ident}).text = NONE.sub("", said)
    SubElement(svg, "style").text = style_of(theme)
    return svg


def style_of(theme: str) -> str:
    """Return the colours of a drawing: light or dark, or with ``auto`` those of the reader."""
    if theme == "dark":
        return _rules(DARK)
    return _rules(LIGHT) + (f"@media (prefers-color-scheme:dark){{{_rules(DARK)}}}" if theme != "light" else "")


def _rules(palette: Mapping[str, str]) -> str:
    return "".join(f".{name}{{{what}:{palette[token]}}}" for name, (what, token) in PAINTS.items())


def _add(above: Element, tag: str, css: str, **attributes: Any) -> Element:
    return SubElement(above, tag, {"class": css, **{name: f"{value}" for name, value in attributes.items()}})


def _text(above: Element, x: float, y: float, said: str, css: str, size: float, **more: Any) -> Element:
    made = _add(above, "text", css, x=f"{x:g}", y=f"{y:g}", **{"font-size": f"{size:g}", **more})
    made.text = NONE.sub("", said)
    return made


def _span(above: Element, said: str, css: str, size: float) -> None:
    _add(above, "tspan", css, **{"font-size": f"{size:g}", "font-weight": "400"}).text = NONE.sub("", said)


def _curve(svg: Element, numbers: Sequence[float | None], unread: Sequence[bool]) -> None:
    """Draw the months from zero, unread ones shaded, those without a number as a gap, the newest known one as a dot."""
    known = [number for number in numbers if number is not None]
    if len(known) < 2:
        return
    top, low = max(*known, 0.0) or 1.0, min(*known, 0.0)
    step = (RIGHT - LEFT) / (len(numbers) - 1)
    for x, width in stretches(unread, step):
        _add(svg, "rect", "gap", x=f"{LEFT + x:.1f}", y=TOP, width=f"{width:.1f}", height=LOW - TOP)
    _add(svg, "path", "base", d=f"M{LEFT},{LOW + 0.5}H{RIGHT}", fill="none")
    for some, group in groupby(enumerate(numbers), key=lambda one: one[1] is not None):
        run = [
            (LEFT + at * step, LOW - (LOW - TOP) * ((number or 0) - low) / ((top - low) or 1)) for at, number in group
        ]
        if some:
            points = "L".join(f"{x:.1f},{y:.1f}" for x, y in run)
            _add(svg, "path", "under", d=f"M{run[0][0]:.1f},{LOW}L{points}L{run[-1][0]:.1f},{LOW}Z")
            line = f"M{points}{'h0' if len(run) == 1 else ''}"
            _add(
                svg,
                "path",
                "run",
                d=line,
                fill="none",
                **{"stroke-width": 1.75, "stroke-linecap": "round", "stroke-linejoin": "round"},
            )
            end = run[-1]
    _add(svg, "circle", "dot", cx=f"{end[0]:.1f}", cy=f"{end[1]:.1f}", r=3)

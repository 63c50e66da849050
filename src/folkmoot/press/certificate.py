"""A certificate on paper: one landscape sheet in both languages, with the code that leads to its page; SVG and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

import segno

from folkmoot.model.text import Text, has_han
from folkmoot.press.colours import THEMES
from folkmoot.press.engrave import FACE, UNDRAWABLE

WIDTH, HEIGHT = 1123, 794  # A4 across, at 96 dots an inch
POINTS = (842, 595)  # the same in points, of which paper has 72 an inch
LEFT, RIGHT = 96, 1027
CODE = 132  # width of the code
INK = THEMES["light"]
HEADS = {
    "of": Text("Certificate", "证书"), "to": Text("is given to", "授予"), "criteria": Text("By these criteria", "颁发条件"),
    "issued": Text("Issued", "签发日期"), "check": Text("Verify at", "验证地址"), "gone": Text("REVOKED", "已吊销"),
}  # fmt: skip


def drawn(content: Mapping[str, Any], *, ident: str, url: str, at: datetime, revoked: bool = False) -> str:
    """Return a certificate as an SVG that stands alone. ``content``: as the ledger has frozen it; ``url``: of its page."""
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'role="img" font-family="{FACE}">'
        ),
        f"<title>{_safe(_both(content, 'title'))}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{INK["sheet"]}"/>',
        f'<rect x="28" y="28" width="{WIDTH - 56}" height="{HEIGHT - 56}" fill="none" stroke="{INK["accent"]}" stroke-width="2"/>',
        f'<rect x="36" y="36" width="{WIDTH - 72}" height="{HEIGHT - 72}" fill="none" stroke="{INK["line-firm"]}"/>',
        *_head(content),
        *_body(content),
        *_foot(ident, url, at),
    ]
    if revoked:
        parts.append(_stamp())
    return "".join([*parts, "</svg>"])


def printed(svg: str) -> bytes:
    """Return a drawing as PDF; Chinese letters stand in it where the machine has a face for them."""
    import vl_convert

    sheet = svg.replace(f'width="{WIDTH}" height="{HEIGHT}"', f'width="{POINTS[0]}" height="{POINTS[1]}"', 1)
    return bytes(vl_convert.svg_to_pdf(sheet))


def _head(content: Mapping[str, Any]) -> Iterator[str]:
    issuer = _text(content, "issuer")
    yield _line(LEFT, 104, issuer.en or issuer.zh, 20, "ink", bold=True)
    if issuer.en and issuer.zh:
        yield _line(LEFT, 130, issuer.zh, 15, "ink-quiet")
    yield _line(RIGHT, 104, f"{HEADS['of'].en} · {HEADS['of'].zh}", 15, "accent", end=True)


def _body(content: Mapping[str, Any]) -> Iterator[str]:
    title, y = _text(content, "title"), 214
    for said, size in ((title.en or title.zh, 40), (title.zh if title.en else "", 26)):
        for line in wrapped(said, (RIGHT - LEFT) / size)[:2]:
            yield _line(LEFT, y, line, size, "ink", bold=size == 40)
            y += round(size * 1.25)
    y += 14
    yield _line(LEFT, y, f"{HEADS['to'].en} · {HEADS['to'].zh}", 14, "ink-quiet")
    yield _line(LEFT, y + 40, wrapped(str(content.get("holder", "")), 32)[0], 30, "accent-firm", bold=True)
    yield _line(LEFT, y + 66, str(content.get("number", "")), 16, "ink-quiet", mono=True)
    y += 106
    for name, most in (("says", 1), ("criteria", 3)):
        words = _text(content, name)
        if name == "criteria":
            yield _line(LEFT, y, f"{HEADS['criteria'].en} · {HEADS['criteria'].zh}", 12, "ink-quiet")
            y += 20
        for said in dict.fromkeys(one for one in (words.en, words.zh) if one):
            for line in shortened(wrapped(said, (RIGHT - LEFT - 30) / 14), most):
                yield _line(LEFT, y, line, 14, "ink")
                y += 21
        y += 10


def _foot(ident: str, url: str, at: datetime) -> Iterator[str]:
    top = HEIGHT - 72 - CODE
    yield _code(url, RIGHT - CODE, top)
    yield f'<line x1="{LEFT}" x2="{RIGHT - CODE - 40}" y1="{top + 44}" y2="{top + 44}" stroke="{INK["line-firm"]}"/>'
    zh = f"{at.year} 年 {at.month} 月 {at.day} 日"
    rows = (
        (HEADS["issued"], f"{at:%d %B %Y}".lstrip("0") + f" · {zh}"),
        (HEADS["check"], url),
        (Text("Id", "标识"), ident),
    )
    for place, (head, said) in enumerate(rows):
        y = top + 72 + place * 24
        yield _line(LEFT, y, f"{head.en} · {head.zh}", 12, "ink-quiet")
        yield _line(LEFT + 150, y, said, 12, "ink", mono=place > 0)


def _code(url: str, x: float, y: float) -> str:
    """Return the QR code of an address as one path: four modules of white stand around it, as readers need."""
    code = segno.make(url, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix_iter(scale=1, border=4)]
    scale = CODE / len(rows)
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, cells in enumerate(rows) for column, dark in enumerate(cells) if dark
    )
    return (
        f'<g transform="translate({x} {y}) scale({scale:.4f})"><rect width="{len(rows)}" height="{len(rows)}" fill="#ffffff"/>'
        f'<path d="{path}" fill="#000000" shape-rendering="crispEdges"/></g>'
    )


def _stamp() -> str:
    said = f"{HEADS['gone'].en} · {HEADS['gone'].zh}"
    return (
        f'<g transform="translate({WIDTH / 2} {HEIGHT / 2}) rotate(-18)"><rect x="-330" y="-64" width="660" height="128" fill="none" '
        f'stroke="{INK["bad"]}" stroke-width="6" opacity="0.55"/><text text-anchor="middle" y="24" font-size="66" font-weight="700" '
        f'fill="{INK["bad"]}" opacity="0.55">{said}</text></g>'
    )


def _line(
    x: float, y: float, said: str, size: int, colour: str, *, bold: bool = False, end: bool = False, mono: bool = False
) -> str:  # fmt: skip
    more = ' font-weight="700"' if bold else ""
    more += ' text-anchor="end"' if end else ""
    more += ' font-variant-numeric="tabular-nums" letter-spacing="0.4"' if mono else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{INK[colour]}"{more}>{_safe(said)}</text>'


def wrapped(said: str, ems: float) -> list[str]:
    """Return words as lines that fit so many ems: English breaks between words, Chinese anywhere; at least one line."""
    lines, line, width = [], "", 0.0
    for piece in _pieces(said):
        need = sum(1.0 if has_han(letter) or ord(letter) > 0x2E7F else 0.56 for letter in piece)
        if line and width + need > ems:
            lines.append(line.rstrip())
            line, width, piece = "", 0.0, piece.lstrip()  # noqa: PLW2901 — a line begins without the space before it
        line, width = line + piece, width + need
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(said: str) -> Iterator[str]:
    word = ""
    for letter in said:
        if has_han(letter) or ord(letter) > 0x2E7F or letter == " ":
            if word:
                yield word
            word = ""
            if letter == " ":
                word = " "
            else:
                yield letter
        else:
            word += letter
    if word:
        yield word


def shortened(lines: list[str], most: int) -> list[str]:
    """Return so many lines at most; the last one says when there were more."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]


def _text(content: Mapping[str, Any], name: str) -> Text:
    said = content.get(name) or {}
    return Text(str(said.get("en", "")), str(said.get("zh", "")))


def _both(content: Mapping[str, Any], name: str) -> str:
    words = _text(content, name)
    return " / ".join(one for one in (words.en, words.zh) if one)


def _safe(said: str) -> str:
    return escape(UNDRAWABLE.sub("", said))

"""Colours outside the portal: the tokens' custom properties become real colours, light or dark.

The portal's token file is the one source; ``tokens.py`` beside this is made from it by ``make docs``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from folkmoot.press.tokens import DARK, LIGHT

THEMES: Mapping[str, Mapping[str, str]] = {"light": LIGHT, "dark": DARK}
_USE = re.compile(r"var\(--([a-z0-9-]+)\)")
_TAG = re.compile(r"<[a-z][^<>]*var\(--[^<>]*>")
_PAINT = re.compile(r'(fill|stroke|stop-color)="var\(--([a-z0-9-]+)\)"')


def real(drawing: str, theme: str = "light") -> str:
    """Return a drawing or specification with real colours; what is no token's name stays. Errors: KeyError for a theme."""
    palette = THEMES[theme]
    return _USE.sub(lambda match: palette.get(match[1], match[0]), drawing)


def both(svg: str) -> str:
    """Return an SVG that is light by itself and turns dark with its reader: real colours, and a class for each.

    A program that knows no style sheets draws the light colours.
    """
    used: set[tuple[str, str]] = set()

    def paint(tag: re.Match[str]) -> str:
        found = _PAINT.findall(tag[0])
        used.update(found)
        names = " ".join(f"{what}-{token}" for what, token in found)
        painted = _PAINT.sub(lambda match: f'{match[1]}="{LIGHT[match[2]]}"', tag[0])
        end = "/>" if painted.endswith("/>") else ">"
        return f'{painted.removesuffix(end)} class="{names}"{end}' if names else painted

    painted = _TAG.sub(paint, svg)
    rules = "".join(f".{what}-{token}{{{what}:{DARK[token]}}}" for what, token in sorted(used))
    head = painted.index(">") + 1
    return f"{painted[:head]}<style>@media (prefers-color-scheme:dark){{{rules}}}</style>{painted[head:]}"

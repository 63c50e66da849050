"""Drawing: a chart's specification becomes SVG or PNG, kept by its content.

In the portal colours stay the tokens' custom properties, so one drawing serves light and dark; elsewhere they are real.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape, unescape
from typing import Any

from folkmoot.press.chart import SCHEMA
from folkmoot.press.colours import THEMES, both, real

FACE = "Inter, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Segoe UI', sans-serif"
SCREEN_FACE = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
)
UNDRAWABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
NOISE = re.compile(
    r' (?:role|aria-roledescription|aria-hidden|pointer-events|font-family|class|version|xmlns:xlink)="[^"]*"'
)
LABELLED = re.compile(r'<path aria-label="([^"]*)"([^>]*?)/>')
ROUND = re.compile(r"\d+\.\d{2,}")
TAG = re.compile(r"<[^<>]*>")
EMPTY = re.compile(
    r'<path class="(?:back|fore)ground"[^>]*/>|<path d="M0,0h0v0h0Z"/>|<path d=""[^>]*/>| (?:opacity|stroke-width)="1"'
)
SIZE = re.compile(r'^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')
OPENING = re.compile(r'^<svg viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')

SNIPPET = "window.vegaEmbed = vegaEmbed;"


def json_of(spec: Mapping[str, Any]) -> str:
    """Return a specification as the JSON by which its drawing is kept.

    Edges: characters that no XML may hold are left out; the engine would end the whole process over one of them.
    """
    return json.dumps(_drawable(spec), separators=(",", ":"))


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return UNDRAWABLE.sub("", value)
    if isinstance(value, Mapping):
        return {_drawable(name): _drawable(one) for name, one in value.items()}
    return [_drawable(one) for one in value] if isinstance(value, list | tuple) else value


@lru_cache(maxsize=512)
def drawing(spec: str) -> str:
    """Return the SVG of a whole specification for a page of the portal; the same one is drawn once."""
    import vl_convert

    return slim(vl_convert.vegalite_to_svg(spec))


def to_svg(spec: Mapping[str, Any], theme: str = "light", says: str = "") -> str:
    """Return an SVG that stands alone: real colours, a face, a size, its words as title.

    ``theme``: light, dark, or both (it follows its reader). Errors: KeyError for another theme.
    """
    plain = drawing(json_of(spec))
    said = UNDRAWABLE.sub("", says)
    title = f"<title>{escape(said)}</title>" if said else ""
    alone = OPENING.sub(
        lambda match: (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{match[1]}" height="{match[2]}" '
            f'viewBox="0 0 {match[1]} {match[2]}" role="img" font-family="{SCREEN_FACE}">{title}'
        ),
        plain,
        count=1,
    )
    return both(alone) if theme == "both" else real(alone, theme)


def to_png(spec: Mapping[str, Any], theme: str = "light", scale: float = 2) -> bytes:
    """Return a PNG for slides: real colours on the sheet's, Chinese letters where the machine has a face for them."""
    import vl_convert

    config = {**spec.get("config", {}), "font": FACE, "background": THEMES[theme]["sheet"]}
    return bytes(vl_convert.vegalite_to_png(real(json_of({**spec, "config": config}), theme), scale=scale))


def slim(svg: str) -> str:
    """Return the drawing without what a page does not need, and with each mark's label as its tooltip."""
    titled = LABELLED.sub(lambda match: f"<path{match[2]}><title>{_tidy(match[1])}</title></path>", svg)
    bare = EMPTY.sub("", TAG.sub(_rounded, NOISE.sub("", titled)))
    return SIZE.sub(lambda m: f'<svg viewBox="0 0 {m[1]} {m[2]}" aria-hidden="true" focusable="false">', bare, count=1)


def _rounded(tag: re.Match[str]) -> str:
    """Return a tag with its lengths rounded; words between tags, such as a version, stay as they are."""
    return ROUND.sub(lambda match: f"{float(match[0]):.1f}", tag[0])


def _tidy(label: str) -> str:
    return escape(unescape(label).replace(" : ", "").replace("; ", " · "), quote=False)


@cache
def bundle() -> bytes:
    """Return Vega, Vega-Lite and their embedding as one module; takes a second or two, once."""
    import vl_convert

    return str(vl_convert.javascript_bundle(SNIPPET)).encode()


@cache
def bundle_version() -> str:
    """Return what the bundle's address carries: it changes with the versions in it."""
    import vl_convert

    lite = vl_convert.get_vegalite_versions()[-1]
    return f"{vl_convert.get_vega_version()}-{lite}-{vl_convert.get_vega_embed_version()}"


def warm() -> None:
    """Draw something small: the engine's first drawing takes half a second, later ones a twentieth."""
    drawing(
        json.dumps(
            {"$schema": SCHEMA, "data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
        )
    )

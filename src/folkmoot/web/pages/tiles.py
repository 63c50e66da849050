"""Numbers to show elsewhere: an indicator as a tile or as a badge, both SVG that a README may embed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.web import words
from folkmoot.web.filters import PRESETS, filters_of
from folkmoot.web.house import ask, community, house
from folkmoot.web.links import window_days
from folkmoot.web.middleware import LANGUAGES, THEMES
from folkmoot.web.tiles import badge_svg, tile_svg

HOUR = 3600
USUAL = "12m"
ELSEWHERE = {
    "Cache-Control": f"public, max-age={HOUR}",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
"""What lets others show a drawing: it holds its own style, and nothing in it can run."""
LABEL = 60


def tile(request: HttpRequest, name: str) -> HttpResponse:
    """Draw an indicator as a tile."""
    return _drawn(request, name, small=False)


def badge(request: HttpRequest, name: str) -> HttpResponse:
    """Draw an indicator as a badge; ``label`` says what to call it."""
    return _drawn(request, name, small=True)


def _drawn(request: HttpRequest, name: str, *, small: bool) -> HttpResponse:
    house()  # opens the workspace, which loads the indicators
    if name not in INDICATORS:
        raise Http404(name)
    language, theme = _language(request), request.GET.get("theme", "auto")
    theme = theme if theme in THEMES else "auto"
    filters = filters_of(request.path, request.GET.dict())
    asked = {"since": USUAL, **filters.shared}
    answer = ask("board", names=name, **asked)
    shown: Mapping[str, Any] = answer.about["tiles"][0]
    with translation.override("zh-hans" if language == "zh" else "en"):
        whose = _whose(asked)
        if small:
            label = request.GET.get("label", "")[:LABEL]
            svg = badge_svg(shown, theme=theme, language=language, label=label, name=whose)
        else:
            first, last = window_days(answer.scope)
            usual = dict(PRESETS).get(asked["since"]) if "until" not in asked else None
            window = words.said(usual) if usual else f"{first or '…'} – {last or '…'}"
            svg = tile_svg(shown, theme=theme, language=language, name=whose, window=window)
    return _answered(request, svg.encode())


def _language(request: HttpRequest) -> str:
    """Return the language that the address asks for, else the community's first: never the reader's, who may share a cache."""
    said = LANGUAGES.get(request.GET.get("lang", "").lower())
    if said:
        return "zh" if said.startswith("zh") else "en"
    return "zh" if str(next(iter(community().languages), "en")).startswith("zh") else "en"


def _whose(asked: Mapping[str, str]) -> str:
    """Return whose number it is: the chosen group or repository, else the community."""
    if slug := asked.get("group"):
        group = next((row for row in ask("groups").rows if row["slug"] == slug), None)
        return words.said(group["name"]) if group else slug
    return asked.get("repo", "").rpartition(":")[2] or words.said(community().name)


def _answered(request: HttpRequest, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/svg+xml; charset=utf-8", headers=ELSEWHERE)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["ETag"] = etag
    told = get_conditional_response(request, etag=etag, response=response)
    return told if isinstance(told, HttpResponse) else response

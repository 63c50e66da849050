"""The deck of a meeting, to download as slides or to look at as a page."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from folkmoot.model.errors import BadQuestion
from folkmoot.press.page import page_of, script_of_show
from folkmoot.press.slides import slides_of
from folkmoot.reports.calendar import occurrence
from folkmoot.web.governing.meetings import PLACE
from folkmoot.web.house import house
from folkmoot.web.words import language
from folkmoot.wiring.packs import deck

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@cache
def policy() -> str:
    """Return what the page of a deck may do: it is one file that is also taken along, so its one style and script stand inside."""
    digest = b64encode(sha256(script_of_show().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    )


@require_safe
def given(_request: HttpRequest, group: str, series: str, day: str, form: str) -> HttpResponse:
    """Give the deck in the reader's language."""
    key = f"{group}/{series}/{day}"
    if occurrence(house().homes(), key) is None:  # a deck takes a second: not for whatever somebody types
        raise Http404(key)
    try:
        document = deck(house(), group, date.fromisoformat(day), language(), key=key)
    except (BadQuestion, ValueError) as error:
        raise Http404(key) from error
    if form == "html":
        page = HttpResponse(page_of(document, show=True))
        page["Content-Security-Policy"] = policy()
        return page
    response = HttpResponse(slides_of(document), content_type=SLIDES)
    response["Content-Disposition"] = f'attachment; filename="deck-{group}-{day}-{language()}.pptx"'
    return response


urlpatterns = [
    path(f"{PLACE}deck.pptx", given, {"form": "pptx"}, name="deck-slides"),
    path(f"{PLACE}deck.html", given, {"form": "html"}, name="deck-page"),
]

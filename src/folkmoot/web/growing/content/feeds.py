"""What was published as an Atom feed, and what is planned as a calendar file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from folkmoot.press.calendar import Entry as Event
from folkmoot.press.calendar import Heading, ics
from folkmoot.web import words
from folkmoot.web.feeds import Entry, Feed, atom
from folkmoot.web.house import ask, community, house
from folkmoot.web.middleware import LANGUAGES
from folkmoot.web.moments import minute

NEWEST = "50"
FRESH = 300  # seconds for which a program need not ask again
LASTS = timedelta(minutes=30)


def _base(request: HttpRequest) -> str:
    return house().settings.address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give what was published last as an Atom feed; ``?group=``, ``?channel=``, ``?kind=`` and ``?author=`` narrow it."""
    base = _base(request)
    host, page = urlsplit(base).hostname or "localhost", f"{base}{reverse('content')}"
    chosen = {
        name: said for name in ("group", "channel", "kind", "language", "author") if (said := request.GET.get(name, ""))
    }
    rows = ask("content", state="published", at=minute(), size=NEWEST, **chosen).rows
    entries = [
        Entry(
            f"tag:{host},{row['published_at']:%Y-%m-%d}:content/{row['number']}", words.said(row["title"]), _summary(row),
            row["published_at"], row["url"] or f"{base}{reverse('content-piece', args=[row['number']])}", row["kind"],
        )
        for row in rows
    ]  # fmt: skip
    asked = LANGUAGES.get(request.GET.get("lang", "").lower())
    own = f"{base}{request.get_full_path()}"
    name = words.said(community().name)
    language = "zh-Hans" if words.language() == "zh" else "en"
    content = atom(Feed(own, page, f"{name} · {_('Content')}", name, language), entries)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["Cache-Control"] = (
        f"public, max-age={FRESH}" if asked else "private, no-cache"
    )  # its language may be the reader's
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    kept = get_conditional_response(request, etag=etag, response=response)
    return kept if isinstance(kept, HttpResponse) else response


def _summary(row: Mapping[str, Any]) -> str:
    parts = (words.said(row["kind_name"]), row["author_name"] or "", words.said(row["group_name"]))
    return " · ".join(part for part in parts if part)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Give what is planned and was published as a calendar file; ``?channel=`` and ``?group=`` narrow it."""
    base = _base(request)
    chosen = {name: said for name in ("group", "channel") if (said := request.GET.get(name, ""))}
    rows = ask("content", at=minute(), size="500", **chosen).rows
    title = _("Content of %(name)s") % {"name": words.said(community().name)}
    heading = Heading(
        title, zone=community().zone, url=f"{base}{reverse('content-calendar')}", language=words.language()
    )
    body = ics(heading, [one for row in rows for one in _events(row, base)], house().today())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="content.ics"'
    response["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["Cache-Control"] = f"public, max-age={FRESH}"
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    kept = get_conditional_response(request, etag=etag, response=response)
    return kept if isinstance(kept, HttpResponse) else response


def _events(row: Mapping[str, Any], base: str) -> Iterator[Event]:
    at = row["published_at"] or row["planned_at"]
    if at is None or row["state"] == "dropped":
        return
    channels = ", ".join(words.said(one) for one in row["channels"])
    about = " · ".join(
        part
        for part in (words.said(row["kind_name"]), words.said(row["state_name"]), channels, row["author_name"] or "")
        if part
    )
    yield Event(
        f"content-{row['number']}@folkmoot", words.said(row["title"]), at, at + LASTS, zone="UTC", about=about,
        url=f"{base}{reverse('content-piece', args=[row['number']])}", tags=(row["kind"],),
    )  # fmt: skip


urlpatterns = [
    path("content.atom", feed, name="content-feed"),
    path("calendar/content.ics", calendar, name="content-ics"),
]

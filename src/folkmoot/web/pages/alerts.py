"""Alerts: what should be looked at now, what was told when, and the same as a feed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers

from folkmoot.model.answer import Answer, Column
from folkmoot.model.text import Text
from folkmoot.web import words
from folkmoot.web.feeds import Entry, Feed, atom
from folkmoot.web.house import community, house
from folkmoot.web.middleware import LANGUAGES
from folkmoot.web.page import Page, answer_page
from folkmoot.wiring.alerting import notices, raised_since

SINCE = Column("since_at", Text("Since", "起始"), "moment")
TITLE = Text("Alerts", "告警")
NEWEST = 100


def alerts(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the alerts, the raised ones first, and the notices that were recorded."""
    page = Page("alerts", "alerts/alerts.html", "board-health", own=("state",), also=_with_notices)

    def more(_answer: Answer) -> dict[str, Any]:
        declared = bool(house().charter.alerts)
        return {"tab": "alerts", "declared": declared, "feed": reverse("alerts-feed")}

    return answer_page(request, page, form, more)


def _with_notices(answer: Answer) -> Answer:
    """Return the answer with since when each is raised, and the newest notices as a part."""
    since = raised_since(house())
    rows = tuple(
        {**row, "since_at": since.get((row["id"], row["thing"])) if row["state"] == "raised" else None}
        for row in answer.rows
    )
    columns = (*answer.columns[:-1], SINCE, answer.columns[-1])
    return replace(answer, rows=rows, columns=columns, parts={**answer.parts, "notices": notices(house(), NEWEST)})


def feed(request: HttpRequest) -> HttpResponse:
    """Give the newest notices as an Atom feed, in the language that the address asks for, else in the reader's."""
    base = house().settings.address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    host = urlsplit(base).hostname or "localhost"
    page, language = f"{base}{reverse('alerts')}", words.language()
    told = notices(house(), NEWEST).rows
    entries = [
        Entry(
            f"tag:{host},{row['at']:%Y-%m-%d}:alerts/{row['id']}",
            " · ".join(part for part in (_marked(row), words.said(row["title"]), row["thing"]) if part),
            words.said(row["says"]), row["at"], page, str(row["state"]),
        )
        for row in told
    ]  # fmt: skip
    asked = LANGUAGES.get(request.GET.get("lang", "").lower())
    own = f"{base}{request.path}" + (f"?lang={'zh' if asked.startswith('zh') else 'en'}" if asked else "")
    name = words.said(community().name)
    content = atom(
        Feed(own, page, f"{name} · {words.said(TITLE)}", name, "zh-Hans" if language == "zh" else "en"), entries
    )
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response["Cache-Control"] = "private, no-cache"  # its language may be the reader's
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    kept = get_conditional_response(request, etag=etag, response=response)
    return kept if isinstance(kept, HttpResponse) else response


def _marked(row: Any) -> str:
    return f"{'▲' if row['state'] == 'raised' else '●'} {words.said(row['state_name'])}"

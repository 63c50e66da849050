"""Growth: the levels that people reach, and what is under way in each programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from folkmoot.model.answer import Answer
from folkmoot.reports.growth import PROGRAMMES
from folkmoot.web.links import page_of
from folkmoot.web.moments import minute
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins

SECTION = "growth"
STEPS = {"D0": "", "D1": "D0-D1", "D2": "D1-D2"}


def growth(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show how the community grows, and every programme with what is under way in it."""
    return answer_page(request, Page("growth", "programmes/growth.html", SECTION, fixed={"at": minute()}), form, _more)


def _more(answer: Answer) -> Mapping[str, Any]:
    shares = answer.about["shares"]
    levels = [{**row, "went_on": shares.get(STEPS[str(row["level"])])} for row in answer.parts["levels"].rows]
    named = {row["name"]: row for row in answer.rows}
    cards = [{**named[one.name], "part": answer.parts[one.name], "address": page_of(one.name)} for one in PROGRAMMES]
    return {"levels": levels, "cards": cards, "certificates": reverse("certificates")}


urlpatterns = [*twins("growth/", growth, "growth")]

"""The overview: how the community is doing, at a glance; on a wall with ``?wall=1``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.pages.board import GOALS, goals_of

BESIDE = (
    Beside("board", "board"),
    Beside("answers", "answers"),
    Beside("attention", "attention"),
    GOALS,
)
OVERVIEW = Page("overview", "overview.html", "overview", part="people", since="12m", beside=BESIDE)
WALL = Page(
    "overview", "wall.html", "overview", since="12m", beside=(Beside("board", "board", {"place": "wall"}), GOALS)
)


def overview(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show people, activity and groups over the window, beside the same length of time before."""
    wall = form == "html" and request.GET.get("wall") == "1"
    return answer_page(request, WALL if wall else OVERVIEW, form, goals_of)

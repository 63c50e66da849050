"""Questions and answers: where is asked, what waits, who answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.pages.board import RECENT
from folkmoot.web.twins import twins

SECTION = "questions"


def questions(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show where is asked and how much is answered."""
    return answer_page(request, Page("questions", "questions/questions.html", SECTION, since=RECENT), form)


def beside_group(slug: str) -> Beside:
    """Return what a group's own page asks about its questions."""
    return Beside("questions", "questions", {"group": slug}, since=RECENT)


urlpatterns = twins("questions/", questions, "questions")

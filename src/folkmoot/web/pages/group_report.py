"""A group's yearly report, to print, to keep as Markdown, or to show as slides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from folkmoot.model.errors import BadQuestion
from folkmoot.press.document import Document
from folkmoot.press.markdown import markdown_of
from folkmoot.press.page import page_of
from folkmoot.press.report import document_of
from folkmoot.press.slides import slides_of
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.web.words import language

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
YEARS = 3  # that a group's page offers


@require_safe
def given(_request: HttpRequest, slug: str, year: int, form: str) -> HttpResponse:
    """Give the report of a group's year in the reader's language: as a page, as Markdown without its charts, or as slides."""
    home = house()
    if slug not in home.charter.group_by_slug or not 1990 <= year <= home.today().year:
        raise Http404(f"{slug} {year}")
    try:
        document = document_of(
            "group", home.ask, when=str(year), group=slug, language=language(), community=home.charter.community.name,
            made_at=clock(), today=home.today(),
        )  # fmt: skip
    except BadQuestion as error:
        raise Http404(str(error)) from error
    if form == "html":
        return HttpResponse(page_of(document))
    name = f"{slug}-{year}-{language()}"
    if form == "md":
        response = HttpResponse(_words(document), content_type="text/markdown; charset=utf-8")
    else:
        response = HttpResponse(slides_of(document), content_type=SLIDES)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _words(document: Document) -> str:
    text, _charts = markdown_of(
        replace(document, sections=tuple(replace(one, chart=None) for one in document.sections)), ""
    )
    return text


def years_of(created: date | None, today: date) -> list[int]:
    """Return the years whose reports a group's page offers, the newest first; none before it was founded."""
    first = max(created.year if created else today.year - YEARS + 1, today.year - YEARS + 1)
    return list(range(today.year, first - 1, -1))


urlpatterns = [
    path(f"groups/<str:slug>/report/<int:year>.{form}", given, {"form": form}, name=f"group-report-{form}")
    for form in ("html", "md", "pptx")
]

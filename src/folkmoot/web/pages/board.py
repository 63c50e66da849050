"""The board: the pages of each family of indicators, and of one indicator."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from folkmoot.metrics.indicator import FAMILIES, INDICATORS
from folkmoot.web.house import house
from folkmoot.web.page import Beside, Page, answer_page

RECENT = "12m"


def whole(request: HttpRequest) -> HttpResponse:
    """Lead to the overview, which is the board; what else the address says goes with it."""
    query = request.GET.urlencode()
    return redirect(f"/?{query}" if query else "/")


def family(request: HttpRequest, family: str, form: str = "html") -> HttpResponse:
    """Show every indicator of a family, and what stands behind them."""
    if family not in FAMILIES:
        raise Http404(family)
    page = Page("board", "board/family.html", f"board-{family}", fixed={"family": family}, since=RECENT)
    return answer_page(request, page, form, lambda _answer: {"family": family})


def indicator(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one indicator: its curve, its definition, the same of each group, and what was counted."""
    house()  # opens the workspace, which loads the indicators
    if name not in INDICATORS:
        raise Http404(name)
    page = Page(
        "indicator", "board/indicator.html", f"board-{INDICATORS[name].family}", own=("by",), fixed={"name": name},
        since=RECENT, beside=(Beside("groups", "compare", {"by": "group", "names": name}),),
    )  # fmt: skip
    return answer_page(request, page, form, lambda answer: {"tile": answer.about["tile"], "about": answer.about})

"""The board: the pages of each family of indicators, and of one indicator."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from folkmoot.metrics.indicator import FAMILIES, INDICATORS
from folkmoot.model.answer import Answer
from folkmoot.reports.registry import REPORTS
from folkmoot.web.blocks import REPORTS as FAMILY_REPORTS
from folkmoot.web.blocks import beside_of
from folkmoot.web.house import ask, house
from folkmoot.web.links import PAGES
from folkmoot.web.page import Beside, Page, answer_page

RECENT = "12m"


def whole(request: HttpRequest) -> HttpResponse:
    """Lead to the overview, which is the board; what else the address says goes with it."""
    query = request.GET.urlencode()
    return redirect(f"/?{query}" if query else "/")


TARGETS = Page("targets", "board/targets.html", "board-targets", own=("year", "id", "state", "on"))
GOALS = Beside("targets", "targets")


def targets(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the targets as a tree: how far each is, whether that is enough, and what is done for it."""

    def more(answer: Answer) -> dict[str, Any]:
        one = request.GET.get("id")
        served = any(row["campaigns"] for row in answer.rows)
        return {
            "chosen_year": "" if one else request.GET.get("year") or str(answer.about["today"].year),
            "brought": ask("brought") if served else None,
        }

    return answer_page(request, TARGETS, form, more)


def goals_of(answer: Answer) -> dict[str, Any]:
    """Return the targets that speak of an indicator and of the whole, by the indicator's name."""
    part = answer.parts.get("targets")
    wanted = answer.scope.groups[0] if len(answer.scope.groups) == 1 else ""
    rows = reversed([row for row in part.rows if row["indicator"] and row["group"] == wanted]) if part else ()
    return {"goals": {row["indicator"]: row for row in rows}}


def family_page(family: str) -> Page:
    """Return the page of a family."""
    return Page(
        "board",
        "board/family.html",
        f"board-{family}",
        fixed={"family": family},
        since=RECENT,
        beside=(GOALS, *beside_of(family)),
    )


def family(request: HttpRequest, family: str, form: str = "html") -> HttpResponse:
    """Show every indicator of a family, and what stands behind them."""
    if family not in FAMILIES:
        raise Http404(family)
    return answer_page(request, family_page(family), form, lambda answer: {"family": family, **goals_of(answer)})


def indicator(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one indicator: its curve, its definition, the same of each group, and what was counted."""
    house()  # opens the workspace, which loads the indicators
    if name not in INDICATORS:
        raise Http404(name)
    page = Page(
        "indicator", "board/indicator.html", f"board-{INDICATORS[name].family}", own=("by",), fixed={"name": name},
        since=RECENT, beside=(Beside("groups", "compare", {"by": "group", "names": name}), GOALS),
    )  # fmt: skip
    return answer_page(
        request, page, form, lambda answer: {"tile": answer.about["tile"], "about": answer.about, **goals_of(answer)}
    )


def asked(request: HttpRequest, report: str, form: str = "html") -> HttpResponse:
    """Show any report that has no page of its own, with the options that it takes."""
    house()  # opens the workspace, which loads the reports
    known = REPORTS.get(report)
    if known is None or known.private:
        raise Http404(report)
    if report in PAGES:
        return redirect(PAGES[report])
    own = tuple(known.options)
    section = next((f"board-{family}" for family, names in FAMILY_REPORTS.items() if report in names), "board")
    page = Page(report, "board/asked.html", section, own=own, since=RECENT, paged="page" in known.options)
    return answer_page(request, page, form)


COMPARE = Page(
    "compare", "board/compare.html", "board-compare", own=("by", "names", "step", "sort"), since=RECENT,
)  # fmt: skip


def compare(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show groups, repositories, organisations or periods side by side."""
    chosen = request.GET.getlist("names")
    if len(chosen) > 1:  # boxes that were ticked become one word of the address
        query = request.GET.copy()
        query["names"] = ",".join(chosen)
        return redirect(f"{request.path}?{query.urlencode()}")
    return answer_page(request, COMPARE, form)

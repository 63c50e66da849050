"""How things are judged: the health evaluation, and scores with what would raise them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer
from folkmoot.web.judging import MOST, chosen_things, form_words, score_heads, score_lines, score_radar, sorted_rows
from folkmoot.web.page import Page, answer_page

SECTION = "board-health"
HEALTH = Page("evaluation", "health/evaluation.html", SECTION, own=("id", "state", "dimension"))
SCORES = Page("scores", "health/scores.html", SECTION, own=("id",))


def health(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the evaluation as a report that may be printed: each item with its state, its evidence and what to do."""

    def more(answer: Answer) -> dict[str, Any]:
        known = {row["dimension"]: row for row in answer.parts["dimensions"].rows}
        blocks = [
            {**told, "rows": rows}
            for name, told in known.items()
            if (rows := [row for row in answer.rows if row["dimension"] == name])
        ]
        shown = [row for row in known.values() if row["met"] + row["not_met"] + row["unknown"]]
        return {"blocks": blocks, "dimensions": shown, "about": answer.about, "tab": "health"}

    return answer_page(request, HEALTH, form, more)


def scores(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show groups or repositories by their score: its parts, what would raise it, and a few of them around one centre."""
    ticked = request.GET.getlist("thing")
    if len(ticked) > 1:  # boxes that were ticked become one word of the address
        query = request.GET.copy()
        query["thing"] = ",".join(ticked[:MOST])
        return redirect(f"{request.path}?{query.urlencode()}")

    def more(answer: Answer) -> dict[str, Any]:
        asked, by = (ticked or [""])[0].split(","), request.GET.get("sort", "points")
        link = _kept(request, "id", "group", "repo", "thing")
        things = chosen_things(answer, asked)
        drawn, outlines = score_radar(answer, things)
        parts = [
            {**part, "says": form_words(part), "known": part["indicator"] in INDICATORS}
            for part in answer.about["parts"]
        ]
        return {
            "about": {**answer.about, "parts": parts}, "tab": "scores", "by": by, "radar": drawn, "outlines": outlines,
            "heads": score_heads(answer, by, link), "kept": link, "most": MOST,
            "lines": score_lines(answer, sorted_rows(answer, by), things),
        }  # fmt: skip

    return answer_page(request, SCORES, form, more)


def _kept(request: HttpRequest, *names: str) -> Mapping[str, str]:
    return {name: request.GET[name] for name in names if request.GET.get(name)}

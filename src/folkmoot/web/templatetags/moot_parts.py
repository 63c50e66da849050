"""The larger parts of a page as tags: tables, charts, sparklines, strips, terms, Markdown, the filter bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.model.answer import Answer
from folkmoot.model.event import KINDS
from folkmoot.model.text import Text
from folkmoot.reports.registry import REPORTS
from folkmoot.web import charts, drawing, words
from folkmoot.web.choices import group_choices, organization_choices, repository_choices
from folkmoot.web.filters import PRESETS, Filters
from folkmoot.web.links import window_days
from folkmoot.web.markdown import document_html, document_words
from folkmoot.web.series import activity_series, heat_of, kind_chart, people_chart
from folkmoot.web.tables import Wanted, table_of

COUNTED_BY = (
    ("kind", Text("Kind", "类型")),
    ("person", Text("Person", "人员")),
    ("group", Text("Group", "小组")),
    ("repo", Text("Repository", "仓库")),
    ("org", Text("Organisation", "组织")),
    ("month", Text("Month", "月份")),
    ("week", Text("Week", "周")),
)

register = template.Library()
register.filter("markdown", document_html)
register.filter("words_of_markdown", document_words)
register.filter("spark", drawing.spark)


@register.inclusion_tag("parts/table.html", takes_context=True)
def rows(context: Context, answer: Answer, **options: Any) -> dict[str, Any]:
    """Show an answer as a table: ``only=``, ``without=``, ``sort=`` name columns."""
    filters: Filters = context["filters"]
    sortable = _names(options.get("sort"))
    wanted = Wanted(
        only=_names(options.get("only")),
        without=_names(options.get("without")),
        limit=int(options.get("limit") or 0),
        bars=str(options.get("bars") or ""),
        sort=(lambda name: filters.link(sort=name, page=None)) if sortable else None,
        sortable=sortable,
        sorted_by=filters.own.get("sort", "") or (sortable[0] if sortable else ""),
    )
    table = table_of(answer, wanted, asked=filters.shared, zone=context.get("zone") or "UTC")
    return {"table": table, **{name: options.get(name) for name in ("tall", "stick", "empty")}}


def _names(said: Any) -> tuple[str, ...]:
    return tuple(name.strip() for name in str(said or "").split(",") if name.strip())


@register.inclusion_tag("parts/chart.html", takes_context=True)
def people_over_time(context: Context, answer: Answer, size: str = "half") -> dict[str, Any]:
    """Draw who was new and who came back, month by month."""
    return _chart(context, answer, people_chart(answer, size))


@register.inclusion_tag("parts/chart.html", takes_context=True)
def kinds_over_time(context: Context, answer: Answer, size: str = "half") -> dict[str, Any]:
    """Draw what happened, month by month and kind by kind."""
    return _chart(context, answer, kind_chart(answer, activity_series(answer), size))


def _chart(context: Context, answer: Answer, chart: charts.Chart | None) -> dict[str, Any]:
    return {
        "chart": chart,
        "answer": answer,
        "vega": charts.bundle_version() if chart else "",
        "zone": context.get("zone"),
    }


@register.inclusion_tag("parts/heat.html", takes_context=True)
def heat(context: Context, answer: Answer) -> dict[str, Any]:
    """Draw a person's months as a strip of squares."""
    return {"years": heat_of(answer), "around": context}


@register.inclusion_tag("parts/terms.html", takes_context=True)
def terms(context: Context, roles: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Draw terms over time, the running ones first."""
    today = context["now"].date()
    starts = [start for role in roles if (start := _day(role.get("since")))]
    first = min(starts, default=date(today.year - 1, 1, 1))
    first = date(min(first.year, today.year - 1), 1, 1)
    lines = [
        {**role, "bar": drawing.term_bar(drawing.span(_day(role.get("since")), _day(role.get("until")), first, today))}
        for role in sorted(roles, key=lambda one: (bool(one.get("until")), str(one.get("since") or "")))
    ]
    dated = any(role.get("since") or role.get("until") for role in roles)
    return {"lines": lines, "marks": drawing.year_marks(first, today), "dated": dated, "around": context}


def _day(said: Any) -> date | None:
    if isinstance(said, date):
        return said
    try:
        return date.fromisoformat(str(said)[:10]) if said else None
    except ValueError:
        return None


@register.inclusion_tag("parts/filters.html", takes_context=True)
def filter_bar(context: Context, *without: str) -> dict[str, Any]:
    """Show the filter bar; ``without`` names what this page does not filter by."""
    filters: Filters = context["filters"]
    first, last = window_days(context["answer"].scope)
    return {
        "filters": filters,
        "first": first if not filters.preset else None,
        "last": last if not filters.preset else None,
        "presets": [(key, words.said(title), filters.link(since=key, until=None, page=None)) for key, title in PRESETS],
        "groups": () if "group" in without else group_choices(),
        "repos": () if "repo" in without else repository_choices(),
        "orgs": () if "org" in without else organization_choices(),
        "bots": "bots" not in without,
        "clear": filters.path,
    }


@register.inclusion_tag("parts/evidence.html", takes_context=True)
def evidence(context: Context, answer: Answer, part: str = "") -> dict[str, Any]:
    """Show under an answer what it rests on: definition, source, coverage, freshness, downloads."""
    known = [one.read_at for one in answer.coverage]
    incomplete = [one for one in answer.coverage if not one.complete]
    return {
        "answer": answer,
        "part": part,
        "read_at": answer.fresh_at or max(known, default=None),
        "repos": len({one.repo for one in answer.coverage}),
        "incomplete": incomplete,
        "recorded": answer.name in REPORTS and REPORTS[answer.name].recorded and not answer.coverage,
        "request": context["request"],
        "zone": context.get("zone"),
        "now": context["now"],
    }


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: Context, answer: Answer) -> dict[str, Any]:
    """Show which page of the rows this is, and the ways to the next."""
    filters: Filters = context["filters"]
    found, shown = answer.found or 0, len(answer.rows)
    if found <= shown:
        return {}
    number = int(answer.about.get("page") or 1)
    size = int(answer.about.get("size") or shown)
    first = (number - 1) * size + 1
    return {
        "first": first,
        "last": first + shown - 1,
        "found": found,
        "before": filters.link(page=number - 1 if number > 2 else None) if number > 1 else "",
        "after": filters.link(page=number + 1) if first + shown - 1 < found else "",
    }


@register.simple_tag(takes_context=True)
def without_option(context: Context, name: str) -> str:
    """Return this page's address without one of its own filters."""
    filters: Filters = context["filters"]
    return filters.link(**{name: None, "page": None})


@register.filter
def by_choices(filters: Filters, answer: Answer) -> list[tuple[str, str, str, bool]]:
    """Return the ways to count activity: key, words, address, and whether it is the one in force."""
    current = filters.own.get("by") or str(answer.about.get("by") or "")
    return [(key, words.said(title), filters.link(by=key, page=None), key == current) for key, title in COUNTED_BY]


@register.filter
def kind_choices(_nothing: str) -> list[tuple[str, str]]:
    """Return every kind of event with its name."""
    return [(kind, words.said(title)) for kind, title in KINDS.items()]


@register.simple_tag
def change(value: Any, before: Any) -> SafeString | str:
    """Say how a figure differs from the one before it: a sign, a shape and a share; unknown says nothing."""
    if value is None or before is None:
        return ""
    if not before:
        return _("new: there was none before") if value else _("none before either")
    share = 100 * (float(value) - float(before)) / float(before)
    if abs(share) < 0.5:
        return _("= as before")
    return f"▲ {share:,.0f}%" if share > 0 else f"▼ {-share:,.0f}%"

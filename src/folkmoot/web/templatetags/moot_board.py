"""The board's tags: tiles, what they open, the small curves, and the families."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.metrics.indicator import FAMILIES, INDICATORS
from folkmoot.model.answer import Answer
from folkmoot.model.board import BoardView
from folkmoot.model.text import Text
from folkmoot.web import gauges, words
from folkmoot.web.comparing import compared
from folkmoot.web.drawing import curve, progress
from folkmoot.web.filters import Filters
from folkmoot.web.house import house
from folkmoot.web.links import opened, scope_query
from folkmoot.web.templatetags.moot import around_of

register = template.Library()
register.filter("alone", gauges.alone)


@register.filter
def amount(tile: Mapping[str, Any]) -> str:
    """Return a tile's figure."""
    return gauges.amount(tile.get("value"), str(tile.get("shows")))


@register.filter
def unit(tile: Mapping[str, Any]) -> str:
    """Return the word after a tile's figure."""
    return gauges.unit_of(tile.get("value"), str(tile.get("shows")), tile.get("unit"))


@register.filter
def moved(tile: Mapping[str, Any], than: str) -> gauges.Moved | None:
    """Return how a tile's value moved from what it was."""
    return gauges.moved(tile, than)


@register.filter
def before_words(tile: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a tile's number is held against, in the order in which it is said; once where both are one time."""
    past = [("before", _("just before")), ("year_ago", _("a year ago"))]
    return past[1:] if tile.get("one_past") else past


@register.simple_tag
def small_curve(tile: Mapping[str, Any]) -> SafeString:
    """Draw a tile's months with their scale and its ends; what was not read is shaded."""
    return curve(tile.get("spark") or (), tile.get("unread") or (), says=words.said(tile.get("title")))


@register.filter
def highest(tile: Mapping[str, Any]) -> str:
    """Return the largest number of a tile's curve, the upper end of its scale."""
    known = [number for number in tile.get("spark") or () if number is not None]
    return gauges.amount(max(known), str(tile.get("shows"))) if known else ""


@register.filter
def month_of(periods: Sequence[str], end: str) -> str:
    """Return the first or the last month of a curve, as ``2026-03``."""
    return periods[0 if end == "first" else -1][:7] if periods else ""


@register.simple_tag(takes_context=True)
def gauge_address(context: Context, tile: Mapping[str, Any]) -> str:
    """Return the address of a tile's own page, within this page's scope."""
    filters, of = context.get("filters"), context.get("of")
    around = filters.shared if filters else around_of(context)
    return opened("indicator?name={name}", tile, scope_query(of.scope, around) if of else around)


STEPS = (
    ("week", Text("Week", "周")),
    ("month", Text("Month", "月")),
    ("quarter", Text("Quarter", "季度")),
    ("year", Text("Year", "年")),
)


@register.filter
def steps(filters: Filters) -> list[tuple[str, str, str]]:
    """Return how long a period may be: key, words, address."""
    return [(key, words.said(title), filters.link(by=None if key == "month" else key)) for key, title in STEPS]


@register.filter
def period_steps(filters: Filters) -> list[tuple[str, str, str]]:
    """Return how long a compared period may be: key, words, address."""
    return [(key, words.said(title), filters.link(step=None if key == "quarter" else key)) for key, title in STEPS]


@register.filter
def period_curves(answer: Answer) -> list[dict[str, Any]]:
    """Return a curve for each compared number, its oldest period first."""
    rows = list(reversed(answer.rows))
    return [
        {
            **one,
            "spark": [row[one["name"]] for row in rows],
            "periods": [row["thing"] for row in rows],
            "unread": [one["name"] in row["unread"] for row in rows],
        }
        for one in answer.about["indicators"]
    ]


@register.simple_tag(takes_context=True)
def counted_address(context: Context, tile: Mapping[str, Any]) -> str:
    """Return the address of what a tile counted; "" where nothing lists it."""
    said = str(tile.get("opens") or "")
    return opened(said, tile, around_of(context)) if said else ""


@register.filter
def is_evidence(address: str) -> bool:
    """Return whether an address opens beside the page: single events do."""
    return address.startswith("/events/")


@register.filter
def gap(tile: Mapping[str, Any]) -> str:
    """Return by how much a tile's number differs from the one beside it."""
    beside = tile.get("beside") or {}
    shows = str(tile.get("shows"))
    found = beside.get("gap")
    unit_word = gauges.unit_of(found, shows, tile.get("unit"))
    return f"{gauges.amount(found, shows)} {unit_word}".strip()


@register.filter
def is_board(section: str) -> bool:
    """Return whether a section stands under the overview."""
    return str(section).startswith("board-")


@register.simple_tag(takes_context=True)
def board_path(context: Context, family: str) -> str:
    """Return the address of a family's page with this page's filters."""
    return next(address for address, _title, section in board_places(context) if section == f"board-{family}")


@register.simple_tag(takes_context=True)
def board_places(context: Context) -> list[tuple[str, str, str]]:
    """Return the pages under the overview: address with this page's filters, title, section."""
    filters = context.get("filters")
    query = urlencode({name: value for name, value in filters.shared.items() if value}) if filters else ""
    tail = f"?{query}" if query else ""
    places = [(reverse("family", args=[name]), words.said(title), f"board-{name}") for name, title in FAMILIES.items()]
    places += [(reverse("targets"), _("Targets"), "board-targets"), (reverse("compare"), _("Compare"), "board-compare")]
    places.append((reverse("health"), _("Health"), "board-health"))
    return [(f"{address}{tail}", title, section) for address, title, section in places]


SHAPES = {
    "reached": ("●", "good"), "ahead": ("▲", "good"), "on_pace": ("●", "good"), "behind": ("▼", "bad"),
    "missed": ("○", "bad"), "not_begun": ("◌", ""), "unknown": ("◌", ""),
    "risk": ("▲", "bad"), "watch": ("◐", "warn"), "fine": ("●", "good"),
}  # fmt: skip


@register.filter
def state_shape(state: str) -> str:
    """Return the shape of a target's state."""
    return SHAPES.get(state, ("◌", ""))[0]


@register.filter
def state_class(state: str) -> str:
    """Return the colour of a target's state; its shape and word say the same."""
    return SHAPES.get(state, ("◌", ""))[1]


@register.filter
def goal_class(goal: Mapping[str, Any]) -> str:
    """Return the colour of a target: what is on pace and will hardly be met is no good news."""
    css = state_class(str(goal.get("state")))
    return "warn" if css == "good" and goal.get("likely") == "hardly" and goal.get("state") != "reached" else css


@register.simple_tag
def goal_bar(goal: Mapping[str, Any]) -> SafeString:
    """Draw how far a target is, with a mark where it should be by now."""
    start, end, due = goal.get("start"), goal.get("goal"), goal.get("expected")
    mark = None
    if start is not None and end is not None and due is not None and end != start:
        mark = (float(due) - float(start)) / (float(end) - float(start))
    return progress(goal.get("share"), mark, goal_class(goal))


@register.filter
def goal_figure(goal: Mapping[str, Any]) -> str:
    """Return what is to be reached, with its unit."""
    unit_word = gauges.unit_of(goal.get("goal"), str(goal.get("shows")), goal.get("unit"))
    return f"{goal_part(goal, 'goal')} {unit_word}".strip()


@register.filter
def goal_part(goal: Mapping[str, Any], name: str) -> str:
    """Return one of a target's numbers."""
    return gauges.amount(goal.get(name), str(goal.get("shows")))


@register.simple_tag
def goal_address(goal: Mapping[str, Any]) -> str:
    """Return the address of a target's own page."""
    return f"{reverse('targets')}?{urlencode({'id': goal['id']})}"


PRESSING = ("missed", "behind", "on_pace", "ahead", "unknown", "reached", "not_begun")


@register.filter
def pressing(goals: Sequence[Mapping[str, Any]], most: int) -> list[Mapping[str, Any]]:
    """Return the targets that count something themselves, those first that will hardly be met."""
    own = [goal for goal in goals if goal.get("measure")]
    worst = sorted(own, key=lambda goal: (goal.get("likely") != "hardly", PRESSING.index(str(goal.get("state")))))
    return worst[:most]


@register.simple_tag
def goal_now(goal: Mapping[str, Any]) -> str:
    """Say how much there is of how much."""
    shows = str(goal.get("shows"))
    return _("%(now)s of %(goal)s") % {"now": gauges.amount(goal.get("value"), shows), "goal": goal_figure(goal)}


@register.filter
def years(filters: Filters, answer: Answer) -> list[tuple[str, str, str]]:
    """Return the years whose targets may be looked at: key, words, address."""
    this = answer.about["today"].year
    near = [str(year) for year in (this - 1, this, this + 1)]
    return [(year, year, filters.link(year=year, id=None)) for year in near] + [
        ("all", _("Every year"), filters.link(year="all", id=None))
    ]


@register.inclusion_tag("parts/table.html", takes_context=True)
def comparison(context: Context, answer: Answer) -> dict[str, Any]:
    """Show a comparison as a table."""
    return {"table": compared(answer, context["filters"], context.get("zone") or "UTC"), "stick": True}


COMPARED = (
    ("group", Text("Groups", "小组")),
    ("repo", Text("Repositories", "代码仓")),
    ("org", Text("Organisations", "组织")),
    ("period", Text("Periods", "时段")),
)


@register.filter
def things(filters: Filters, by: str) -> list[tuple[str, str, str, bool]]:
    """Return what may be compared: key, words, address, and whether it is what is."""
    return [(key, words.said(title), filters.link(by=key, sort=None), key == by) for key, title in COMPARED]


@register.filter
def indicator_choices(chosen: Sequence[str]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return every indicator by family: name, title, and whether it is chosen."""
    return [
        (
            words.said(title),
            [(one.name, words.said(one.title), one.name in chosen) for one in INDICATORS.values() if one.family == key],
        )
        for key, title in FAMILIES.items()
        if any(one.family == key for one in INDICATORS.values())
    ]


@register.simple_tag
def kept_views() -> Sequence[BoardView]:
    """Return the views that the charter keeps for everybody, to be found on every page of the board."""
    return house().charter.board.views


@register.filter
def view_id(filters: Filters) -> str:
    """Return a short name for a page with its filters, as a kept view has one."""
    said = "-".join([*filters.path.strip("/").split("/"), *filters.shared.values(), *filters.own.values()])
    name = re.sub(r"[^a-z0-9.]+", "-", said.lower()).strip("-.")
    return name[:60].strip("-.") or "overview"


@register.filter
def indicators_of(metric: str) -> list[tuple[str, str]]:
    """Return the name and the title of the indicators that have a metric's definition."""
    return [(one.name, words.said(one.title)) for one in INDICATORS.values() if one.metric.name == metric]


@register.simple_tag(takes_context=True)
def embed_code(context: Context, name: str) -> dict[str, str]:
    """Return what shows an indicator elsewhere: the addresses of its pictures with this page's filters, and Markdown."""
    request, filters = context["request"], context["filters"]
    query = urlencode({**filters.shared, "lang": words.language()})
    tile, badge = (f"{reverse(kind, args=[name])}?{query}" for kind in ("tile", "badge"))
    page = request.build_absolute_uri(filters.link())
    title = words.said(INDICATORS[name].title)
    return {"tile": tile, "badge": badge, "markdown": f"[![{title}]({request.build_absolute_uri(tile)})]({page})"}

"""Tags of the calendar's pages: days in words, states of meetings, addresses of calendar files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.reports.filling import month_name
from folkmoot.web import words
from folkmoot.web.filters import Filters

register = template.Library()

WEEKDAYS = (
    Text("Mon", "周一"), Text("Tue", "周二"), Text("Wed", "周三"), Text("Thu", "周四"), Text("Fri", "周五"),
    Text("Sat", "周六"), Text("Sun", "周日"),
)  # fmt: skip
STATES = {"planned": "", "cancelled": "bad", "moved": "warn", "added": "accent"}
SHAPES = {"planned": "", "cancelled": "○", "moved": "↷", "added": "+"}
BY_DAY = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


@register.filter
def next_meeting(answer: Answer | None) -> Mapping[str, Any] | None:
    """Return the next meeting of an answer of the report ``meetings`` that takes place."""
    ahead = [row for one in answer.about["series"] for row in one["next"] if not row["cancelled"]] if answer else []
    return min(ahead, key=lambda row: row["starts_at"], default=None)


@register.filter
def weekdays(_nothing: str) -> list[str]:
    """Return the names of the days, Monday first."""
    return [words.said(one) for one in WEEKDAYS]


@register.filter
def day_words(day: date) -> str:
    """Return a day with its weekday: ``Tue 24 Nov``, ``11 月 24 日 周二``."""
    weekday = words.said(WEEKDAYS[day.weekday()])
    if words.language() == "zh":
        return f"{day.month} 月 {day.day} 日 {weekday}"
    return f"{weekday} {day.day} {day:%b}"


@register.filter
def month_words(day: date) -> str:
    """Return a month in words."""
    return words.said(month_name(day))


@register.filter
def near_words(day: date, today: date) -> str:
    """Return ``today`` or ``tomorrow`` for these two days, else nothing."""
    if day == today:
        return _("today")
    return _("tomorrow") if day - today == timedelta(days=1) else ""


@register.filter
def meeting_class(state: str) -> str:
    """Return the colour of a meeting's state; a shape and a word say the same."""
    return STATES.get(state, "")


@register.filter
def meeting_shape(state: str) -> str:
    """Return the shape of a meeting's state."""
    return SHAPES.get(state, "")


@register.filter
def shifted(row: Mapping[str, Any]) -> str:
    """Return the day at UTC where it is not the day that is shown: ``Mon``."""
    return words.said(WEEKDAYS[row["utc_day"].weekday()]) if row["utc_day"] != row["day"] else ""


@register.filter
def own_time(row: Mapping[str, Any]) -> str:
    """Return what the clocks of the series' own zone show."""
    day = words.said(WEEKDAYS[row["own_day"].weekday()])
    return (
        f"{day} {row['own_clock']} {row['zone']}"
        if row["own_day"] != row["day"]
        else f"{row['own_clock']} {row['zone']}"
    )


@register.filter
def rule_words(series: Mapping[str, Any]) -> str:
    """Return a simple rule in words: ``every two weeks on Tue``; nothing for any other, whose dates speak for themselves."""
    parts = dict(part.split("=", 1) for part in str(series.get("rule") or "").split(";") if "=" in part)
    if set(parts) - {"FREQ", "INTERVAL", "BYDAY", "WKST"} or not parts.get("INTERVAL", "1").isdigit():
        return ""
    said, every = parts.get("BYDAY", ""), int(parts.get("INTERVAL", "1"))
    days = [words.said(WEEKDAYS[BY_DAY[one]]) for one in said.split(",") if one in BY_DAY]
    if parts.get("FREQ") == "WEEKLY" and days:
        listed = _(", ").join(days)
        if every == 1:
            return _("every week on %(days)s") % {"days": listed}
        return _("every %(n)s weeks on %(days)s") % {"n": every, "days": listed}
    number, day = said[:-2], said[-2:]
    if parts.get("FREQ") == "MONTHLY" and every == 1 and day in BY_DAY and number in NTH:
        return _("every month on the %(nth)s %(day)s") % {
            "nth": words.said(NTH[number]),
            "day": words.said(WEEKDAYS[BY_DAY[day]]),
        }
    return ""


NTH = {"1": Text("first", "第一个"), "2": Text("second", "第二个"), "3": Text("third", "第三个"), "4": Text("fourth", "第四个"),
       "-1": Text("last", "最后一个")}  # fmt: skip


@register.filter
def calendar_view(filters: Filters, view: str) -> str:
    """Return the address of the calendar as a list or as a month."""
    return filters.link(
        view=view if view != "list" else None, month=filters.own.get("month") if view == "month" else None
    )


@register.filter
def calendar_month(filters: Filters, month: str) -> str:
    """Return the address of the calendar at another month; "" for now."""
    return filters.link(month=month or None)


@register.simple_tag(takes_context=True)
def webcal(context: Context, address: str) -> SafeString:
    """Return the address under which a calendar program subscribes: ``webcal://`` with the portal's own host."""
    request: HttpRequest = context["request"]
    return format_html("webcal://{}{}", request.get_host(), address)


@register.simple_tag(takes_context=True)
def whole(context: Context, address: str) -> str:
    """Return an address with scheme and host, to be copied."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(address)

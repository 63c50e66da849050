"""What is judged, as pages say it: the lines of a score's table, which things its radar shows, what an alert compares with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer
from folkmoot.web import gauges, words
from folkmoot.web.drawing import bar
from folkmoot.web.links import opened
from folkmoot.web.radar import LEAST, Outline, radar

MOST = 4  # things on one radar: more cannot be told apart
USUAL = 3
NOTED = 0.1  # points; less says nothing
Row = Mapping[str, Any]

SHAPES = {
    "met": ("●", "good"),
    "not_met": ("○", "bad"),
    "unknown": ("◌", ""),
    "raised": ("▲", "bad"),
    "silent": ("●", "good"),
    "over": ("●", "good"),
}


def shape_of(state: str) -> tuple[str, str]:
    """Return the shape and the colour of a state; its word stands beside it."""
    return SHAPES.get(state, ("◌", ""))


def states_bar(counts: Mapping[str, int]) -> SafeString:
    """Draw how many are met, not met and unknown as one bar; the words stand beside it."""
    whole = sum(counts.get(state, 0) for state in ("met", "not_met", "unknown"))
    if not whole:
        return SafeString("")
    parts, x = [], 0.0
    for state in ("met", "not_met", "unknown"):
        width = 100 * counts.get(state, 0) / whole
        if width:
            parts.append((state.replace("_", "-"), f"{x:.2f}", f"{max(0.5, width - 0.8):.2f}"))
        x += width
    return format_html(
        '<svg class="bar-cell states" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join("", '<rect class="state-{}" x="{}" y="1" width="{}" height="6"/>', parts),
    )


def chosen_things(answer: Answer, asked: Sequence[str]) -> list[str]:
    """Return the things on the radar: those that were asked for and exist, else the first three of which enough is known."""
    known = [str(row["thing"]) for row in answer.rows]
    wanted = [thing for thing in dict.fromkeys(asked) if thing in known]
    return wanted[:MOST] or known[:USUAL]


def sorted_rows(answer: Answer, by: str) -> list[Row]:
    """Return the rows by a column, the highest first and the unknown last; by name from its beginning."""
    if by == "name":
        return sorted(answer.rows, key=lambda row: words.said(row["name"]).lower())
    names = {"points", *(part["indicator"] for part in answer.about["parts"])}
    if by not in names:
        return list(answer.rows)
    return sorted(answer.rows, key=lambda row: (row[by] is None, -(row[by] or 0.0), words.said(row["name"]).lower()))


def score_lines(answer: Answer, rows: Sequence[Row], things: Sequence[str]) -> list[dict[str, Any]]:
    """Return each row of a score's table as words, bars and addresses."""
    per = "group?id={thing}" if answer.about["per"] == "group" else "activity?repo={thing}"
    return [
        {
            "thing": row["thing"], "name": row["name"], "address": opened(per, row, {}), "points": row["points"],
            "bar": bar(row["points"], 100), "series": things.index(row["thing"]) + 1 if row["thing"] in things else 0,
            "parts": [_part(row, part) for part in answer.about["parts"]],
            "raise": [_("%(title)s: +%(n)s points") % {"title": words.said(one["title"]), "n": _points(one["points"])}
                      for one in row["raise"] if one["points"] >= NOTED],
            "unknown": [words.said(name) for name in row["unknown"]], "known": row["known"],
        }
        for row in rows
    ]  # fmt: skip


def _points(points: float) -> str:
    return f"{points:.0f}" if points >= 1 else f"{points:.1f}"


def _part(row: Row, part: Mapping[str, Any]) -> dict[str, Any]:
    name, shows = part["indicator"], part["shows"]
    value, told = row.get(f"{name}_value"), row.get(name)
    return {
        "value": None if value is None else gauges.amount(value, shows),
        "unit": gauges.unit_of(value, shows, part["unit"]) if shows in ("hours", "days") else "",
        "share": told, "bar": bar(told, 1.0), "title": words.said(part["title"]),
    }  # fmt: skip


def score_radar(answer: Answer, things: Sequence[str]) -> tuple[SafeString, list[Outline]]:
    """Return the radar of those things and its outlines, for the key; nothing where it would enclose nothing."""
    parts = answer.about["parts"]
    by_thing = {row["thing"]: row for row in answer.rows}
    drawn = [
        Outline(words.said(by_thing[thing]["name"]), [by_thing[thing].get(part["indicator"]) for part in parts], place)
        for place, thing in enumerate(things, start=1)
    ]
    if len(parts) < LEAST or not any(part is not None for one in drawn for part in one.parts):
        return SafeString(""), []
    axes = [words.said(part["title"]) for part in parts]
    says = "; ".join(
        f"{one.name}: " + ", ".join(f"{axis} {_('unknown') if part is None else f'{100 * part:.0f}'}"
                                    for axis, part in zip(axes, one.parts, strict=True))
        for one in drawn
    )  # fmt: skip
    return radar(axes, drawn, says), drawn


def form_words(part: Mapping[str, Any]) -> str:
    """Say how a value becomes a number from 0 to 1."""
    told = {"n": f"{part['cap']:,g}" if part["cap"] else "1"}
    return {
        "log": _("the first ones count most; full from %(n)s on"), "linear": _("evenly; full from %(n)s on"),
        "inverse": _("the less the better; half at %(n)s"), "share": _("the share itself"),
    }[part["form"]] % told  # fmt: skip


def score_heads(answer: Answer, by: str, link: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the heads of the parts: words, weight, and the address that sorts by each."""
    return [
        {"title": words.said(part["title"]), "weight": f"{part['weight']:g}", "current": by == part["indicator"],
         "address": f"?{urlencode({**link, 'sort': part['indicator']})}", "form": form_words(part)}
        for part in answer.about["parts"]
    ]  # fmt: skip


def bound_words(row: Row) -> str:
    """Say what an alert compares with; "" where it compares with nothing."""
    bound, rule = row.get("bound"), str(row.get("rule") or "")
    if bound is None:
        return ""
    if rule in ("falls", "rises"):
        told = f"{100 * bound:.0f}%"
        return (_("falls by %(n)s") if rule == "falls" else _("rises by %(n)s")) % {"n": told}
    if rule == "stale":
        return _("older than %(n)s days") % {"n": f"{bound:.0f}"}
    if rule == "promise":
        return _("longer than %(n)s hours") % {"n": f"{bound:g}"}
    told = _measured(row, bound)
    return (_("above %(n)s") if rule == "above" else _("below %(n)s")) % {"n": told}


def value_words(row: Row) -> str:
    """Say the number that an alert watches, with its unit; "" where it is unknown."""
    value = row.get("value")
    if value is None:
        return ""
    return _("%(n)s days") % {"n": f"{value:.0f}"} if row.get("rule") == "stale" else _measured(row, value)


def _measured(row: Row, value: float) -> str:
    indicator = INDICATORS.get(str(row.get("indicator") or "change_first_response"))
    if indicator is None:
        return words.figure(value)
    unit = gauges.unit_of(value, indicator.shows, indicator.unit)
    return f"{gauges.amount(value, indicator.shows)} {unit}".strip()


def channel_words(channel: str) -> str:
    """Say how somebody is told."""
    form, _colon, name = channel.partition(":")
    return {"atom": _("feed"), "mail": _("mail: %(name)s"), "hook": _("message: %(name)s")}.get(form, channel) % {
        "name": name
    }

"""Tags of a meeting's page: stages, seats, marks, the quorum's bar, action items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from folkmoot.model.action_item import STATES as ACTION_STATES
from folkmoot.model.agenda import BRINGS
from folkmoot.model.answer import Answer
from folkmoot.model.event import stable_id
from folkmoot.model.rollcall import STATES
from folkmoot.model.text import Text
from folkmoot.press.minutes import LINKS
from folkmoot.web import words
from folkmoot.web.choices import group_choices
from folkmoot.web.filters import Filters

register = template.Library()

STAGES = {
    "open": "accent",
    "approved": "good",
    "published": "good",
    "cancelled": "bad",
    "drafted": "warn",
    "closed": "warn",
}
SEATS = {
    "present": ("●", "good"),
    "absent": ("○", "bad"),
    "excused": ("◌", "quiet"),
    "proxy": ("◐", "quiet"),
    "unmarked": ("·", "quiet"),
}
GONE = Text("left", "已离开")
MARKS = ("present", "absent", "excused")
LEFT = Text("Has left", "已离开")
OVERDUE, EVERY = Text("overdue", "逾期"), Text("all", "全部")


@register.filter
def stage_class(stage: str) -> str:
    """Return the colour of a meeting's stage; its word stands in it."""
    return STAGES.get(stage, "")


@register.filter
def due_name(kind: str) -> str:
    """Return what kind of thing is due."""
    return words.said(BRINGS.get(kind, Text(kind, kind)))


@register.filter
def topic_number(ref: str) -> str:
    """Return the number of a topic that somebody proposed; "" for other lines."""
    kind, _, number = str(ref).partition(":")
    return number if kind == "topic" else ""


@register.filter
def typed_in(typed: Mapping[str, str], name: str) -> dict[str, str]:
    """Return what was typed in both languages into a field of the form that failed, which is the one with these fields."""
    return {side: str(typed.get(f"{name}_{side}", "")) for side in ("en", "zh")} if typed else {}


@register.filter
def typed_side(typed: Mapping[str, str], side: str) -> str:
    """Return one language of it."""
    return typed.get(side, "")


@register.filter
def seat_id(row: Mapping[str, Any]) -> str:
    """Return the id of a seat's state on the page: the live roll call is put there."""
    return f"seat-{slugify(str(row['person'])) or 'guest'}-{stable_id(str(row['person'] or row['name']))[:8]}"


@register.filter
def seat_shape(row: Mapping[str, Any]) -> str:
    """Return the shape of somebody's state; a word stands beside it."""
    return "◌" if _gone(row) else SEATS.get(str(row["state"]), ("·", ""))[0]


@register.filter
def seat_class(row: Mapping[str, Any]) -> str:
    """Return the colour of somebody's state."""
    return "quiet" if _gone(row) else SEATS.get(str(row["state"]), ("·", "quiet"))[1]


@register.filter
def seat_words(row: Mapping[str, Any]) -> str:
    """Return somebody's state in words."""
    return words.said(GONE if _gone(row) else row["state_name"])


def _gone(row: Mapping[str, Any]) -> bool:
    return row["state"] == "present" and not row["here"]


@register.filter
def mark_choices(row: Mapping[str, Any], about: Mapping[str, Any]) -> list[tuple[str, Text]]:
    """Return how somebody may be marked: who is there may have left, who left may be back."""
    found = [(state, STATES[state]) for state in MARKS if not (row["guest"] and state != "present")]
    if row["now"] and not about["closed_at"]:
        found.append(("left", LEFT))
    if row["guest"]:
        found.append(("unmarked", Text("Remove", "移除")))
    return found


@register.filter
def is_marked(row: Mapping[str, Any], state: str) -> bool:
    """Return whether this is how somebody is marked."""
    return bool(row["state"] == state and (state != "present" or row["here"]))


@register.simple_tag(takes_context=True)
def clock_of(context: Context, value: datetime) -> SafeString:
    """Show the time of day of a moment in the community's zone."""
    local = value.replace(tzinfo=UTC).astimezone(ZoneInfo(context.get("zone") or "UTC"))
    return format_html('<time datetime="{}Z">{}</time>', value.isoformat(), local.strftime("%H:%M"))


@register.simple_tag
def quorum_line(quorum: Mapping[str, Any]) -> SafeString:
    """Draw who counts as a part of those who decide, with a stroke where the quorum is; the words say the same."""
    whole = quorum["electors"] or 1
    width = 100.0 * min(quorum["counted"], whole) / whole
    needed = quorum["needed"]
    stroke = format_html('<path class="vote-line" d="M{},0v16"/>', f"{100.0 * needed / whole:.2f}") if needed else ""
    return format_html(
        '<svg class="vote-bar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-back" y="3" width="100" height="10"/><rect class="vote-here" y="3" width="{}" height="10"/>{}</svg>',
        f"{width:.2f}",
        stroke,
    )


@register.filter
def meeting_path(key: str) -> str:
    """Return the address of a meeting's page."""
    return f"/meetings/{quote(str(key))}/"


@register.filter
def without_anchor(address: str) -> str:
    """Return an address without the place on its page."""
    return str(address).partition("#")[0]


@register.filter
def short_link(address: str) -> str:
    """Return an address as it is read: its host and path, cut where it is long."""
    parts = urlsplit(str(address))
    said = f"{parts.netloc}{parts.path}".rstrip("/") or str(address)
    return said if len(said) <= 40 else f"{said[:39]}…"


@register.filter
def link_title(title: str, kind: str) -> str:
    """Return what to call a link: its title, else what it is."""
    return words.said(LINKS[kind]) if title == kind and kind in LINKS else str(title)


@register.filter
def action_states(answer: Answer, filters: Filters) -> list[tuple[str, str, int, str]]:
    """Return the states to choose from: key, words, how many, address."""
    names = {**ACTION_STATES, "overdue": OVERDUE, "all": EVERY}
    return [
        (key, words.said(names[key]), count, filters.link(state=None if key == "open" else key, page=None))
        for key, count in answer.about["states"].items()
    ]


@register.inclusion_tag("meetings/choose_group.html")
def choose_group(filters: Filters) -> dict[str, Any]:
    """Offer the groups."""
    return {"groups": group_choices(), "chosen": filters.shared.get("group", "")}


@register.filter
def in_reading_order(says: Text) -> list[tuple[str, str, bool]]:
    """Return the languages in which there are words, the page's own first: tag, words, whether it is the one to read."""
    sides = {"en": says.en, "zh-Hans": says.zh}
    own = "zh-Hans" if words.language() == "zh" else "en"
    known = [(tag, said) for tag, said in sorted(sides.items(), key=lambda one: one[0] != own) if said]
    return [(tag, said, number == 0) for number, (tag, said) in enumerate(known)]

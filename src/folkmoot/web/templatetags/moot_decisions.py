"""Tags of the pages on which a community decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.model.answer import Answer
from folkmoot.model.proposal import STATES as PROPOSAL_STATES
from folkmoot.model.text import Text
from folkmoot.reports.proposals import named
from folkmoot.rules import telling_votes as say
from folkmoot.web import words
from folkmoot.web.filters import Filters

register = template.Library()

SECTIONS = frozenset(
    {"motions", "meetings", "actions", "elections", "rounds", "ladders", "proposals", "talks", "releases"}
)
"""The sections below "Decisions"."""
STATES = {
    "open": ("◐", "accent"), "passed": ("●", "good"), "failed": ("○", "bad"), "lapsed": ("◌", "warn"), "withdrawn": ("◌", ""),
}  # fmt: skip
VOTES = {"yes": ("●", "good"), "no": ("○", "bad"), "abstain": ("◌", ""), "voted": ("●", ""), "recused": ("–", "")}
PROPOSALS = {
    "provisional": ("◐", "accent"), "draft": ("◌", ""), "implementable": ("●", "good"), "implemented": ("●", "good"),
    "deferred": ("◌", "warn"), "rejected": ("○", "bad"), "withdrawn": ("◌", ""), "replaced": ("◌", ""),
}  # fmt: skip
AUTHORISED: Mapping[str, Text] = {
    "round": Text("Selection round", "选拔"), "review": Text("Review", "复核"), "person": Text("Who", "人员"),
    "role": Text("Role", "角色"), "group": Text("Group", "小组"), "proposal": Text("Proposal", "提案"),
    "status": Text("New state", "新状态"), "from": Text("State before", "原状态"), "lead": Text("Lead", "负责人"),
    "becomes": Text("Becomes", "变为"), "into": Text("Merged into", "并入"),
}  # fmt: skip
ABOUT: Mapping[str, tuple[str, Text]] = {
    "round": ("/rounds/{}/", Text("Selection round {it}", "第 {it} 次选拔")),
    "review": ("/rounds/reviews/{}/", Text("Review {it}", "第 {it} 次复核")),
    "minutes": ("/meetings/{}/#minutes", Text("The minutes of {it}", "{it} 的会议纪要")),
    "meeting": ("/meetings/{}/#decisions", Text("The meeting {it}", "会议 {it}")),
    "proposal": ("/proposals/{}/", Text("The proposal {it}", "提案 {it}")),
    "sig": ("/founding/?q={}", Text("The application of {it}", "{it} 的成立申请")),
    "fate": ("/lifecycle/{}/", Text("What becomes of {it}", "{it} 的变更")),
}
SEGMENTS = ("yes", "no", "abstain")
BAR = 100.0


@register.filter
def is_decision(section: str) -> bool:
    """Return whether a section stands under the decisions."""
    return section in SECTIONS


@register.filter
def authorised_name(name: str) -> str:
    """Return what a part of the change is called that follows when a motion passes."""
    return words.said(AUTHORISED.get(name, Text(name, name)))


@register.filter
def about_page(about: str) -> tuple[str, Text] | None:
    """Return the page of what a motion is about, and its name; None where it has no page."""
    kind, _colon, rest = about.partition(":")
    first = rest.split(":")[0].split("#")[0]
    if kind not in ABOUT or not first:
        return None
    path, name = ABOUT[kind]
    if kind == "fate":  # the group and the number of what is asked
        first, _slash, rest = first.rpartition("/")
        return path.format(quote(rest)), name.filled(it=first)
    return path.format(quote(first)), name.filled(it=first)


@register.filter
def motion_shape(state: str) -> str:
    """Return the shape of a motion's state; a word stands beside it."""
    return STATES.get(state, ("◌", ""))[0]


@register.filter
def motion_class(state: str) -> str:
    """Return the colour of a motion's state."""
    return STATES.get(state, ("◌", ""))[1]


@register.filter
def proposal_shape(state: str) -> str:
    """Return the shape of a proposal's state; a word stands beside it."""
    return PROPOSALS.get(state, ("?", ""))[0]


@register.filter
def proposal_class(state: str) -> str:
    """Return the colour of a proposal's state."""
    return PROPOSALS.get(state, ("", ""))[1]


@register.filter
def proposal_states(answer: Answer) -> list[tuple[str, Text, int]]:
    """Return the states in which there are proposals: key, name, how many."""
    return [
        (key, named(PROPOSAL_STATES.get(key)), number) for key, number in answer.about["states"].items() if number
    ]  # fmt: skip


@register.filter
def vote_shape(vote: str) -> str:
    """Return the shape of somebody's vote; nothing for who has none."""
    return VOTES.get(vote, ("", ""))[0]


@register.filter
def vote_class(vote: str) -> str:
    """Return the colour of somebody's vote."""
    return VOTES.get(vote, ("", ""))[1]


@register.filter
def motions_in(filters: Filters, state: str) -> str:
    """Return the address of the list with one state chosen; "" for all of them."""
    return filters.link(state=state or None, page=None)


@register.filter
def motion_states(answer: Answer) -> list[tuple[str, str, int]]:
    """Return the states in which there are motions: key, words, how many."""
    found = answer.about["states"]
    return [(key, words.said(say.WORDS[key]), number) for key, number in found.items() if number or key == "open"]


@register.filter
def deciding_groups(answer: Answer) -> list[tuple[str, str]]:
    """Return the groups that have motions: slug and name."""
    return [(slug, words.said(name)) for slug, name in answer.about["groups"].items()]


@register.filter
def stage_steps(about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every stage of a motion in its order: where it was, where it is, where it may still go."""
    steps: list[dict[str, Any]] = []
    words_of = {"decided": _("decided"), "no quorum": _("no quorum")}
    for number, (channel, said) in enumerate(zip(about["channels"], about["stages"], strict=True)):
        span = about["spans"][number] if number < len(about["spans"]) else {}
        ended = words_of.get(str(span.get("ended")), "")
        now = bool(span) and not ended and not about["ended"]
        shape = "●" if span.get("ended") == "decided" else "◐" if now else "○" if span else "◌"
        steps.append(
            {"name": say.CHANNELS[channel], "now": now, "ended": ended, "words": said, "shape": shape,
             "ends_at": span.get("ends_at") if now else None}
        )  # fmt: skip
    return steps


@register.simple_tag
def vote_bar(bars: Mapping[str, Any]) -> SafeString:
    """Draw the votes as parts of the electorate, with a stroke where the threshold is; the words beside it say the same."""
    whole, place = bars["electors"] or 1, 0.0
    parts = []
    for name in SEGMENTS:
        width = BAR * (bars[name] or 0) / whole
        parts.append((name, f"{place:.2f}", f"{width:.2f}"))
        place += width
    drawn = format_html_join("", '<rect class="vote-{}" x="{}" y="3" width="{}" height="10"/>', parts)
    return _drawn(drawn, bars["line"])


@register.simple_tag
def quorum_bar(bars: Mapping[str, Any]) -> SafeString:
    """Draw who takes part as a part of the electorate, with a stroke where the quorum is."""
    width = BAR * bars["here"] / (bars["electors"] or 1)
    return _drawn(
        format_html('<rect class="vote-here" y="3" width="{}" height="10"/>', f"{width:.2f}"), bars["quorum_line"]
    )


def _drawn(parts: SafeString, line: float | None) -> SafeString:
    stroke = (
        format_html('<path class="vote-line" d="M{},0v16"/>', f"{min(line, 1.0) * BAR:.2f}") if line is not None else ""
    )
    return format_html(
        '<svg class="vote-bar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-back" y="3" width="100" height="10"/>{}{}</svg>',
        parts,
        stroke,
    )

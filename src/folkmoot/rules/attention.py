"""Which groups need attention: judged from a few figures of each, with every reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from folkmoot.model.text import Text

Level = Literal["risk", "watch", "fine", "unknown"]
LEVELS: dict[str, Text] = {
    "risk": Text("at risk", "有风险"),
    "watch": Text("watch", "需关注"),
    "fine": Text("fine", "正常"),
    "unknown": Text("unknown", "未知"),
}
RISK = 4  # weights of reasons from which a group is at risk
FELL = 0.5  # of activity or people: what fell by this share is a reason
LEAST_PEOPLE, LEAST_EVENTS, LEAST_ANSWERS = 4, 30, 5  # below these a change of numbers is chance
SLOWER = 2.0  # times the community's median
GROWING = 3  # months in a row
UNHEARD, HALF_UNHEARD = 0.1, 0.3  # of what was asked and waits longer than promised: a reason, and a weighty one


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one group. None is unknown: nothing was read that would tell it."""

    people: int | None = None
    people_before: int | None = None
    events: int | None = None
    events_before: int | None = None
    absence_factor: int | None = None
    answered_hours: float | None = (
        None  # within which half of the changes and issues opened in the window were answered
    )
    least_hours: float | None = None  # how long that takes at least, where it is not known yet
    asked: int = 0  # opened in the window
    answers: int = 0  # of which were answered
    waiting: int | None = None  # opened in the window, and unanswered for longer than is promised
    backlog: tuple[int, ...] = ()  # open at the ends of the last months, the oldest first
    leads: int = 0
    silent_leads: tuple[str, ...] = ()  # leads without any activity in the window
    meets: bool = False  # it declares meetings
    days_since_meeting: int | None = None
    behind: tuple[Text, ...] = ()  # targets
    quiet: tuple[Text, ...] = ()  # what the rule of dormancy found lacking, where all of it is


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a group needs attention. ``opens`` names the report with the facts, as columns do."""

    says: Text
    weight: int
    kind: str


def reasons(figures: Figures, *, promise: float, usual_hours: float | None) -> tuple[Reason, ...]:
    """Return the reasons, the weightiest first. What is unknown is no reason."""
    found = [*_answers(figures, promise, usual_hours), *_work(figures), *_people(figures), *_ways(figures)]
    return tuple(sorted(found, key=lambda reason: -reason.weight))


def level(figures: Figures, found: Sequence[Reason]) -> Level:
    """Return how much attention a group needs; unknown where nothing was read and nothing declared is wrong."""
    weight = sum(reason.weight for reason in found)
    if weight >= RISK:
        return "risk"
    if weight:
        return "watch"
    return "unknown" if figures.events is None else "fine"


def _answers(told: Figures, promise: float, usual: float | None) -> list[Reason]:
    found = []
    hours, least = told.answered_hours, told.least_hours
    enough = max(told.asked, told.answers) >= LEAST_ANSWERS
    if enough and hours is None and least is not None and least > promise:
        found.append(Reason(
            Text(f"not yet half were answered, after {least:.0f} hours; {promise:.0f} are promised",
                 f"{least:.0f} 小时后仍未有半数获得响应，承诺 {promise:.0f} 小时"), 3, "slow"))  # fmt: skip
    if enough and hours is not None:
        if hours > promise:
            found.append(Reason(
                Text(f"half were answered only within {hours:.0f} hours; {promise:.0f} are promised",
                     f"半数响应时长 {hours:.0f} 小时，承诺 {promise:.0f} 小时"), 3, "slow"))  # fmt: skip
        elif usual and hours > SLOWER * usual and hours > 1:
            found.append(Reason(
                Text(f"half were answered only within {hours:.0f} hours, {hours / usual:.1f} times as long as in the whole community",
                     f"半数响应时长 {hours:.0f} 小时，是全社区的 {hours / usual:.1f} 倍"), 2, "slow"))  # fmt: skip
    share = (told.waiting or 0) / max((told.waiting or 0) + told.answers, 1)
    if told.waiting and share > UNHEARD:
        found.append(Reason(
            Text(f"{told.waiting} {'waits' if told.waiting == 1 else 'wait'} without an answer for longer than promised",
                 f"{told.waiting} 项超过承诺时限未获响应"), 2 if share > HALF_UNHEARD else 1, "waiting"))  # fmt: skip
    return found


def _work(told: Figures) -> list[Reason]:
    found = []
    now, before = told.events, told.events_before
    if now is not None and before and before >= LEAST_EVENTS and now <= FELL * before:
        fell = 1 - now / before
        found.append(Reason(
            Text(f"activity fell by {fell:.0%}, from {before} to {now} events",
                 f"活动下降 {fell:.0%}，事件数由 {before} 降至 {now}"), 2, "activity"))  # fmt: skip
    ends = told.backlog
    if len(ends) > GROWING and all(later > earlier for earlier, later in pairwise(ends)):
        found.append(Reason(
            Text(f"the backlog grew {len(ends) - 1} months in a row, from {ends[0]} to {ends[-1]}",
                 f"积压连续 {len(ends) - 1} 个月增长，由 {ends[0]} 增至 {ends[-1]}"), 1, "backlog"))  # fmt: skip
    return found


def _people(told: Figures) -> list[Reason]:
    found = []
    now, before = told.people, told.people_before
    if now is not None and before and before >= LEAST_PEOPLE and now <= FELL * before:
        found.append(Reason(
            Text(f"{now} people took part, {before} just before", f"参与 {now} 人，前一时段 {before} 人"), 2, "people"))  # fmt: skip
    if told.absence_factor == 1 and (told.events or 0) >= LEAST_EVENTS:
        found.append(Reason(
            Text("half of the work is one person's", "一半的工作由一人完成"), 2, "absence"))  # fmt: skip
    return found


def _ways(told: Figures) -> list[Reason]:
    found = []
    if not told.leads:
        found.append(Reason(Text("nobody is declared to lead it", "未声明负责人"), 2, "leads"))
    elif told.silent_leads and len(told.silent_leads) == told.leads:
        names = ", ".join(told.silent_leads)
        found.append(Reason(
            Text(f"no activity of its lead was seen: {names}", f"未见负责人的活动：{'、'.join(told.silent_leads)}"), 2, "leads"))  # fmt: skip
    if told.meets and told.days_since_meeting is not None and told.days_since_meeting > 60:
        found.append(Reason(
            Text(f"it has not met for {told.days_since_meeting} days", f"已有 {told.days_since_meeting} 天未开会"), 1, "meetings"))  # fmt: skip
    if told.quiet:
        lacks = Text("; ".join(one.en for one in told.quiet), "；".join(one.zh for one in told.quiet))
        found.append(Reason(Text(f"it looks dormant: {lacks.en}", f"疑似休眠：{lacks.zh}"), 2, "dormant"))
    if told.behind:
        english, chinese = ", ".join(one.en for one in told.behind), "、".join(one.said_in("zh") for one in told.behind)
        says = Text(f"behind its target: {english}", f"目标落后：{chinese}")
        found.append(Reason(says, min(len(told.behind), 2), "targets"))
    return found

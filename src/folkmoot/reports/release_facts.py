"""What the lake tells of a release: the day of its tag, what became of its items, what went into it, what still blocks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import ibis

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.metrics.releasing import RELEASE, released, releases_of
from folkmoot.metrics.threads import CHANGE, ISSUE, LABELS, MERGE
from folkmoot.metrics.told import is_true, told
from folkmoot.model.release import ExitCriterion, PlannedItem, ReleasePlan
from folkmoot.model.scope import Question, Scope, day_start, window
from folkmoot.model.text import Text
from folkmoot.reports.days import local_day, window_of
from folkmoot.reports.gauges import gauge
from folkmoot.reports.homes import Homes
from folkmoot.rules.release_notes import MergedChange

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
DONE, OPEN = "done", "open"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a criterion comes to: the word, why in words, and the report that shows the evidence."""

    state: str
    why: Text
    opens: str = ""


def tags(homes: Homes, question: Question) -> Mapping[tuple[str, str], date]:
    """Return on which day each repository published each version; versions without a ``v`` before them."""
    zone = question.scope.zone
    rows = homes.rows(releases_of(homes.extract(released, Scope(zone=zone))))
    return {(row["repo"], plain(row["version"])): local_day(row["at"], zone) for row in rows}


def plain(version: str) -> str:
    """Return a version as it is compared: lower case, without a name and a ``v`` before the digits."""
    words = version.strip().lower().split()
    last = words[-1] if words else ""
    return last.removeprefix("v") if last[:2] != "v." else last.removeprefix("v.")


def released_on(homes: Homes, plan: ReleasePlan, known: Mapping[tuple[str, str], date]) -> date | None:
    """Return the day on which a plan's version was published: as it says, or the last of its repositories' tags.

    Edges: None while one of its repositories that publishes releases has not set the tag.
    """
    if plan.released_on:
        return plan.released_on
    if not plan.version:
        return None
    asked = {name for repo in plan.every_repo for name in homes.same(repo)}
    found = [day for (repo, version), day in known.items() if repo in asked and version == plain(plan.version)]
    return max(found, default=None)


def begins_on(plan: ReleasePlan, known: Mapping[tuple[str, str], date]) -> date | None:
    """Return the day from which changes belong to a release: that of the version before it, or its development's first."""
    if plan.previous:
        days = [
            day for (repo, version), day in known.items() if repo in plan.every_repo and version == plain(plan.previous)
        ]
        if days:
            return max(days)
    return plan.development_since or min((stage.day for stage in plan.stages), default=None)


def items(homes: Homes, plan: ReleasePlan) -> Mapping[str, str]:
    """Return what became of the issues and changes that a plan's items name: done or open; without those never read."""
    wanted = sorted({one.issue.lower() for part in plan.components for one in part.items if one.issue})
    if not wanted:
        return {}
    table = homes.threads(Scope(bots=True))
    table = table.filter(table.subject.lower().isin(wanted)).select("subject", "closed_at")
    return {row["subject"].lower(): OPEN if row["closed_at"] is None else DONE for row in homes.rows(table)}


def state_of(item: PlannedItem, known: Mapping[str, str]) -> str:
    """Return whether an item is done, open or unknown; somebody's word goes before its issue."""
    if item.done is not None:
        return DONE if item.done else OPEN
    return known.get(item.issue.lower(), UNKNOWN) if item.issue else UNKNOWN


def changes(
    homes: Homes, question: Question, plan: ReleasePlan, since: date | None, until: date | None
) -> tuple[MergedChange, ...]:
    """Return the changes merged into a plan's repositories from the day after ``since`` until ``until``, oldest first."""
    zone = question.scope.zone
    repos = tuple(dict.fromkeys(name for part in plan.components for repo in part.repos for name in homes.same(repo)))
    repos = repos or plan.every_repo
    if not repos:
        return ()
    scope = Scope(*window(None, until or question.today, zone), repos=repos, zone=zone)
    rows = homes.threads(scope)
    rows = rows.filter(rows.kind == CHANGE, rows.merged_at.notnull())
    firsts = rows.group_by("person").agg(first_at=rows.merged_at.min())
    begins = day_start(since, zone) if since else datetime(1970, 1, 1)
    ends = scope.until_at or datetime(2200, 1, 1)
    rows = rows.left_join(firsts, "person").filter(
        lambda row: (
            (row.merged_at > ibis.literal(begins, "timestamp(6)"))
            & (row.merged_at < ibis.literal(ends, "timestamp(6)"))
        )
    )
    rows = rows.order_by("merged_at", "subject")
    return tuple(_change(homes, row) for row in homes.rows(rows))


def _change(homes: Homes, row: Mapping[str, Any]) -> MergedChange:
    who = row["person"]
    return MergedChange(
        row["subject"], row["title"] or row["subject"], row["repo"],
        homes.faces.name_of(who) if who else homes.faces.name_of(row["actor"]),
        url="", areas=tuple(part for part in (row["area"] or "").split("\n") if part), said=(row["reviews"] or 0) + (row["comments"] or 0),
        first=bool(who) and row["first_at"] == row["merged_at"],
    )  # fmt: skip


def judge(homes: Homes, question: Question, plan: ReleasePlan, one: ExitCriterion, day: date) -> Judged:
    """Return whether a criterion held at the end of ``day``. What was not read, or nobody has said, is unknown."""
    if one.met is not None:
        who = homes.faces.name_of(one.by) if one.by else "?"
        return Judged(
            MET if one.met else NOT_MET, Text(f"said by {who}, {one.on or '?'}", f"{who} 确认，{one.on or '?'}")
        )
    if one.label:
        return _by_label(homes, plan, one, day_start(day + timedelta(days=1), question.scope.zone))
    if one.indicator:
        return _by_indicator(homes, Question(question.name, question.scope, day), plan, one)
    return Judged(UNKNOWN, Text("Nobody has said yet.", "尚无人确认。"))


def _by_label(homes: Homes, plan: ReleasePlan, one: ExitCriterion, until_at: datetime) -> Judged:
    repos = one.repos or tuple(
        dict.fromkeys((*plan.every_repo, *(repo for part in plan.components for repo in part.repos)))
    )
    known = {(row.repo, row.kind) for repo in repos for row in homes.coverage_by_repo.get(repo, ())}
    unread = sorted(repo for repo in repos if not {(repo, ISSUE), (repo, LABELS[1])} <= known)
    if not repos or unread:
        where = ", ".join(unread) or "?"
        return Judged(
            UNKNOWN, Text(f"Issues and labels of {where} were not read.", f"尚未读取 {where} 的问题单与标签。")
        )
    number = len(homes.rows(_blocking(homes, repos, one.label, until_at)))
    low, high = one.at_least, 0 if one.at_most is None and one.at_least is None else one.at_most
    met = (low is None or number >= low) and (high is None or number <= high)
    says = Text(f"{number} open with the label {one.label}", f"带 {one.label} 标签且未关闭：{number} 个")
    return Judged(MET if met else NOT_MET, says, f"events?repo={','.join(repos)}&kind={LABELS[1]}")


def _blocking(homes: Homes, repos: Iterable[str], label: str, until_at: datetime) -> Any:
    """Return the threads that were open at a moment and bore a label then: its last labelling was no removal."""
    scope, moment = Scope(repos=tuple(repos), bots=True), ibis.literal(until_at, "timestamp(6)")
    events = homes.events(scope)
    rows = events.filter(events.kind.isin(LABELS), events["at"] < moment)
    rows = rows.select("subject", "at", label=told(rows.extra, "label").lower(), removed=is_true(rows.extra, "removed"))
    rows = rows.filter(rows.label == label.lower())
    last = rows.group_by("subject").agg(on=~rows.removed.argmax(rows["at"]))
    threads = homes.threads(scope)
    open_ones = threads.filter(threads["at"] < moment, threads.closed_at.isnull() | (threads.closed_at >= moment))
    return open_ones.semi_join(last.filter(last.on), "subject").select("subject", "title", "repo", "at")


def _by_indicator(homes: Homes, question: Question, plan: ReleasePlan, one: ExitCriterion) -> Judged:
    indicator = INDICATORS.get(one.indicator)
    if indicator is None:
        return Judged(UNKNOWN, Text(f"There is no indicator '{one.indicator}'.", f"没有指标“{one.indicator}”。"))
    days = window_of(one.window or "30d", question.today)
    since_at, until_at = window(*days, question.scope.zone)
    repos = one.repos or plan.every_repo
    scope = question.scope.with_(
        since_at=since_at, until_at=until_at, repos=tuple(repos), groups=(), people=(), orgs=()
    )
    read = gauge(homes, Question(question.name, scope, question.today), indicator, curve=False)
    opens = f"indicator?id={indicator.name}&repo={','.join(repos)}&since={days[0]}&until={days[1]}"
    if read.value is None:
        return Judged(UNKNOWN, read.why, opens)
    met = (one.at_least is None or read.value >= one.at_least) and (one.at_most is None or read.value <= one.at_most)
    shown = f"{read.value:.0%}" if indicator.shows == "share" else f"{read.value:,.4g}"
    says = Text(f"{indicator.title.en}: {shown}", f"{indicator.title.zh}：{shown}")
    return Judged(MET if met else NOT_MET, says, opens)


SEEN = (RELEASE, MERGE, CHANGE, ISSUE, *LABELS)
"""The kinds of event that the plans of releases are read beside."""

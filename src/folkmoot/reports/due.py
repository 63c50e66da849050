"""What is due by itself at a group's next meeting: each thing with the page where it is dealt with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from urllib.parse import quote

from folkmoot.model.agenda import Due
from folkmoot.model.groups import Group, Kind
from folkmoot.model.release import Phase
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text
from folkmoot.reports import due_governing as governing
from folkmoot.reports import due_tasks
from folkmoot.reports.due_contests import contests
from folkmoot.reports.due_gatherings import gatherings
from folkmoot.reports.due_governing import MOST, asked, owner_of
from folkmoot.reports.filling import many
from folkmoot.reports.homes import Homes

WAITING = frozenset({"", "draft", "proposed", "provisional", "review"})
"""States of a proposal that nobody has decided about."""
RECORDED = frozenset(
    {"minutes", "actions", "motions", "promotions", "rounds", "reviews", "lifecycle", "gatherings", "contests"}
)
"""What only the ledger tells."""
Finder = Callable[[Homes, Group, datetime, date], Iterator[Due]]


def due(homes: Homes, group: Group, before: datetime, today: date, kinds: frozenset[str]) -> tuple[Due, ...]:
    """Return what is due at a meeting of ``group`` that begins at ``before``; only the ``kinds`` that its agenda can bring.

    A committee decides for the whole community: proposals and promotions of every group are due there.
    """
    wanted = kinds if homes.ledger else kinds - RECORDED
    return tuple(one for kind, find in FINDERS.items() if kind in wanted for one in find(homes, group, before, today))


def _minutes(homes: Homes, group: Group, before: datetime, today: date) -> Iterator[Due]:
    """Minutes of earlier meetings that nobody has approved."""
    from folkmoot.ledger.meetings import sittings

    for key, steps in sittings(group.slug):
        closed = [step for step in steps if step.word in ("open", "close")][-1:]
        if closed and closed[0].word == "close" and closed[0].at < before and not approved(key):
            day = key.rpartition("/")[2]
            title = Text(f"Minutes of {day}", f"{day} 会议纪要")
            yield Due(
                "minutes", title, f"/meetings/{quote(key)}/#minutes", _waits(key), key=f"minutes:{key}",
                owner=owner_of(homes, group.slug, today), why=Text("nobody has approved them", "尚未批准"),
            )  # fmt: skip


def _waits(key: str) -> Text:
    """Return what the minutes of a meeting wait for: to be written, to be put to a vote, or the end of one."""
    from folkmoot.ledger.meetings import sitting
    from folkmoot.ledger.motions import about, outcome

    for motion in about(f"minutes:{key}"):
        came = outcome(motion.number)
        if came is not None and came.word == "open":
            return Text(f"motion {motion.number} is open", f"动议 {motion.number} 表决中")
    return Text() if sitting(key).texts else Text("not written yet", "尚未撰写")


def approved(key: str) -> bool:
    """Return whether a vote on the minutes of a meeting has passed."""
    from folkmoot.ledger.motions import about, outcome

    found = (outcome(motion.number) for motion in about(f"minutes:{key}"))
    return any(one.passed for one in found if one is not None)


def _actions(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    from folkmoot.ledger.meetings import actions

    waiting = [one for one in actions(group.slug) if one.state == "open"]
    for one in sorted(waiting, key=lambda each: (each.due or date.max, each.id)):
        who = homes.faces.name_of(one.owner) if one.owner else ""
        said = ", ".join(filter(None, (who, one.due.isoformat() if one.due else "")))
        yield Due(
            "actions", homes.faces.masked(one.says), f"/actions/?group={group.slug}#action-{one.id}", Text(said, said),
            overdue=one.is_overdue(today), key=f"action:{one.id}", owner=who, why=Text("it is open", "未完成"),
        )  # fmt: skip


def _motions(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    yield from _open_motions(
        homes, group, today, "motions", lambda kind: kind not in ("promotion", "minutes", "emeritus")
    )


def _promotions(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    yield from _open_motions(homes, group, today, "promotions", lambda kind: kind in ("promotion", "emeritus"))


_OPEN = Text("it is open for votes", "表决中")


def _open_motions(homes: Homes, group: Group, today: date, kind: str, wanted: Callable[[str], bool]) -> Iterator[Due]:
    from folkmoot.ledger.motions import motion, unfinished

    everywhere = kind == "promotions" and group.kind is Kind.COMMITTEE
    for number in unfinished():
        one = motion(number)
        if wanted(one.kind) and (everywhere or one.group == group.slug):
            of = Text(one.group, one.group) if one.group != group.slug else Text()
            yield Due(kind, homes.faces.masked(one.title), f"/motions/{number}/", of, key=f"motion:{number}",
                      owner=owner_of(homes, one.group, today), why=_OPEN)  # fmt: skip


def _proposals(homes: Homes, group: Group, _before: datetime, _today: date) -> Iterator[Due]:
    waiting = [
        one
        for one in homes.charter.proposals
        if one.status.lower() in WAITING
        and (group.kind is Kind.COMMITTEE or group.slug in (one.group, *one.participants))
    ]
    for one in waiting[:MOST]:
        title, of = homes.faces.masked_words(one.title), Text(one.group, one.group)
        authors = ", ".join(homes.faces.masked_words(homes.faces.name_of(who)) for who in one.authors[:2])
        yield Due("proposals", Text(title, title), f"/proposals/{quote(one.id)}/", of, key=f"proposal:{one.id}", owner=authors,
                  why=Text(f"nobody has decided about it: {one.status or '?'}", f"尚未决定：{one.status or '?'}"))  # fmt: skip
    if len(waiting) > MOST:
        more = len(waiting) - MOST
        yield Due("proposals", Text(f"{more} more", f"另有 {more} 个"), "/proposals/", key="proposals")


def _groups(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Groups that need attention, for whoever looks after all of them."""
    if group.kind is not Kind.COMMITTEE or not homes.coverage:
        return
    answer = asked(homes, "attention", today)
    named = [row for row in answer.rows if row["level"] in ("risk", "watch")]
    for row in named[:MOST]:
        yield Due(
            "groups",
            row["name"],
            f"/groups/{quote(row['group'])}/",
            row["reasons"][0]["says"],
            key=f"group:{row['group']}",
            owner=owner_of(homes, row["group"], today),
            why=row["level_name"],
        )
    if len(named) > MOST:
        more = len(named) - MOST
        yield Due("groups", Text(f"{more} more", f"另有 {more} 个"), "/ask/attention/", key="groups")


def _releases(homes: Homes, group: Group, before: datetime, today: date) -> Iterator[Due]:
    """Releases that are planned or in development, and their stages: of the group, or, for a committee, all."""
    mine = {one.id for one in homes.charter.releases if group.kind is Kind.COMMITTEE or one.group == group.slug}
    if not mine:
        return
    for row in asked(homes, "release-plans", today).rows:
        if row["id"] in mine and row["phase"] in (Phase.PLANNING, Phase.DEVELOPMENT):
            planned = row["planned_on"].isoformat() if row["planned_on"] else ""
            late = row["late"] or 0
            note = Text(
                f"{planned}, {many(late, 'day', 'days')} late" if late else planned,
                f"{planned}，已延期 {late} 天" if late else planned,
            )
            yield Due(
                "releases",
                row["title"],
                f"/releases/{quote(row['id'])}/",
                note,
                overdue=bool(late),
                key=f"release:{row['id']}",
                owner=row["owner_name"] or owner_of(homes, row["group"], today),
                why=row["phase_name"],
            )
    yield from governing.stages(homes, group, before, today)


def _tasks(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Tasks of the group that wait or end; where none are declared, those that somebody has claimed, as far as a source tells."""
    if homes.ledger and due_tasks.declared_by(homes, group):
        yield from due_tasks.waiting(homes, group, today)
        return
    if not any(row.kind == "task.claimed" for row in homes.coverage):
        return
    events = homes.events(Scope(groups=(group.slug,)))
    told = events.filter(events.kind.isin(["task.claimed", "task.delivered"])).select("kind", "subject")
    by_kind: Mapping[str, set[str]] = {"task.claimed": set(), "task.delivered": set()}
    for row in homes.rows(told.distinct()):
        by_kind[row["kind"]].add(row["subject"])
    running = sorted(by_kind["task.claimed"] - by_kind["task.delivered"])
    if running:
        title = Text(f"{many(len(running), 'task', 'tasks')} in progress", f"{len(running)} 项任务进行中")
        yield Due("tasks", title, f"/events/?group={group.slug}&kind=task.claimed", key="tasks")


def _progress(_homes: Homes, group: Group, _before: datetime, _today: date) -> Iterator[Due]:
    if group.kind is Kind.COMMITTEE:
        yield Due("progress", Text("The community in numbers", "社区数据"), "/", key="progress")
    else:
        yield Due(
            "progress", Text("The group in numbers", "小组数据"), f"/groups/{group.slug}/#numbers", key="progress"
        )


FINDERS: Mapping[str, Finder] = {
    "minutes": _minutes,
    "actions": _actions,
    "tasks": _tasks,
    "gatherings": gatherings,
    "contests": contests,
    "motions": _motions,
    "promotions": _promotions,
    "proposals": _proposals,
    "groups": _groups,
    "releases": _releases,
    "rounds": governing.rounds,
    "reviews": governing.reviews,
    "lifecycle": governing.lifecycle,
    "dormant": governing.dormant,
    "targets": governing.targets,
    "progress": _progress,
}

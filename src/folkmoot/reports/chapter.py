"""One chapter: who organises it and how to reach them, its events, teams, directions and learning path, and who it takes in."""

from __future__ import annotations

from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.groups import Group
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.chapter_events import AT, in_order, row_of
from folkmoot.reports.chapter_events import COLUMNS as EVENT_COLUMNS
from folkmoot.reports.chapters import DEFINITION, compared
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.gathering_course import every, family_of, moment_asked, must_be_chapter, teams_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.recruiting import every_round, public_row
from folkmoot.reports.registry import report
from folkmoot.rules.authority import leads_on, serving_on

TITLE = Text("Chapter", "分会")
TEAMS = (
    Column("name", Text("Team", "子团队"), opens="group?id={group}"),
    columns.count("members", Text("Members", "成员"), unit="people"),
    Column("mission", Text("What for", "职责")),
)


@report("chapter", TITLE, options={"id": Text("The chapter's slug.", "分会短名。"), "at": AT}, recorded=True)
def chapter(homes: Homes, question: Question) -> Answer:
    """What is one chapter, and what happens in it?"""
    group, at = must_be_chapter(homes, question.option("id")), moment_asked(homes, question)
    held = in_order(every(homes, at, family_of(homes, group)))
    rows = [row_of(homes, one) for one in held]
    numbers = compared(homes, question, [group], at)[0][0]
    teams = [_team(homes, one, question) for one in teams_of(homes, group) if one.status != "archived"]
    part = fill(
        homes, question, Text("Teams", "子团队"), Text(), TEAMS, teams, total=len(teams), coverage=(), name="teams"
    )
    about: dict[str, Any] = {
        "slug": group.slug, "name": group.name, "mission": homes.faces.masked(group.mission), "numbers": numbers,
        "organisers": _people(homes, sorted(leads_on(group, question.today))), "channels": group.channels, "links": group.links,
        "recruitments": [public_row(homes, one) for one in every_round(homes, at) if one.group == group.slug], "at": at,
        **_declared(homes, group),
    }  # fmt: skip
    return fill(
        homes, question, group.name, _sentence(numbers), EVENT_COLUMNS, rows, total=len(rows), unit="events", found=len(rows),
        coverage=(), definition=DEFINITION, about=about, parts={"teams": part},
    )  # fmt: skip


def _declared(homes: Homes, group: Group) -> dict[str, Any]:
    """Return what its own block says."""
    said, masked = group.chapter, homes.faces.masked
    if said is None:
        return {"host": Text(), "contact": Text(), "directions": (), "steps": 0, "mentors": ()}
    return {
        "host": said.host, "contact": masked(said.contact), "steps": len(said.path), "mentors": _people(homes, said.mentors),
        "directions": [{"id": one.id, "title": one.title, "says": masked(one.says)} for one in said.directions],
    }  # fmt: skip


def _people(homes: Homes, people: Any) -> list[dict[str, str]]:
    return [{"id": homes.faces.id_of(one), "name": homes.faces.name_of(one)} for one in people]


def _team(homes: Homes, one: Group, question: Question) -> dict[str, Any]:
    members = {homes.identity.person_of.get(who, who) for who in serving_on(one, question.today)}
    return {"group": one.slug, "name": one.name, "members": len(members), "mission": homes.faces.masked(one.mission)}


def _sentence(row: dict[str, Any]) -> Text:
    came = row["attendance"]
    if not row["events"]:
        return Text(
            f"{many(row['members'], 'member', 'members')}; no event in this window.",
            f"{number(row['members'])} 名成员；该时段内没有活动。",
        )
    return Text(
        f"{many(row['members'], 'member', 'members')}; {many(row['events'], 'event', 'events')} in this window, to which people came "
        f"{'an unknown number of times' if came is None else many(came, 'time', 'times')}.",
        f"{number(row['members'])} 名成员；该时段内 {number(row['events'])} 场活动，到场 {number(came) if came is not None else '未知'} 人次。",
    )

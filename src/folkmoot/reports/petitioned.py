"""How far a group that is to be founded, or changed, has come: what it lacks, its vote, and whether the charter says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from folkmoot.model.petition import Petition, Sort
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules import founding, lifecycle

STAGES: Mapping[str, Text] = {
    "lacking": Text("something is missing", "材料待补"),
    "discussed": Text("open for discussion", "公示讨论中"),
    "ready": Text("ready for a vote", "可提交表决"),
    "voting": Text("is voted on", "表决中"),
    "agreed": Text("agreed, not in the charter yet", "已通过，待写入章程"),
    "done": Text("in the charter", "已写入章程"),
    "refused": Text("not agreed", "未通过"),
    "withdrawn": Text("withdrawn", "已撤回"),
}
"""Where a petition about a group stands, in the order of its way."""
OPEN = ("lacking", "discussed", "ready", "voting", "agreed")
"""Those in which somebody has something to do."""


def last_said(one: Petition) -> datetime:
    """Return since when its words stand as they are: a revision begins the week of notice anew."""
    return max([one.at, *(act.at for act in one.acts if act.verb == "revise")])


def motion_of(one: Petition) -> int | None:
    """Return the motion it was put to."""
    return next((int(act.content["motion"]) for act in reversed(one.acts) if act.verb == "put"), None)


def is_over(one: Petition) -> bool:
    """Return whether the same may be asked again: this was withdrawn, done, or did not pass."""
    from folkmoot.ledger import motions

    if one.state != "voting":
        return one.state in ("withdrawn", "done")
    outcome = motions.outcome(motion_of(one) or 0)
    return outcome is not None and outcome.word != "open" and not outcome.passed


def lacks_of_group(homes: Homes, one: Petition, now: datetime) -> tuple[Text, ...]:
    """Return what a group to be founded still lacks."""
    charter = homes.charter
    return tuple(founding.missing(
        one.wanted, asked_at=last_said(one), now=now, people=charter.person_by_id, groups=charter.group_by_slug,
        proposals={each.id for each in charter.proposals}, zone=charter.community.zone,
    ))  # fmt: skip


def lacks_of_fate(homes: Homes, one: Petition, now: datetime) -> tuple[Text, ...]:
    """Return what is still missing before it can be decided what becomes of a group."""
    charter, wanted = homes.charter, one.wanted
    known = charter.group_by_slug
    return tuple(lifecycle.missing(
        wanted, group=known.get(one.group), heir=known.get(wanted["into"]), asked_at=last_said(one), now=now,
        zone=charter.community.zone,
    ))  # fmt: skip


def stage_of(one: Petition, lacks: Iterable[Text], now: datetime, *, stands: bool) -> str:
    """Return a key of ``STAGES``. ``stands``: the charter says so already."""
    from folkmoot.ledger import motions

    if one.state == "withdrawn":
        return "withdrawn"
    if stands or one.state == "done":
        return "done"
    number = motion_of(one)
    if number is None:
        waits = now < last_said(one) + founding.NOTICE
        lacking = len(tuple(lacks)) - waits
        return "lacking" if lacking > 0 else "discussed" if waits else "ready"
    outcome = motions.outcome(number)
    if outcome is None or outcome.word == "open":
        return "voting"
    return "agreed" if outcome.passed else "refused"


def said_about(one: Petition) -> dict[str, Any]:
    """Return what every list shows of a petition."""
    return {
        "number": one.number, "slug": one.group, "at": one.at, "motion": motion_of(one), "until_at": last_said(one) + founding.NOTICE,
        "comments": sum(1 for act in one.acts if act.verb == "comment"),
    }  # fmt: skip


def moment_of(homes: Homes, question: Question, found: Sequence[Petition]) -> datetime:
    """Return the moment as of which petitions are judged: when the day began, or when the newest thing was recorded."""
    begun = day_start(question.today, homes.charter.community.zone)
    return max([begun, *(one.at for one in found), *(act.at for one in found for act in one.acts)])


def in_stage(rows: Iterable[Mapping[str, Any]], state: str) -> list[Mapping[str, Any]]:
    """Return the rows in a stage; ``open``: those that are not settled; "": all of them."""
    return [row for row in rows if state in ("", row["stage"]) or (state == "open" and row["stage"] in OPEN)]


def counted(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a list of petitions tells about itself: how many there are in each stage, and how many are not settled."""
    stages = [row["stage"] for row in rows]
    states = {key: stages.count(key) for key in STAGES}
    return {"states": states, "names": STAGES, "open": sum(states[key] for key in OPEN)}


def rows_of(
    homes: Homes, question: Question, sort: Sort, row: Callable[[Homes, Petition, datetime], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the petitions of a sort as rows, by their stage, the newest first; none without a ledger."""
    if not homes.ledger:
        return []
    from folkmoot.ledger.petitions import every

    found = every(sort)
    now = moment_of(homes, question, found)
    stages = list(STAGES)
    return sorted(
        (row(homes, one, now) for one in found), key=lambda each: (stages.index(each["stage"]), -each["number"])
    )

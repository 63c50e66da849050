"""What has been taken on at meetings, by whom, until when, and what became of it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from folkmoot.model.action_item import STATES, ActionItem
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import ON, asked_on, chosen
from folkmoot.reports.registry import report

TITLE = Text("Action items", "行动项")
WANTED = ("open", "overdue", "done", "dropped", "all")
OPTIONS = {
    "state": Text(f"Only these: {', '.join(WANTED)}; else open ones.", f"只看：{'、'.join(WANTED)}；缺省为进行中。"),
    "owner": Text("Only of this person.", "只看此人负责的。"),
    "on": ON,
    "meeting": Text("Only those taken on at this meeting.", "只看此次会议产生的。"),
    "page": PAGING["page"],
    "size": PAGING["size"],
}
COLUMNS = (
    Column("says", Text("What", "事项")),
    Column("owner_name", Text("Who", "负责人"), "person", opens="person?id={owner}"),
    Column("due", Text("Until", "截止"), "date"),
    Column("state_name", Text("State", "状态")),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("taken_on", Text("Taken on", "提出"), "date"),
    Column("why", Text("Why", "说明")),
    Column("moved", Text("Times moved", "延期次数"), "number"),
    Column("meeting", Text("Meeting", "会议")),
    Column("id", Text("Number", "编号"), "number"),
)


@report("actions", TITLE, options=OPTIONS, recorded=True)
def actions(homes: Homes, question: Question) -> Answer:
    """What has been taken on at meetings, by whom, until when, and what became of it?"""
    from folkmoot.ledger.meetings import actions as listed

    wanted, question = chosen(question, "state", WANTED, "open"), asked_on(question)
    owners = _owners(homes, question)
    mine = [
        one
        for one in (_as_asked(homes, question, listed()) if homes.ledger else ())
        if (not question.scope.groups or one.group in question.scope.groups)
        and (owners is None or homes.identity.person_of.get(one.owner, one.owner) in owners)
        and question.option("meeting") in ("", one.meeting)
    ]
    rows = [row_of(homes, one, question) for one in mine]
    counted = {
        "open": sum(1 for row in rows if row["state"] == "open"), "overdue": sum(1 for row in rows if row["overdue"]),
        "done": sum(1 for row in rows if row["state"] == "done"),
        "dropped": sum(1 for row in rows if row["state"] == "dropped"), "all": len(rows),
    }  # fmt: skip
    shown = [row for row in rows if _is(row, wanted)]
    shown.sort(key=lambda row: (row["state"] != "open", str(row["due"] or "9999"), row["id"]))
    page, paging = page_of(shown, question)
    return fill(
        homes, question, TITLE, _sentence(counted), COLUMNS, page, total=counted["open"], unit="action items", found=len(shown),
        about={"states": counted, "state": wanted, **paging}, coverage=(),
    )  # fmt: skip


def _as_asked(homes: Homes, question: Question, items: Iterable[ActionItem]) -> Iterable[ActionItem]:
    """Return the items as they stand, or as they stood when the day of the option ``on`` was over."""
    if not question.option("on"):
        return items
    until = day_start(question.today + timedelta(days=1), homes.charter.community.zone)
    return [was for one in items if (was := one.as_of(until))]


def _owners(homes: Homes, question: Question) -> frozenset[str] | None:
    """Return the people whose items are asked for, by inner id; None: everybody's."""
    said = question.option("owner")
    if not said and not question.scope.people:
        return None
    known = homes.faces.find(said) if said else None
    return frozenset({*question.scope.people, *({known.id} if known else {said} if said else ())})


def _is(row: Mapping[str, Any], wanted: str) -> bool:
    return wanted == "all" or row["state"] == wanted or (wanted == "overdue" and row["overdue"])


def row_of(homes: Homes, one: ActionItem, question: Question) -> dict[str, Any]:
    """Return the row of one action item, with how it came to stand so."""
    faces = homes.faces
    return {
        "id": one.id, "says": faces.masked(one.says), "owner": faces.id_of(one.owner) if one.owner else "",
        "owner_name": faces.name_of(one.owner) if one.owner else "", "due": one.due, "state": one.state,
        "state_name": STATES[one.state], "overdue": one.is_overdue(question.today), "group": one.group,
        "group_name": group.name if (group := homes.charter.group_by_slug.get(one.group)) else Text(one.group, one.group),
        "meeting": one.meeting, "meeting_day": one.meeting.rpartition("/")[2], "taken_on": one.at.date(), "moved": one.moved,
        "why": faces.masked_words(one.changes[-1].why) if one.changes else "",
        "changes": [
            {"at": each.at, "state_name": STATES[each.state], "due": each.due, "why": faces.masked_words(each.why),
             "owner_name": faces.name_of(each.owner) if each.owner else ""}
            for each in one.changes[1:]
        ],
    }  # fmt: skip


def _sentence(counted: Mapping[str, int]) -> Text:
    if not counted["all"]:
        return Text("Nobody has taken on anything at a meeting yet.", "会议尚未产生行动项。")
    late, done = counted["overdue"], counted["done"]
    overdue = Text(f", {late} of them overdue", f"，其中 {late} 项已逾期") if late else Text()
    return Text(
        f"{many(counted['open'], 'action item is', 'action items are')} open{overdue.en}; {done} done.",
        f"{counted['open']} 项行动项进行中{overdue.zh}；已完成 {done} 项。",
    )

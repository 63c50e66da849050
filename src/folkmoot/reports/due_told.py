"""What waits for people in a group, or in the whole community: each thing with who sees to it, why, and where."""

from __future__ import annotations

from datetime import timedelta

from folkmoot.model.agenda import BRINGS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.groups import Group, Kind
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.due import FINDERS, due
from folkmoot.reports.due_governing import rows_of
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report

TITLE = Text("What is due", "待办事项")
KINDS = tuple(kind for kind in BRINGS if kind in FINDERS and kind != "progress")
OPTIONS = {"kind": Text(f"Only these: {', '.join(KINDS)}.", f"只看：{'、'.join(KINDS)}。")}
COLUMNS = (
    Column("kind_name", Text("What", "类别")),
    Column("title", Text("Thing", "事项")),
    Column("owner", Text("Who", "负责人")),
    Column("why", Text("Why", "原因")),
    Column("note", Text("Note", "备注")),
    Column("overdue", Text("Overdue", "逾期")),
    Column("url", Text("Where", "位置")),
)


@report("due", TITLE, options=OPTIONS, recorded=True)
def told(homes: Homes, question: Question) -> Answer:
    """What waits for people? Of the groups that are asked about, else of the whole community as its committee sees it."""
    wanted = chosen(question, "kind", KINDS)
    kinds = frozenset({wanted} if wanted else KINDS)
    before = day_start(question.today + timedelta(days=1), homes.charter.community.zone)
    found = {
        (one.kind, one.key): one
        for group in _groups(homes, question)
        for one in due(homes, group, before, question.today, kinds)
    }
    rows = rows_of(found.values(), {kind: Text(_capital(BRINGS[kind].en), BRINGS[kind].zh) for kind in KINDS})
    rows = [{**row, "title": homes.faces.masked(row["title"]), "why": homes.faces.masked(row["why"])} for row in rows]
    late = sum(1 for row in rows if row["overdue"])
    said = Text(f"{many(len(rows), 'thing is', 'things are')} due, {late} of them past their day.",
                f"{len(rows)} 项待办，其中 {late} 项已逾期。") if rows else Text("Nothing is due.", "没有待办事项。")  # fmt: skip
    return fill(homes, question, TITLE, said, COLUMNS, rows, total=len(rows), found=len(rows), coverage=())


def _groups(homes: Homes, question: Question) -> tuple[Group, ...]:
    """Return the groups that are asked about; without any, the committee above the others."""
    if question.scope.groups:
        return tuple(homes.charter.group_by_slug[slug] for slug in question.scope.groups)
    ruling = [one for one in homes.charter.groups if one.kind is Kind.COMMITTEE and one.status == "active"]
    return tuple([one for one in ruling if not one.parent][:1] or ruling[:1])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

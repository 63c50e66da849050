"""Which recruitment rounds do chapters hold, and how many apply? Counts for everybody; who applies is for those who answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.petition import Petition
from folkmoot.model.recruiting import STAGES, Recruitment
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.chapter_events import AT
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.gathering_course import moment_asked
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.rules.recruiting import folded

PROGRAMME = "recruitment"
TITLE = Text("Recruitment", "招新")
OPTIONS = {"id": Text("Only this round.", "只看该轮招新。"), "at": AT}
COLUMNS = (
    Column("title", Text("Round", "招新")),
    Column("group_name", Text("Chapter", "分会"), "group", opens="chapter?id={group}"),
    Column("stage_name", Text("State", "状态")),
    Column("begins_at", Text("From", "开始"), "moment"),
    Column("ends_at", Text("Until", "截止"), "moment"),
    columns.count("applied", Text("Applied", "申请人数"), unit="people"),
    columns.count("waiting", Text("Wait for an answer", "待答复"), unit="people"),
    columns.count("accepted", Text("Accepted", "已接受"), unit="people"),
    Column("id", Text("Id", "标识")),
)


@report("recruitment", TITLE, options=OPTIONS, recorded=True)
def recruitment(homes: Homes, question: Question) -> Answer:
    """Which recruitment rounds are there, and how many apply?"""
    at, ident = moment_asked(homes, question), question.option("id")
    found = [one for one in every_round(homes, at) if ident in ("", one.id)]
    if ident and not found:
        raise BadQuestion(f"There is no recruitment round '{ident}'.", mend="See: moot ask recruitment.")
    rows = [public_row(homes, one) for one in found]
    open_ = sum(1 for row in rows if row["stage"] == "open")
    said = Text(f"{many(open_, 'round takes', 'rounds take')} applications.", f"{number(open_)} 轮招新正在接受申请。")
    title = rows[0]["title"] if ident else TITLE
    about = {"of": rows[0]} if ident else {}
    return fill(homes, question, title, said, COLUMNS, rows, total=len(rows), found=len(rows), coverage=(), about=about)


def every_round(homes: Homes, at: datetime) -> tuple[Recruitment, ...]:
    """Return every round of a chapter that is declared, the one that begins last first."""
    return tuple(sorted(_rounds(homes, at), key=lambda one: (one.begins_at, one.id), reverse=True))


def _rounds(homes: Homes, at: datetime) -> Iterator[Recruitment]:
    if not homes.ledger:
        return
    from folkmoot.ledger.programmes import logs  # it needs the ledger to be connected

    for ident, acts in logs(PROGRAMME).items():
        one = folded(ident, acts, at)
        if one.group in homes.charter.group_by_slug:
            yield one


def applications(ident: str) -> tuple[Petition, ...]:
    """Return who applied in a round, the first one first."""
    from folkmoot.ledger.petitions import every

    return tuple(reversed([one for one in every("join") if one.content.get("recruitment") == ident]))


def public_row(homes: Homes, one: Recruitment) -> dict[str, Any]:
    """Return a round as anybody may see it: counts, and none of those who apply."""
    counted = Counter(each.state for each in applications(one.id))
    groups = homes.charter.group_by_slug
    masked, said = homes.faces.masked, one.wanted
    return {
        "id": one.id, "title": masked(said.title), "says": masked(said.says), "asks": masked(said.asks), "group": one.group,
        "group_name": groups[one.group].name, "stage": one.stage, "stage_name": STAGES[one.stage], "begins_at": one.begins_at,
        "ends_at": one.ends_at, "zone": said.zone, "applied": sum(counted.values()) - counted["withdrawn"], "waiting": counted["asked"],
        "accepted": counted["accepted"] + counted["done"],
        "teams": [{"group": slug, "name": groups[slug].name} for slug in said.teams if slug in groups],
    }  # fmt: skip

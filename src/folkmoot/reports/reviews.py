"""Reviews of inactivity: which there are, and one with everybody it looks at, what shows it, and what they answered."""

from __future__ import annotations

from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadInput, BadQuestion
from folkmoot.model.inactivity import Reviewed
from folkmoot.model.ladder import Verdict
from folkmoot.model.rounds_plain import thawed
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.actors import Actors
from folkmoot.reports.clauses import WORDS
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.promotions import said_of_term
from folkmoot.reports.registry import report
from folkmoot.reports.review_course import SeenReview, every_review, planned_ends, seen_review
from folkmoot.reports.rounds import AT, moment_asked
from folkmoot.rules.inactivity import room_left

TITLE = Text("Reviews of inactivity", "不活跃复核")
STATES = {
    "active": Text("active", "活跃"), "unknown": Text("unknown: not everything was read", "未知：数据未读全"),
    "recent": Text("serves since recently", "任职时间较短"), "concerned": Text("nothing shows activity", "无活动记录"),
    "noticed": Text("asked, may answer", "已通知，待回复"), "stays": Text("stays", "继续任职"), "leaves": Text("steps down", "主动卸任"),
    "silent": Text("did not answer", "逾期未回复"), "voting": Text("is voted on", "表决中"),
    "granted": Text("term ends, change waits", "任期终止，待写入章程"), "kept": Text("keeps the role", "保留角色"),
    "dropped": Text("asked no more", "不再询问"), "proposed": Text("change waits for its merge", "变更待合入"),
    "applied": Text("in the charter", "已写入章程"), "gone": Text("serves no more", "已不再任职"),
}  # fmt: skip
STAGES = {"open": Text("open", "进行中"), "closed": Text("closed", "已结束"), "cancelled": Text("called off", "已取消")}
ORDER = ("noticed", "silent", "voting", "leaves", "granted", "proposed", "concerned", "unknown", "stays", "kept", "dropped", "applied",
         "gone", "recent", "active")  # fmt: skip
COLUMNS = (
    Column("number", Text("Number", "编号"), "number"),
    Column("group_name", Text("Group", "小组"), "group", opens="review?id={number}"),
    Column("stage_name", Text("Stage", "阶段")),
    Column("at", Text("Opened", "发起"), "moment"),
    columns.count("concerned", Text("Nothing shows activity", "无活动记录")),
    columns.count("unknown", Text("Unknown", "未知")),
    columns.count("people", Text("Terms looked at", "复核的任期")),
)
PEOPLE = (
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
    Column("role", Text("Role", "角色")),
    Column("state_name", Text("Stands", "状态")),
    Column("word_name", Text("Activity", "活动")),
    Column("until_at", Text("May answer until", "回复截止"), "moment"),
    Column("words", Text("With these words", "附言")),
    Column("motions", Text("Motions", "动议"), "list"),
)


@report("reviews", TITLE, options={"at": AT}, recorded=True)
def reviews(homes: Homes, question: Question) -> Answer:
    """Which reviews of inactivity are there, and how many people does each concern?"""
    at = moment_asked(homes, question)
    wanted = question.scope.groups
    rows = [row_of(it) for it in every_review(homes, at) if not wanted or it.review.group in wanted]
    running = sum(1 for row in rows if row["stage"] == "open")
    sentence = Text(
        f"{many(running, 'review is', 'reviews are')} open, of {len(rows)} in all."
        if rows
        else "No review has been opened yet.",
        f"共 {len(rows)} 次复核，其中 {running} 次进行中。" if rows else "尚未发起复核。",
    )
    return fill(
        homes, question, TITLE, sentence, COLUMNS, rows, total=len(rows), unit="reviews", found=len(rows), coverage=()
    )


def row_of(it: SeenReview) -> dict[str, Any]:
    """Return the row of one review."""
    known = it.homes.charter.group_by_slug.get(it.review.group)
    words = [one.evidence["word"] for one in it.inquiry.people if not one.evidence.get("recent")]
    return {
        "number": it.review.number, "group": it.review.group, "stage": it.inquiry.stage, "stage_name": STAGES[it.inquiry.stage],
        "group_name": known.name if known else Text(it.review.group, it.review.group), "at": it.review.at,
        "concerned": words.count(Verdict.NOT_MET.value), "unknown": words.count(Verdict.UNKNOWN.value),
        "people": len(it.inquiry.people),
    }  # fmt: skip


ONE = Text("Review of inactivity", "不活跃复核")
WHICH = {"id": Text("The review's number.", "复核编号。"), "at": AT}


@report("review", ONE, options=WHICH, recorded=True)
def review(homes: Homes, question: Question) -> Answer:
    """Of whom does nothing show that they are still there, what did they answer, and what follows?"""
    said = question.option("id")
    if not said.isascii() or not said.isdecimal() or len(said) > 9:
        raise BadQuestion("Which review?", mend="Give its number: see moot ask reviews.")
    try:
        it = seen_review(homes, int(said), moment_asked(homes, question))
    except BadInput as error:
        raise BadQuestion(f"There is no review {said}.", mend="See moot ask reviews.") from error
    rows = sorted(
        (person_row(it, one) for one in it.inquiry.people), key=lambda row: (ORDER.index(row["state"]), row["name"])
    )
    row, plan = row_of(it), it.review.plan
    about = {
        **row, "opened_by": Actors(homes).name(it.review.by), "room": room_left(it.inquiry), "asked": it.inquiry.asked,
        "at_most": plan.at_most, "reply_days": plan.reply_days, "decided": plan.decided, "becomes": plan.becomes, "title": plan.title,
        "change": _change(it), "is_git": (homes.charter.root / ".git").exists(),
    }  # fmt: skip
    title = Text(
        f"{row['group_name'].en or row['group']}: who is still there?",
        f"{row['group_name'].zh or row['group']}：不活跃复核",
    )
    return fill(
        homes, question, title, _sentence(row), PEOPLE, rows, total=len(rows), unit="terms", found=len(rows), about=about, coverage=(),
    )  # fmt: skip


def _sentence(row: dict[str, Any]) -> Text:
    return Text(
        f"Of {many(row['people'], 'term', 'terms')}, nothing shows activity in {row['concerned']}; {row['unknown']} unknown, "
        "since not everything that would tell was read.",
        f"复核 {row['people']} 个任期：{row['concerned']} 个无活动记录，{row['unknown']} 个因数据未读全而未知。",
    )


def person_row(it: SeenReview, one: Reviewed) -> dict[str, Any]:
    """Return the row of somebody in a review."""
    faces = it.homes.faces
    word = str(one.evidence["word"])
    return {
        "person": faces.id_of(it.same(one.person)), "name": faces.name_of(it.same(one.person)), "role": one.role, "state": one.state,
        "state_name": STATES[one.state], "word": word, "word_name": next(said for known, said in WORDS.items() if known.value == word),
        "clauses": thawed(one.evidence)["clauses"], "any": bool(one.evidence["any"]), "until_at": one.until_at,
        "noticed_at": one.noticed_at, "words": faces.masked_words(one.words), "motions": list(one.motions),
        "commit": str(one.applied.content.get("commit", "")) if one.applied else "",
    }  # fmt: skip


def _change(it: SeenReview) -> dict[str, Any] | None:
    if not it.inquiry.in_state("granted", "leaves", "proposed"):
        return None
    plan, masked = planned_ends(it), it.homes.faces.masked
    says = [masked(said_of_term(term, begins=False)) for term in plan.end]
    says += [masked(said_of_term(term, begins=True)) for term in plan.begin]
    return {"says": says, "fault": plan.fault or "", "diff": it.homes.faces.masked_words(plan.amendment.diff) if plan.amendment else "",
            "gone": [], "waits": bool(it.inquiry.in_state("granted", "leaves"))}  # fmt: skip

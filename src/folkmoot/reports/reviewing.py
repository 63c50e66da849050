"""Who reviews, how much rests on how few, and what was merged without anybody else looking?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.metrics.response import of_kind
from folkmoot.metrics.reviewing import change_reviews, review_load, reviewer_concentration, reviews_of_others
from folkmoot.metrics.threads import CHANGE, MERGE, REVIEW
from folkmoot.metrics.waiting import waits
from folkmoot.metrics.windows import is_within, within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.asked import LINKS, LISTED, cells_of, page_of_threads
from folkmoot.reports.filling import many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.knowing import with_known
from folkmoot.reports.paging import PAGING, USUAL, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell, told_of

TITLE = Text("Reviewing", "检视")
SORTS = ("reviews", "changes", "answered", "hours", "name")
STATES = {
    "unreviewed": ("was merged without a review by another person", "were merged without a review by another person", "未经他人检视即合入"),
    "self": ("was merged by its author", "were merged by their authors", "由作者自行合入"),
}  # fmt: skip
OPTIONS = {
    "sort": Text(f"{', '.join(SORTS)}.", f"{'、'.join(SORTS)}。"),
    "state": Text("List merged changes: unreviewed or self (merged by their author).",
                  "逐条列出已合入的变更：unreviewed（未经检视）或 self（作者自行合入）。"),
    **PAGING,
}  # fmt: skip
DEFINITION = Text(
    "Reviews by people of changes that somebody else opened, told by the forges. Who approves by a comment alone has no reviews "
    "here. First answers: changes of which somebody was the first to answer, and how long that took.",
    "由人对他人发起的变更所做的检视，以代码托管平台记录为准；仅以评论表示同意的不计入。首次响应：某人最先响应的变更数及用时。",
)
COLUMNS = (
    columns.person_column(),
    columns.count("reviews", Text("Reviews", "检视数")),
    columns.count("changes", Text("Changes", "变更数")),
    Column("share", Text("Share of all reviews", "占全部检视"), "share"),
    columns.count("answered", Text("First answers", "首次响应数")),
    Column("hours", Text("Median until the first answer", "首次响应中位时长"), "hours", "hours"),
    columns.FIRST,
    columns.LAST,
    Column("id", Text("Id", "标识")),
)


@report("reviewing", TITLE, options=OPTIONS)
def reviewing(homes: Homes, question: Question) -> Answer:
    """Who reviews, how much rests on how few, and what was merged without anybody else looking?"""
    state, sort = chosen(question, "state", STATES), chosen(question, "sort", SORTS, "reviews")
    asked = homes.threads(question.scope)
    if state:
        return _listed(homes, question, asked, state)
    events = homes.events(question.scope)
    rows = _reviewers(homes, question, events)
    rows.sort(key=lambda row: _order(row, sort))
    rests = homes.rows(reviewer_concentration(events, question.scope))[0]
    merged = change_reviews(asked, question.scope)
    looked = homes.rows(
        merged.agg(
            merged=merged.count(),
            unreviewed=(merged.reviews == 0).mean(),
            self_merged=merged.self_merged.mean(),
            reviewers=merged.reviewers.mean(),
        )
    )[0]
    if not told_of(homes, question, (REVIEW,)) and not rests["reviews"]:
        looked["unreviewed"] = looked["reviewers"] = None
    shown, about = page_of(rows, question)
    return tell(
        homes, question, TITLE, _sentence(question, rests, looked) if rests["reviews"] else None, COLUMNS, shown,
        kinds=(REVIEW,), metric=review_load, definition=DEFINITION, total=rests["reviews"], found=len(rows),
        about={"concentration": rests, "merged": looked, **about},
    )  # fmt: skip


def _reviewers(homes: Homes, question: Question, events: Any) -> list[dict[str, Any]]:
    """Return each reviewer with their load, and how soon they answered what they were the first to answer."""
    done = within(reviews_of_others(events), question.scope)
    counted = done.group_by("person").agg(
        reviews=done.count(), changes=done.subject.nunique(), first_at=done["at"].min(), last_at=done["at"].max()
    )
    # Whom they answered need not be in the scope's organisations or people; that the reviewers are, the reviews say.
    everywhere = question.scope.with_(orgs=(), people=())
    waited = waits(with_known(homes, within(of_kind(homes.threads(everywhere), CHANGE), question.scope)))
    waited = waited.filter(waited.answered)
    answers = waited.group_by("responder").agg(answered=waited.count(), hours=waited.hours.median())
    first = {row["responder"]: row for row in homes.rows(answers)}
    found = homes.rows(counted)
    whole = sum(row["reviews"] for row in found)
    return [
        {
            "id": homes.faces.id_of(row["person"]),
            "name": homes.faces.name_of(row["person"]),
            **{name: row[name] for name in ("reviews", "changes", "first_at", "last_at")},
            "share": row["reviews"] / whole,
            "answered": first[row["person"]]["answered"] if row["person"] in first else 0,
            "hours": first[row["person"]]["hours"] if row["person"] in first else None,
        }
        for row in found
    ]


def _order(row: Mapping[str, Any], sort: str) -> tuple[Any, ...]:
    name = str(row["name"]).lower()
    if sort == "name":
        return (name, row["id"])
    return (row[sort] is None, -(row[sort] or 0), name, row["id"])


def _sentence(question: Question, rests: Mapping[str, Any], looked: Mapping[str, Any]) -> Text:
    when = window_words(question.scope)
    said = Text(
        f"{when.en}, {many(rests['reviewers'], 'person', 'people')} made {many(rests['reviews'], 'review', 'reviews')}: the "
        f"busiest {rests['busiest_share']:.0%} of them, and {number(rests['factor'])} together at least half.",
        f"{when.zh}，{number(rests['reviewers'])} 人做了 {number(rests['reviews'])} 次检视：最多的一人占 "
        f"{rests['busiest_share']:.0%}，{number(rests['factor'])} 人合计不少于半数。",
    )
    if looked["unreviewed"] is None:
        return said
    return Text(
        f"{said.en} Of {many(looked['merged'], 'merged change', 'merged changes')}, {looked['unreviewed']:.0%} had no review.",
        f"{said.zh}合入的 {number(looked['merged'])} 个变更中，{looked['unreviewed']:.0%} 未经检视。",
    )


def _listed(homes: Homes, question: Question, asked: Any, state: str) -> Answer:
    """Return the merged changes of a state, the newest merges first."""
    author = asked.person.coalesce(asked.actor)
    found = asked.filter(
        asked.kind == CHANGE,
        is_within(asked.merged_at, question.scope),
        asked.reviews == 0 if state == "unreviewed" else asked.merger == author,
    )
    rows, number_of, about = page_of_threads(homes, question, found, [found.merged_at.desc()], USUAL)
    said = (
        *LISTED,
        Column("merged_at", Text("Merged", "合入时间"), "moment"),
        columns.count("reviews", Text("Reviews", "检视数")),
        columns.count("comments", Text("Comments by others", "他人评论数")),
        *LINKS,
    )
    listed = [
        {**cells_of(homes, row), **{name: row[name] for name in ("merged_at", "reviews", "comments")}} for row in rows
    ]
    does, do, chinese = STATES[state]
    sentence = Text(
        f"{many(number_of, f'change {does}', f'changes {do}')}, the newest first.",
        f"{number(number_of)} 个变更{chinese}，最近的在前。",
    )
    return tell(
        homes, question, TITLE, sentence if number_of else None, said, listed,
        kinds=(REVIEW,) if state == "unreviewed" else (MERGE,), metric=change_reviews, total=number_of, found=number_of,
        about={"state": state, **about},
    )  # fmt: skip

"""How many builds pass, of which repositories, and how long do they take?"""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.building import BUILD, builds_by_month, builds_of_changes, ended
from folkmoot.metrics.windows import within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import by_month, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, USUAL, bounds
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Builds", "构建")
RATE = Column("pass_rate", Text("Pass rate", "通过率"), "share")
COUNTS = (
    columns.count("builds", Text("Builds", "构建")), columns.count("passed", Text("Passed", "通过")),
    columns.count("failed", Text("Failed", "失败")), columns.count("other", Text("Neither", "其他")), RATE,
)  # fmt: skip


STATES = {"all": Text("with builds", "有构建"), "clean": Text("with builds of which none failed", "有构建且从未失败")}
OPTIONS = {
    "state": Text(
        "List single changes: all, or clean (no build failed).", "逐条列出变更：all 或 clean（没有构建失败）。"
    ),
    **PAGING,
}


@report("builds", TITLE, options=OPTIONS)
def builds(homes: Homes, question: Question) -> Answer:
    """How many builds pass, of which repositories, and how long do they take?"""
    # Robots build, so they are in, whatever is asked of the rest.
    events = homes.extract(ended, question.scope.with_(bots=True))
    if state := chosen(question, "state", STATES):
        return _listed(homes, question, events, state)
    rows = by_month(homes.rows(builds_by_month(events, question.scope)))
    parts = {
        "repositories": _repositories(homes, question, events),
        "changes": _changes(homes, question, events),
    }
    shown = (
        columns.MONTH, columns.REPO, *COUNTS, columns.count("minutes", Text("Minutes (median)", "分钟（中位数）"), unit="minutes"),
        columns.count("changes", Text("Changes", "变更")), columns.count("clean_changes", Text("Never failed", "从未失败")),
    )  # fmt: skip
    passed, failed = (sum(row[name] for row in rows) for name in ("passed", "failed"))
    decided, total = passed + failed, sum(row["builds"] for row in rows)
    when = window_words(question.scope)
    rate = f"{passed / decided:.0%}" if decided else "?"
    sentence = Text(
        f"{when.en}, {rate} of {many(decided, 'build', 'builds')} passed; {number(total - decided)} neither passed nor failed.",
        f"{when.zh}，{number(decided)} 次构建的通过率为 {rate}；另有 {number(total - decided)} 次既未通过也未失败。",
    )
    return tell(
        homes, question, TITLE, sentence if rows else None, shown, rows, kinds=(BUILD,), metric=builds_by_month,
        total=total, parts=parts, about={"pass_rate": passed / decided if decided else None},
    )  # fmt: skip


def _repositories(homes: Homes, question: Question, events: Any) -> Answer:
    inside = within(ended(events), question.scope)
    counted = inside.group_by("repo").agg(
        builds=inside.count(), passed=inside.passed.sum().fill_null(0), failed=(~inside.passed).sum().fill_null(0),
        other=inside.passed.isnull().sum(), minutes=inside.minutes.quantile(0.5),
    )  # fmt: skip
    rows = [
        {**row, "pass_rate": row["passed"] / (row["passed"] + row["failed"]) if row["passed"] + row["failed"] else None}
        for row in homes.rows(counted)
    ]
    rows.sort(key=lambda row: (row["pass_rate"] is None, row["pass_rate"] or 0, row["repo"]))
    shown = (
        columns.REPO,
        *COUNTS,
        columns.count("minutes", Text("Minutes (median)", "分钟（中位数）"), unit="minutes"),
    )
    worst = next((row for row in rows if row["pass_rate"] is not None), None)
    sentence = None
    if worst is not None:
        sentence = Text(
            f"{worst['repo']} has the lowest pass rate: {worst['pass_rate']:.0%}.",
            f"{worst['repo']} 的通过率最低：{worst['pass_rate']:.0%}。",
        )
    return tell(
        homes, question, Text("Repositories", "代码仓"), sentence, shown, rows, kinds=(BUILD,), metric=builds_by_month,
        name="repositories",
    )  # fmt: skip


def _changes(homes: Homes, question: Question, events: Any) -> Answer:
    each = builds_of_changes(events, question.scope)
    table = each.group_by("repo").agg(
        changes=each.count(), clean=each.clean.sum(), passed=each.passed.sum(), builds=each.builds.mean()
    )
    rows = sorted(homes.rows(table), key=lambda row: (-row["changes"], row["repo"]))
    rows = [{**row, "clean_share": row["clean"] / row["changes"]} for row in rows]
    built, clean = (sum(row[name] for row in rows) for name in ("changes", "clean"))
    shown = (
        columns.REPO, columns.count("changes", Text("Changes with builds", "有构建的变更")),
        columns.count("clean", Text("Never failed", "从未失败")), Column("clean_share", Text("Share", "占比"), "share"),
        columns.count("passed", Text("Passed at last", "最终通过")),
        columns.count("builds", Text("Builds of a change (mean)", "每个变更的构建数（均值）")),
    )  # fmt: skip
    sentence = Text(
        f"Of {many(built, 'change', 'changes')} with builds {number(clean)} never failed.",
        f"{number(built)} 个有构建的变更中，{number(clean)} 个从未失败。",
    )
    return tell(
        homes, question, Text("Changes", "变更"), sentence if rows else None, shown, rows, kinds=(BUILD,),
        metric=builds_of_changes, total=built, name="changes",
    )  # fmt: skip


def _listed(homes: Homes, question: Question, events: Any, state: str) -> Answer:
    """Return the single changes that were built, the newest builds first."""
    each = builds_of_changes(events, question.scope)
    each = each.filter(each.clean) if state == "clean" else each
    found = homes.rows(each.agg(found=each.count()))[0]["found"]
    wanted, about = each.order_by([each.last_at.desc(), each.change]), {}
    if (asked := bounds(question, USUAL)) is not None:
        first, size = asked
        wanted, about = wanted.limit(size, offset=first), {"page": first // size + 1, "size": size}
    shown = (
        Column("change", Text("Change", "变更")), columns.REPO, columns.count("builds", Text("Builds", "构建")),
        columns.count("failed", Text("Failed", "失败")), Column("passed", Text("Passed at last", "最终通过"), "mark"),
        columns.FIRST, columns.LAST,
    )  # fmt: skip
    sentence = Text(
        f"{many(found, 'change', 'changes')} {STATES[state].en}, the newest first.",
        f"{STATES[state].zh}的变更共 {number(found)} 个，最近的在前。",
    )
    return tell(
        homes, question, TITLE, sentence if found else None, shown, homes.rows(wanted), kinds=(BUILD,),
        metric=builds_of_changes, total=found, found=found, about={"state": state, **about},
    )  # fmt: skip

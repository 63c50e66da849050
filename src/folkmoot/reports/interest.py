"""How do stars, forks and watches grow, and do two sources agree on it?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from folkmoot.metrics.interest import MEASURED, acts, interest_by_month, interest_standing
from folkmoot.metrics.windows import within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import by_month, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell, told_of

TITLE = Text("Stars, forks and watches", "点赞、复刻与关注")
NAMES = {"stars": Text("Stars", "点赞"), "forks": Text("Forks", "复刻"), "watches": Text("Watches", "关注")}
GIVEN = {"stars": "repo.starred", "forks": "repo.forked", "watches": "repo.watched"}
KINDS = (*GIVEN.values(), "repo.unstarred", *(f"measured.{name}" for name in MEASURED))
DEFINITION = Text(
    "Twice the same growth: what forges tell of each star, fork and watch, and what their counts rose by. The gap is the second less "
    "the first; ended watches, deleted forks and stars that a forge does not tell of as withdrawn make it.",
    "同一增长的两个来源：平台逐条提供的点赞、复刻、关注，以及平台总数的增量。差距为后者减前者，"
    "主要来自平台未逐条提供的取消点赞、删除复刻与取消关注。",
)  # fmt: skip


@report("interest", TITLE)
def interest(homes: Homes, question: Question) -> Answer:
    """How do stars, forks and watches grow, and do two sources agree on it?"""
    given = homes.rows(interest_by_month(homes.events(question.scope), question.scope))
    counted = homes.rows(interest_standing(homes.measurements(question.scope), question.scope))
    rows = _joined(homes, question, given, counted)
    shown = (columns.MONTH, *(column for name in MEASURED for column in _columns(name)))
    return tell(
        homes, question, TITLE, _sentence(question, rows) if rows else None, shown, by_month(rows), kinds=KINDS,
        metric=interest_by_month, total=_last(rows, "stars_total"), unit="stars", definition=DEFINITION,
        parts={"repositories": _repositories(homes, question, counted)},
    )  # fmt: skip


def _columns(name: str) -> tuple[Column, ...]:
    title, kind = NAMES[name], GIVEN[name]
    return (
        columns.count(f"{name}_total", Text(f"{title.en} in all", f"{title.zh}总数")),
        columns.count(f"{name}_counted", Text(f"{title.en}: counts rose by", f"{title.zh}：总数增量")),
        columns.count(name, Text(f"{title.en}: told one by one", f"{title.zh}：逐条记录"), f"events?month={{month}}&kind={kind}"
                      if name != "stars" else "events?month={month}&kind=repo.starred,repo.unstarred"),
        columns.count(f"{name}_gap", Text("Gap", "差距")),
    )  # fmt: skip


def _joined(
    homes: Homes, question: Question, given: list[dict[str, Any]], counted: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return a row for each month: what was told one by one, and what was counted; null where a source tells nothing."""
    read = {row.kind for row in told_of(homes, question, GIVEN.values())}
    months: dict[date, dict[str, Any]] = defaultdict(dict)
    for row in given:
        here = months[row["month"]]
        for name in MEASURED:
            here[name] = here.get(name, 0) + row[name]
    for row in counted:
        here, name = months[row["month"]], row["name"]
        here[f"{name}_total"] = here.get(f"{name}_total", 0) + row["total"]
        if row["growth"] is not None:
            here[f"{name}_counted"] = here.get(f"{name}_counted", 0) + row["growth"]
    rows = []
    for month in sorted(months):
        row = {"month": month}
        for name in MEASURED:
            told = months[month].get(name, 0) or (0 if GIVEN[name] in read else None)
            rose = months[month].get(f"{name}_counted")
            row |= {
                f"{name}_total": months[month].get(f"{name}_total"), f"{name}_counted": rose, name: told,
                f"{name}_gap": None if told is None or rose is None else rose - told,
            }  # fmt: skip
        rows.append(row)
    return rows


def _last(rows: list[dict[str, Any]], name: str) -> float | None:
    return next((row[name] for row in reversed(rows) if row[name] is not None), None)


def _sum(rows: list[dict[str, Any]], name: str) -> float | None:
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None


def _sentence(question: Question, rows: list[dict[str, Any]]) -> Text:
    when, total = window_words(question.scope), _last(rows, "stars_total")
    both = [row for row in rows if row["stars_gap"] is not None]
    told = number(_sum(rows, "stars"))
    if total is None:
        return Text(
            f"{when.en}, {told} stars were given; how many there are in all was not counted.",
            f"{when.zh}，新增点赞 {told} 个；总数未读取。",
        )
    begin = Text(f"{number(total)} stars at the last count", f"最近一次读数为 {number(total)} 个点赞")
    if not both:
        return Text(f"{begin.en}; there is no second source beside it.", f"{begin.zh}；没有可对照的第二来源。")
    counted, given = number(_sum(both, "stars_counted")), number(_sum(both, "stars"))
    gap = number(_sum(both, "stars_gap"))
    return Text(
        f"{begin.en}. Where both sources tell, the count rose by {counted} and {given} were told one by one: a gap of {gap}.",
        f"{begin.zh}。在两个来源都有数据的月份，总数增加 {counted} 个，逐条记录为 {given} 个，相差 {gap} 个。",
    )


def _repositories(homes: Homes, question: Question, counted: list[dict[str, Any]]) -> Answer:
    told = within(acts(homes.events(question.scope)), question.scope)
    sums = {
        row["repo"]: row
        for row in homes.rows(
            told.group_by("repo").agg(
                stars=(told.kind == "repo.starred").sum() - (told.kind == "repo.unstarred").sum(),
                forks=(told.kind == "repo.forked").sum(),
                watches=(told.kind == "repo.watched").sum(),
            )
        )
    }
    totals: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in counted:
        totals[row["subject"]][row["name"]] = row["total"]
    rows = [
        {"repo": repo, **{f"{name}_total": totals.get(repo, {}).get(name) for name in MEASURED},
         **{name: sums[repo][name] if repo in sums else None for name in MEASURED}}
        for repo in sorted({*totals, *sums}, key=lambda repo: (-(totals.get(repo, {}).get("stars") or 0), repo))
    ]  # fmt: skip
    shown = (
        columns.REPO,
        *(
            columns.count(f"{name}_total", Text(f"{NAMES[name].en} in all", f"{NAMES[name].zh}总数"))
            for name in MEASURED
        ),
        *(columns.count(name, Text(f"New {NAMES[name].en.lower()}", f"新增{NAMES[name].zh}")) for name in MEASURED),
    )
    sentence = Text(f"{number(len(rows))} repositories.", f"{number(len(rows))} 个代码仓。")
    return tell(
        homes, question, Text("Repositories", "代码仓"), sentence if rows else None, shown, rows, kinds=KINDS,
        metric=interest_standing, name="repositories",
    )  # fmt: skip

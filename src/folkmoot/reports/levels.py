"""How many developers are at each level, who goes on to the next, and by which way?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.metrics.acts import ACTS, INTEREST, MERGED, TALK
from folkmoot.metrics.downloads import downloads_by_month
from folkmoot.metrics.levels import (
    HORIZONS,
    LEVELS,
    STEPS,
    USUAL,
    level_conversion,
    level_counts,
    level_paths,
    levels,
    levels_by_month,
)  # fmt: skip
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of, kinds_in
from folkmoot.reports.filling import UNREAD, by_month, fill, many, number, window_words
from folkmoot.reports.gaps import gaps
from folkmoot.reports.homes import Homes
from folkmoot.reports.moves import steps_of
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.watched import known_scope

TITLE = Text("Developer levels", "开发者级别")
OPTIONS = {
    "level": Text("D0, D1 or D2: the people who reached it.", "D0、D1 或 D2：列出达到该级别的人。"),
    "step": Text(
        f"{' or '.join(STEPS)}: who first reached the lower level in the window long enough ago, and who of them went on.",
        f"{' 或 '.join(STEPS)}：在时段内首次达到前一级且天数已满的人，以及其中谁达到了下一级。",
    ),
    **PAGING,
}  # fmt: skip
NAMES: Mapping[str, Text] = {
    "D0": Text("D0: starred, forked, watched or more", "D0：点赞、复刻、关注或以上"),
    "D1": Text("D1: took part in issues, changes or reviews", "D1：参与问题单、变更或检视"),
    "D2": Text("D2: had a change merged", "D2：有变更被合入"),
}
NEEDS: Mapping[str, tuple[str, ...]] = {"D0": INTEREST, "D1": (*TALK, MERGED), "D2": (MERGED,)}
ACT_NAMES: Mapping[str, Text] = {
    "star": Text("star", "点赞"), "fork": Text("fork", "复刻"), "watch": Text("watch", "关注"), "issue": Text("issue", "问题单"),
    "comment": Text("comment", "评论"), "review": Text("review", "检视"), "change": Text("change", "变更"),
    "commit": Text("commit", "提交"), "merged": Text("merged", "合入"),
}  # fmt: skip
STEP_NAMES = {"D0-D1": Text("D0 to D1", "D0 到 D1"), "D1-D2": Text("D1 to D2", "D1 到 D2")}
ENOUGH = 5  # people, for a share to be said in words
PATHS = 50  # the ways that most people came by


@report("levels", TITLE, options=OPTIONS)
def developer_levels(homes: Homes, question: Question) -> Answer:
    """How many developers are at each level, who goes on to the next, and by which way?"""
    level = chosen(question, "level", map(str.lower, LEVELS)).upper()
    if step := chosen(question, "step", map(str.lower, STEPS)).upper():
        return steps_of(homes, question, step)
    if level:
        return _people(homes, question, level)
    events = homes.events(question.scope)
    counted = homes.rows(level_counts(events, question.scope))[0]
    read = kinds_in(coverage_of(homes, question.scope))
    people = {name: _known(counted[name.lower()], NEEDS[name], read) for name in LEVELS}
    rows = [
        {"level": name, "name": NAMES[name], "people": people[name], "share": _share(people, name)} for name in LEVELS
    ]
    parts = {
        "months": _months(homes, question, events, read),
        "conversion": _conversion(homes, question, events),
        **_ways(homes, question, events),
        "users": _users(homes, question),
    }
    shown = (
        Column("level", Text("Level", "级别")), Column("name", Text("Who", "含义")),
        columns.count("people", Text("People", "人数"), "levels?level={level}", "people"),
        Column("share", Text("Share of the level before", "占上一级的比例"), "share"),
    )  # fmt: skip
    return fill(
        homes, question, TITLE, _sentence(question, people, parts["conversion"]), shown, rows,
        metric=level_counts, total=people["D0"], parts=parts, about={"levels": people},
    )  # fmt: skip


def _known(found: int, needs: Iterable[str], read: frozenset[str]) -> int | None:
    """Return a count; None where it is not known because nothing that would tell it was read."""
    return found if read & frozenset(needs) else found or None


def _share(people: Mapping[str, int | None], level: str) -> float | None:
    if level == LEVELS[0]:
        return None
    lower, here = people[LEVELS[LEVELS.index(level) - 1]], people[level]
    return here / lower if lower and here is not None else None


def _sentence(question: Question, people: Mapping[str, int | None], conversion: Answer) -> Text:
    if all(value is None for value in people.values()):
        return UNREAD
    when = window_words(question.scope)
    said = Text(
        f"{when.en}, {many(people['D0'], 'person', 'people')} reached D0, {number(people['D1'])} of them D1 and {number(people['D2'])} D2.",
        f"{when.zh}，{number(people['D0'])} 人达到 D0，其中 {number(people['D1'])} 人达到 D1、{number(people['D2'])} 人达到 D2。",
    )
    share = conversion.about["shares"].get("D1-D2")
    if share is None:
        return said
    return Text(
        f"{said.en} Of those who reached D1, {share:.0%} had a change merged within {USUAL} days.",
        f"{said.zh}达到 D1 的人中，{share:.0%} 在 {USUAL} 天内有变更被合入。",
    )


def _people(homes: Homes, question: Question, level: str) -> Answer:
    """Return who reached a level, the latest first."""
    table = levels(homes.events(question.scope), question.scope)
    moment = f"{level.lower()}_at"
    found = homes.rows(table.filter(table[moment].notnull()))
    found.sort(key=lambda row: (row[moment], row["person"]), reverse=True)
    shown, about = page_of(found, question)
    rows = [
        {"id": homes.faces.id_of(row["person"]), "name": homes.faces.name_of(row["person"]),
         **{name: row[name] for name in ("level", "d0_at", "d1_at", "d2_at")}}
        for row in shown
    ]  # fmt: skip
    moments = tuple(Column(f"{name.lower()}_at", Text(f"{name} since", f"达到 {name}"), "moment") for name in LEVELS)
    sentence = Text(
        f"{many(len(found), 'person', 'people')} reached {level}, the latest first.",
        f"{number(len(found))} 人达到 {level}，最近的在前。",
    )
    return fill(
        homes, question, Text(f"People at {level}", f"{level} 级开发者"), sentence,
        (columns.person_column(), Column("level", Text("Level", "级别")), *moments, Column("id", Text("Id", "标识"))), rows,
        metric=levels, total=len(found), found=len(found), about={"level": level, **about},
    )  # fmt: skip


def _months(homes: Homes, question: Question, events: Any, read: frozenset[str]) -> Answer:
    rows = [
        {"month": row["month"], **{name.lower(): _known(row[name.lower()], NEEDS[name], read) for name in LEVELS}}
        for row in by_month(homes.rows(levels_by_month(events, question.scope)))
    ]
    shown = (columns.MONTH, *(columns.count(name.lower(), NAMES[name], unit="people") for name in LEVELS))
    best = max(rows, key=lambda row: row["d2"] or 0, default=None)
    sentence = Text("Nobody reached a level in this window.", "此时段内无人达到任何级别。")
    if best:
        sentence = Text(
            f"Most people had a change merged in {best['month']}: {number(best['d2'])}.",
            f"{best['month']} 有变更被合入的人最多：{number(best['d2'])} 人。",
        )
    title = Text("Levels by month", "每月各级人数")
    missed = gaps(coverage_of(homes, question.scope), [row["month"] for row in rows], question)
    return fill(homes, question, title, sentence, shown, rows, metric=levels_by_month, name="months", gaps=missed)


def _conversion(homes: Homes, question: Question, events: Any) -> Answer:
    found = homes.rows(level_conversion(events, known_scope(homes, question)))
    rows = [{**row, "name": STEP_NAMES[row["step"]], "cohort": f"{row['cohort']:%Y-%m}"} for row in found]
    shares = {}
    for step in STEPS:
        usual = [row for row in found if row["step"] == step and row["days"] == USUAL]
        known = sum(row["known"] for row in usual)
        shares[step] = sum(row["reached"] for row in usual) / known if known else None
    shown = (
        Column("name", Text("Step", "转化")), Column("cohort", Text("First reached in", "首次达到的月份")),
        columns.count("days", Text("Within days", "天数内"), unit="days"),
        columns.count("people", Text("People", "人数"), unit="people"),
        columns.count("known", Text("Long enough ago", "天数已满"), unit="people"),
        columns.count("waiting", Text("Waiting", "等待中"), unit="people"),
        columns.count("reached", Text("Went on", "已转化"), unit="people"),
        columns.count("directly", Text("At once", "当即达到"), unit="people"),
        Column("share", Text("Share", "转化率"), "share"),
    )  # fmt: skip
    said = {step: "?" if share is None else f"{share:.0%}" for step, share in shares.items()}
    sentence = Text(
        f"Within {USUAL} days {said['D0-D1']} went from D0 to D1, and {said['D1-D2']} from D1 to D2. Who came later is waiting, in no share.",
        f"{USUAL} 天内，{said['D0-D1']} 从 D0 到 D1，{said['D1-D2']} 从 D1 到 D2。天数未满的人仍在等待，不计入转化率。",
    )
    title = Text("Conversion by cohort", "按同期群的转化")
    return fill(
        homes, question, title, sentence, shown, rows, metric=level_conversion, name="conversion",
        about={"shares": shares, "days": HORIZONS},
    )  # fmt: skip


def _ways(homes: Homes, question: Question, events: Any) -> dict[str, Answer]:
    """Return what came first and how far it led, and the ways that most people came by."""
    found = homes.rows(level_paths(events, known_scope(homes, question)))
    firsts: dict[str, dict[str, Any]] = {}
    for row in found:
        one = firsts.setdefault(
            row["first"], {"first": row["first"], "name": ACT_NAMES[row["first"]], "people": 0, "d1": 0, "d2": 0}
        )
        one["people"] += row["people"]
        one["d1"] += row["people"] if row["level"] != "D0" else 0
        one["d2"] += row["people"] if row["level"] == "D2" else 0
    ordered = [
        {**row, "d1_share": row["d1"] / row["people"], "d2_share": row["d2"] / row["people"]}
        for row in sorted(firsts.values(), key=lambda row: (-row["people"], list(ACTS.values()).index(row["first"])))
    ]  # fmt: skip
    return {"first": _firsts(homes, question, ordered), "paths": _paths(homes, question, found)}


def _firsts(homes: Homes, question: Question, rows: list[dict[str, Any]]) -> Answer:
    shown = (
        Column("name", Text("First act", "首个动作")), columns.PEOPLE,
        columns.count("d1", Text("Reached D1", "达到 D1"), unit="people"), Column("d1_share", Text("Share", "占比"), "share"),
        columns.count("d2", Text("Reached D2", "达到 D2"), unit="people"), Column("d2_share", Text("Share", "占比"), "share"),
    )  # fmt: skip
    best = max((row for row in rows if row["people"] >= ENOUGH), key=lambda row: row["d2_share"], default=None)
    sentence = Text("Nobody came in this window.", "此时段内无人加入。")
    if rows:
        sentence = Text(
            f"Most people began with: {rows[0]['name'].en} ({number(rows[0]['people'])}).",
            f"最多人的首个动作是{rows[0]['name'].zh}（{number(rows[0]['people'])} 人）。",
        )
    if best:
        sentence = Text(
            f"{sentence.en} Of those who began with {best['name'].en}, {best['d2_share']:.0%} had a change merged.",
            f"{sentence.zh}从{best['name'].zh}开始的人中，{best['d2_share']:.0%} 有变更被合入。",
        )
    title = Text("What people did first", "首个动作")
    return fill(homes, question, title, sentence, shown, rows, metric=level_paths, name="first")


def _paths(homes: Homes, question: Question, found: list[dict[str, Any]]) -> Answer:
    rows = [{**row, "name": path_words(row["path"])} for row in found[:PATHS]]
    shown = (
        Column("name", Text("Way", "路径")), Column("level", Text("Led to", "达到")),
        columns.PEOPLE, columns.count("days", Text("Days (median)", "天数（中位数）"), unit="days"),
    )  # fmt: skip
    whole, merged = sum(row["people"] for row in found), sum(row["people"] for row in found if row["level"] == "D2")
    sentence = Text(
        f"{many(whole, 'person', 'people')} came by {many(len(found), 'way', 'ways')}; {number(merged)} got as far as a merged change.",
        f"{number(whole)} 人经由 {number(len(found))} 条路径加入，其中 {number(merged)} 人走到变更合入。",
    )
    title = Text("Ways", "路径")
    return fill(
        homes, question, title, sentence, shown, rows, metric=level_paths, total=whole, name="paths", found=len(found)
    )


def path_words(path: str) -> Text:
    """Return a path such as ``star>merged`` in words."""
    names = [ACT_NAMES[act] for act in path.split(">")]
    return Text(" → ".join(name.en for name in names), " → ".join(name.zh for name in names))


def _users(homes: Homes, question: Question) -> Answer:
    """Return the downloads beside the levels: users leave no name."""
    table = downloads_by_month(homes.measurements(question.scope), question.scope)
    totals: dict[str, float] = {}
    for row in by_month(homes.rows(table)):
        totals[row["month"]] = totals.get(row["month"], 0) + (row["downloads"] or 0)
    rows = [{"month": month, "downloads": totals[month]} for month in sorted(totals)]
    whole = sum(totals.values()) if totals else None
    sentence = Text("How often it was downloaded is unknown.", "下载量未知。")
    if rows:
        sentence = Text(
            f"Users are counted by downloads: {number(whole)}. They are no people, and belong to no level.",
            f"用户以下载量计：{number(whole)} 次。下载不是人数，不属于任何级别。",
        )
    shown = (columns.MONTH, columns.count("downloads", Text("Downloads", "下载量"), unit="downloads"))
    title = Text("Users", "用户")
    return fill(homes, question, title, sentence, shown, rows, metric=downloads_by_month, total=whole, name="users")

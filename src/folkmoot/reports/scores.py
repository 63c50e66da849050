"""How do groups or repositories score? One declared number each, its parts, and what would raise it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import Kind
from folkmoot.model.scope import Question, window
from folkmoot.model.scores import Score, ScorePart
from folkmoot.model.text import Text
from folkmoot.reports.days import window_of
from folkmoot.reports.each import gauges
from folkmoot.reports.filling import UNREAD, fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import ON, asked_on, near, said_on
from folkmoot.reports.registry import report
from folkmoot.rules.scoring import Scored, gains, ranked, score_of

TITLE = Text("Scores", "评分")
OWN = Score(
    "vitality", Text("Vitality", "活力"),
    (
        ScorePart("active_people", 2, "log", 50),
        ScorePart("new_people", 1, "log", 15),
        ScorePart("merged_changes", 2, "log", 500),
        ScorePart("change_first_response", 2, "inverse", 48),
        ScorePart("issue_closure_ratio", 1, "linear", 1),
        ScorePart("contributor_absence_factor", 1, "log", 8),
        ScorePart("organization_count", 1, "log", 8),
    ),
    says=Text(
        "The program's own, where the charter declares none: people, work, answers and how many it hangs on. It compares groups of a "
        "kind; it says nothing about the worth of what they make.",
        "章程未声明时使用的内置评分：人员、工作、响应与依赖程度。仅用于同类小组的比较，不代表成果的价值。",
    ),
    source="https://github.com/ossf/criticality_score",
)  # fmt: skip
"""What holds where the charter declares no score."""

OPTIONS = {
    "id": Text("Which score.", "哪一个评分。"),
    "thing": Text("Only this group or repository.", "仅该小组或代码仓。"),
    "on": ON,
}
RAISE = 3  # ways that are told
SCORED = (Kind.SIG, Kind.WG, Kind.TEAM)


@report("scores", TITLE, options=OPTIONS)
def scores(homes: Homes, question: Question) -> Answer:
    """How do groups or repositories score?"""
    question = asked_on(question)
    score = _score(homes, question)
    things = dict(_things(homes, question, score))
    wanted = question.option("thing")
    if wanted and wanted not in things:
        raise BadQuestion(f"There is no score of '{wanted}'.", mend=near(wanted, things))
    values = _values(homes, question, score, tuple(things))
    told = {thing: score_of(score, found) for thing, found in values.items()}
    rows = [_row(score, thing, things[thing], told, values[thing]) for thing in ranked(told)]
    shown = [row for row in rows if not wanted or row["thing"] == wanted]
    title = score.title or TITLE
    return fill(
        homes, question, title, said_on(question, _sentence(score, rows)), _columns(score), shown,
        total=sum(1 for row in rows if row["points"] is not None) or None, definition=_definition(score), version=score.version,
        source=score.source, found=len(shown),
        about={"id": score.id, "per": score.per, "window": score.window, "own": score is OWN, "says": score.says, "place": str(score.place),
               "parts": [_part(part) for part in score.parts],
               "scores": [{"id": one.id, "title": one.title} for one in homes.charter.scores or (OWN,)]},
    )  # fmt: skip


def _score(homes: Homes, question: Question) -> Score:
    known = {one.id: one for one in homes.charter.scores or (OWN,)}
    name = question.option("id") or next(iter(known))
    if name not in known:
        raise BadQuestion(f"There is no score '{name}'.", mend=near(name, known))
    return known[name]


def _things(homes: Homes, question: Question, score: Score) -> Iterator[tuple[str, Text]]:
    """Yield what is given the score: active groups that look after something, or repositories that were read."""
    if score.per == "repo":
        for repo in sorted({row.repo for row in homes.coverage if row.kind in ("commit.authored", "change.opened")}):
            if not question.scope.repos or repo in question.scope.repos:
                yield repo, Text(repo)
        return
    for group in homes.charter.groups:
        asked = not question.scope.groups or group.slug in question.scope.groups
        if asked and group.kind in SCORED and group.repositories and group.status == "active":
            yield group.slug, group.name


def _values(homes: Homes, question: Question, score: Score, things: Sequence[str]) -> dict[str, list[float | None]]:
    """Return the value of each part of the score, of each thing."""
    since_at, until_at = window(*window_of(score.window, question.today), question.scope.zone)
    scope = question.scope.with_(since_at=since_at, until_at=until_at, groups=(), repos=(), orgs=(), people=())
    inside = Question(question.name, scope, question.today)
    parts = []
    for part in score.parts:
        indicator = INDICATORS.get(part.indicator)
        parts.append(gauges(homes, inside, indicator, score.per, things, only=("now",)) if indicator else {})
    return {thing: [told[thing].value if thing in told else None for told in parts] for thing in things}


def _row(
    score: Score, thing: str, name: Text, told: Mapping[str, Scored], values: list[float | None]
) -> dict[str, Any]:
    mine = told[thing]
    raising = gains(score, mine, tuple(told.values()))[:RAISE] if mine.points is not None else ()
    row: dict[str, Any] = {
        "thing": thing, "name": name, "points": mine.points, "known": mine.known,
        "unknown": [_name(part) for part, each in zip(score.parts, mine.parts, strict=True) if each is None],
        "raise": [{"title": _name(score.parts[one.place]), "indicator": score.parts[one.place].indicator, "points": one.points}
                  for one in raising],
        "first_raise": _raise(score, raising[0].place, raising[0].points) if raising else None,
    }  # fmt: skip
    for part, each, value in zip(score.parts, mine.parts, values, strict=True):
        row[part.indicator], row[f"{part.indicator}_value"] = each, value
    return row


def _raise(score: Score, place: int, points: float) -> Text:
    name = _name(score.parts[place])
    return Text(f"{name.en}: +{points:.0f}", f"{name.zh}：+{points:.0f}")


def _name(part: ScorePart) -> Text:
    indicator = INDICATORS.get(part.indicator)
    return part.title or (indicator.title if indicator else Text(part.indicator, part.indicator))


def _part(part: ScorePart) -> dict[str, Any]:
    indicator = INDICATORS.get(part.indicator)
    return {
        "indicator": part.indicator, "title": _name(part), "weight": part.weight, "form": part.form, "cap": part.cap,
        "shows": indicator.shows if indicator else "number", "unit": indicator.unit if indicator else Text(),
    }  # fmt: skip


def _columns(score: Score) -> tuple[Column, ...]:
    opens = "group?id={thing}" if score.per == "group" else "activity?repo={thing}"
    return (
        Column(
            "name",
            Text("Group", "小组") if score.per == "group" else Text("Repository", "代码仓"),
            score.per,
            opens=opens,
        ),
        Column("points", score.title, "number"),
        *(Column(part.indicator, _name(part), "share") for part in score.parts),
        Column("first_raise", Text("What would raise it most", "最能提升评分的是")),
        Column("unknown", Text("Unknown", "未知"), "list"),
        Column("thing", Text("Short name", "短名")),
    )


FORMS = {
    "log": Text("log", "对数"), "linear": Text("linear", "线性"), "inverse": Text("inverse", "反比"), "share": Text("share", "占比"),
}  # fmt: skip
"""How a value becomes a number from 0 to 1, see ``rules/scoring.py``."""


def _definition(score: Score) -> Text:
    words = ", ".join(
        f"{_name(part).en} ×{part.weight:g} ({FORMS[part.form].en}{f' {part.cap:g}' if part.cap else ''})"
        for part in score.parts
    )
    chinese = "、".join(
        f"{_name(part).zh} ×{part.weight:g}（{FORMS[part.form].zh}{f' {part.cap:g}' if part.cap else ''}）"
        for part in score.parts
    )
    return Text(
        f"{score.says.en} 0 to 100: the weighted mean of {words}, over {score.window}. Unknown parts are left out with their weight; with "
        "less than half of the weight known there is no score.".strip(),
        f"{score.says.zh}0 到 100 分：{chinese} 的加权平均，时段 {score.window}。未知项连同权重一并略去；已知权重不足一半时不给分。",
    )


def _sentence(score: Score, rows: list[dict[str, Any]]) -> Text:
    known = [row for row in rows if row["points"] is not None]
    if not known:
        return UNREAD
    top, last = known[0], known[-1]
    rest = len(rows) - len(known)
    words = ("group", "groups", "个小组") if score.per == "group" else ("repository", "repositories", "个代码仓")
    unknown = Text(f" Of {rest} too little is known.", f"另有 {rest} 个数据不足。") if rest else Text()
    return Text(
        f"{many(len(known), words[0], words[1])} scored: {top['name'].en} {top['points']:.0f}, … {last['name'].en} "
        f"{last['points']:.0f}.{unknown.en}",
        f"{len(known)} {words[2]}有评分：{top['name'].said_in('zh')} {top['points']:.0f} 分……{last['name'].said_in('zh')} "
        f"{last['points']:.0f} 分。{unknown.zh}",
    )

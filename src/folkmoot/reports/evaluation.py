"""Is it a healthy community, or group? A declared checklist, each item with its evidence; the unknown apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.charter.held import held
from folkmoot.charter.standard import evaluations_of
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.health import DIMENSIONS, Evaluation, EvaluationItem, HandAnswer
from folkmoot.model.scope import Question, window
from folkmoot.model.text import Text
from folkmoot.reports.days import window_of
from folkmoot.reports.filling import fill, many
from folkmoot.reports.gauges import gauge
from folkmoot.reports.homes import Homes
from folkmoot.reports.indicator import said
from folkmoot.reports.question import ON, asked_on, chosen, near, said_on
from folkmoot.reports.registry import report

TITLE = Text("Health evaluation", "健康度评估")
STATES = {
    "met": Text("met", "满足"),
    "not_met": Text("not met", "未满足"),
    "unknown": Text("unknown", "未知"),
}
OPTIONS = {
    "id": Text("Which evaluation.", "哪一份评估。"),
    "state": Text(f"Only these: {', '.join(STATES)}.", f"只看：{'、'.join(STATES)}。"),
    "dimension": Text(f"Only this: {', '.join(DIMENSIONS)}.", f"仅该维度：{'、'.join(DIMENSIONS)}。"),
    "on": ON,
}
COLUMNS = (
    Column("dimension_name", Text("Dimension", "维度")),
    Column("title", Text("Item", "评估项")),
    Column("state", Text("State", "状态"), "verdict"),
    Column("evidence", Text("Evidence", "依据")),
    Column("required", Text("Required", "必需"), "mark"),
    Column("weight", Text("Weight", "权重"), "number"),
    Column("mend", Text("What to do", "改进建议")),
    Column("url", Text("Where", "出处"), "url"),
    Column("id", Text("Id", "标识")),
)
DEFINITION = Text(
    "Each item is met, not met or unknown, by an indicator, by what the charter declares, or by what somebody saw and signed. Shares are of the "
    "weight of what is known; the unknown is told beside them. Without a required item the whole is not met.",
    "每一项由指标、章程声明或人工查验判定为满足、未满足或未知。比例按已知项的权重计算，未知项单列。必需项未满足则整体未满足。",
)


@report("evaluation", TITLE, options=OPTIONS)
def evaluation(homes: Homes, question: Question) -> Answer:
    """Is it a healthy community, group or repository?"""
    known = {one.id: one for one in evaluations_of(homes.charter)}
    name = question.option("id") or next(iter(known))
    if name not in known:
        raise BadQuestion(f"There is no evaluation '{name}'.", mend=near(name, known))
    asked, question = known[name], asked_on(question)
    state, dimension = chosen(question, "state", STATES), chosen(question, "dimension", DIMENSIONS)
    rows = [_row(homes, question, asked, item) for item in asked.items]
    order = list(DIMENSIONS)
    rows.sort(key=lambda row: order.index(row["dimension"]))
    shown = [row for row in rows if state in ("", row["state"]) and dimension in ("", row["dimension"])]
    title = asked.title or TITLE
    return fill(
        homes, question, title, said_on(question, _sentence(rows)), COLUMNS, shown, definition=asked.says or DEFINITION, version=asked.version,
        source=asked.source, total=sum(1 for row in rows if row["state"] != "unknown") or None, found=len(shown),
        parts={"dimensions": _dimensions(homes, question, rows)},
        about={"id": asked.id, "place": str(asked.place), "verdict": _whole(rows), "how": DEFINITION, "counts": _counts(rows),
               "evaluations": [{"id": one.id, "title": one.title} for one in known.values()]},
    )  # fmt: skip


def _row(homes: Homes, question: Question, asked: Evaluation, item: EvaluationItem) -> dict[str, Any]:
    group, repo = next(iter(question.scope.groups), ""), next(iter(question.scope.repos), "")
    hand = asked.answer(item.id, group=group, repo=repo)
    if hand and hand.day > question.today:
        hand = None  # nobody had looked yet
    state, evidence, opens = _by_hand(homes, hand) if hand else _by_rule(homes, question, item, group)
    return {
        "id": item.id, "title": item.title, "question": item.question, "dimension": item.dimension,
        "dimension_name": DIMENSIONS[item.dimension], "state": state, "state_name": STATES[state], "evidence": evidence,
        "opens": opens, "by_hand": hand is not None, "required": item.required, "weight": item.weight,
        "mend": item.mend if state != "met" else Text(), "url": (hand.url if hand else "") or item.source, "source": item.source,
    }  # fmt: skip


def _by_hand(homes: Homes, hand: HandAnswer) -> tuple[str, Text, str]:
    who = homes.faces.name_of(hand.by) if hand.by else "?"
    says = hand.says or Text("looked at", "已查看")
    return (
        "met" if hand.met else "not_met",
        Text(f"{says.en} ({who}, {hand.day})", f"{says.said_in('zh')}（{who}，{hand.day}）"),
        hand.url,
    )


def _by_rule(homes: Homes, question: Question, item: EvaluationItem, group: str) -> tuple[str, Text, str]:
    if item.rule == "indicator":
        return _by_indicator(homes, question, item)
    if item.rule == "declares":
        told = held(homes.charter, item.declares, group=group, day=question.today)
        places = ", ".join(str(place) for place in told.places[:3])
        if told.met:
            return (
                "met",
                Text(f"declared: {places}" if places else "declared", f"已声明：{places}" if places else "已声明"),
                "",
            )
        if told.met is None:
            return "unknown", Text("The charter does not tell.", "章程未说明。"), ""
        names = [
            known.name if (known := homes.charter.group_by_slug.get(one)) else Text(one, one)
            for one in told.lacking[:6]
        ]
        lacking = Text(", ".join(one.en for one in names), "、".join(one.zh or one.en for one in names))
        more = f" +{len(told.lacking) - 6}" if len(told.lacking) > 6 else ""
        return (
            "not_met",
            Text(
                f"not declared{f' by {lacking.en}{more}' if names else ''}",
                f"未声明{f'：{lacking.zh}{more}' if names else ''}",
            ),
            "",
        )
    if item.rule == "file":
        return "unknown", Text(f"Nobody has looked for {item.file} yet.", f"尚无人查看 {item.file}。"), ""
    return "unknown", Text("Nobody has answered yet.", "尚无人回答。"), ""


def _by_indicator(homes: Homes, question: Question, item: EvaluationItem) -> tuple[str, Text, str]:
    indicator = INDICATORS.get(item.indicator)
    if indicator is None:
        return "unknown", Text(f"There is no indicator '{item.indicator}'.", f"没有指标“{item.indicator}”。"), ""
    days = window_of(item.window, question.today)
    since_at, until_at = window(*days, question.scope.zone)
    inside = Question(question.name, question.scope.with_(since_at=since_at, until_at=until_at), question.today)
    read = gauge(homes, inside, indicator, curve=False)
    opens = f"/board/indicator/{indicator.name}/?since={days[0]}&until={days[1]}"
    if read.value is None:
        return "unknown", read.why, opens
    low, high = item.at_least, item.at_most
    met = (low is None or read.value >= low) and (high is None or read.value <= high)
    value = said(read.value, indicator.shows)
    bounds = (
        [Text(f"at least {said(low, indicator.shows)}", f"至少 {said(low, indicator.shows)}")]
        if low is not None
        else []
    )
    bounds += (
        [Text(f"at most {said(high, indicator.shows)}", f"至多 {said(high, indicator.shows)}")]
        if high is not None
        else []
    )
    limit = Text(", ".join(one.en for one in bounds), "，".join(one.zh for one in bounds))
    return (
        "met" if met else "not_met",
        Text(f"{indicator.title.en}: {value} {indicator.unit.en} ({limit.en}; {days[0]} to {days[1]})".replace("  ", " "),
             f"{indicator.title.zh}：{value} {indicator.unit.zh}（{limit.zh}；{days[0]} 至 {days[1]}）"),
        opens,
    )  # fmt: skip


def _counts(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {state: sum(1 for row in rows if row["state"] == state) for state in STATES}


def _whole(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return met, not_met or unknown of the whole: as the required items are, or as all are where none is required."""
    required = [row for row in rows if row["required"]] or list(rows)
    states = {row["state"] for row in required}
    return "not_met" if "not_met" in states else "unknown" if "unknown" in states or not states else "met"


def _dimensions(homes: Homes, question: Question, rows: Sequence[Mapping[str, Any]]) -> Answer:
    told = []
    for dimension, title in DIMENSIONS.items():
        mine = [row for row in rows if row["dimension"] == dimension]
        known = sum(row["weight"] for row in mine if row["state"] != "unknown")
        met = sum(row["weight"] for row in mine if row["state"] == "met")
        told.append({"dimension": dimension, "title": title, **_counts(mine), "share": met / known if known else None})
    shown = (
        Column("title", Text("Dimension", "维度")), Column("share", Text("Met, of what is known", "满足比例（已知项）"), "share"),
        *(Column(state, title, "number") for state, title in STATES.items()),
    )  # fmt: skip
    sentence = Text("By dimension, weighted.", "按维度加权。")
    return fill(homes, question, Text("Dimensions", "维度"), sentence, shown, told, name="dimensions")


def _sentence(rows: Sequence[Mapping[str, Any]]) -> Text:
    counts = _counts(rows)
    lacking = [row["title"] for row in rows if row["required"] and row["state"] == "not_met"]
    tail = Text()
    if lacking:
        tail = Text(
            f" Required and not met: {', '.join(one.en for one in lacking)}.",
            f"未满足的必需项：{'、'.join(one.said_in('zh') for one in lacking)}。",
        )
    return Text(
        f"{counts['met']} of {many(len(rows), 'item', 'items')} met, {counts['not_met']} not met, {counts['unknown']} unknown.{tail.en}",
        f"{len(rows)} 项中满足 {counts['met']} 项，未满足 {counts['not_met']} 项，未知 {counts['unknown']} 项。{tail.zh}",
    )

"""Checks of evaluations: the rule of each item, and what the answers are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import listed, nearest
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.charter.standard import evaluations_of, standard_evaluation
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.health import EvaluationItem
from folkmoot.model.text import Text


@check(
    "evaluation-rule",
    Severity.ERROR,
    zh="每个评估项至多有一条规则；以指标判断的写明界限。",
    mend=Text(
        "Keep one of indicator, declares and file; beside an indicator write at_least or at_most.",
        "请只保留 indicator、declares、file 之一；使用指标时写明 at_least 或 at_most。",
    ),
)
def evaluation_rule(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An item of an evaluation has one rule at most, and an indicator there has a bound."""
    for evaluation in charter.evaluations:
        for item in evaluation.items:
            for what in _faults(item):
                says = Text(f"The item {item.id} of {evaluation.id} {what.en}.",
                            f"{evaluation.id} 的评估项 {item.id} {what.zh}。")  # fmt: skip
                yield asks.at(nearest(item.place, evaluation.place), says)


def _faults(item: EvaluationItem) -> Iterator[Text]:
    bounded = item.at_least is not None or item.at_most is not None
    if len(item.rules) > 1:
        said = listed(item.rules)
        yield Text(f"has the rules {said.en}", f"有多条规则：{said.zh}")
    if item.indicator and not bounded:
        yield Text("has an indicator without a bound", "的指标没有界限")
    if bounded and not item.indicator:
        yield Text("has a bound without an indicator", "有界限但没有指标")
    if item.at_least is not None and item.at_most is not None and item.at_least > item.at_most:
        yield Text("can never be met", "永远不可能满足")


@check(
    "evaluation-empty",
    Severity.ERROR,
    zh="每个评估都有评估项，每项只出现一次。",
    mend=Text(
        "Give it items, each with an id of its own; or use the id of the one that comes with the program.",
        "请写明评估项，每项用各自的 id；或使用内置评估的 id。",
    ),
)
def evaluation_empty(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every evaluation has items, each of them once."""
    for evaluation in charter.evaluations:
        if not evaluation.items and evaluation.id != standard_evaluation().id:
            says = Text(f"{evaluation.id} asks nothing.", f"{evaluation.id} 没有评估项。")
            yield asks.at(evaluation.place, says, mend=mend_word(evaluation.id, [standard_evaluation().id]))
        for name, times in Counter(item.id for item in evaluation.items).items():
            if times > 1:
                says = Text(f"{evaluation.id} has {times} items '{name}'.", f"{evaluation.id} 有 {times} 个“{name}”。")
                yield asks.at(evaluation.place, says)


@check(
    "evaluation-answer",
    Severity.ERROR,
    zh="每个人工答复都对应一个评估项。",
    mend=Text("Correct the id of the item.", "请改正评估项的 id。"),
)
def evaluation_answer(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every answer by hand is about an item of its evaluation."""
    for evaluation in evaluations_of(charter) if charter.evaluations else ():
        known = {item.id for item in evaluation.items}
        for answer in evaluation.answers:
            if known and answer.item not in known:
                says = Text(
                    f"{evaluation.id} has no item '{answer.item}'.", f"{evaluation.id} 没有“{answer.item}”这一项。"
                )
                yield asks.at(nearest(answer.place, evaluation.place), says, mend=mend_word(answer.item, known))


@check(
    "evaluation-evidence",
    Severity.NOTE,
    zh="每个“满足”的人工答复都写明在哪里可以看到。",
    mend=Text("Add 'url'.", "请补充 url。"),
)
def evaluation_evidence(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An answer by hand that something is met says where that can be seen."""
    for evaluation in charter.evaluations:
        for answer in evaluation.answers:
            if answer.met and not answer.url:
                says = Text(f"The answer to {answer.item} of {answer.day} shows nothing.",
                            f"{answer.day} 对 {answer.item} 的答复没有依据。")  # fmt: skip
                yield asks.at(nearest(answer.place, evaluation.place), says)

"""Checks of submission contests: they say how entries are scored, their scripts are there, their limits and metrics fit together."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.files import safe_path
from folkmoot.charter.registry import Check, check
from folkmoot.model.contest import ContestPlan
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.submission import EvaluationPlan, MetricPlan
from folkmoot.model.text import Text


def _evaluated(charter: Charter) -> Iterator[tuple[ContestPlan, EvaluationPlan]]:
    for one in charter.contests:
        if one.kind == "submissions" and one.evaluation is not None:
            yield one, one.evaluation


@check(
    "contest-kind",
    Severity.ERROR,
    zh="按行为计分的大赛有计分规则；提交类大赛写明如何评分，且以个人或自建队伍参赛。",
    mend=Text(
        "Write scoring rules, or kind: submissions with its evaluation.",
        "请写明计分规则，或设 kind: submissions 并填写 evaluation。",
    ),
)
def contest_kind(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A contest of events has scoring rules; one of submissions says how they are scored, and has people or founded teams."""
    for one in charter.contests:
        if one.kind == "events" and not one.scoring:
            says = Text(f"{one.id} gives points for nothing.", f"{one.id} 没有任何计分规则。")
            yield asks.at(one.place, says, subject=one.group)
        if one.kind == "events" and one.evaluation is not None:
            says = Text(
                f"{one.id} says how entries are scored, and takes none.", f"{one.id} 写明了作品评分方式，却不接受提交。"
            )
            yield asks.at(one.place, says, subject=one.group)
        if one.kind == "submissions":
            yield from _of_submissions(one, asks)


def _of_submissions(one: ContestPlan, asks: Check) -> Iterator[Finding]:
    if one.evaluation is None:
        says = Text(f"{one.id} does not say how entries are scored.", f"{one.id} 未写明如何评分。")
        mend = Text("Fill in 'evaluation': the script and its metrics.", "请填写 evaluation：评分脚本与指标。")
        yield asks.at(one.place, says, mend=mend, subject=one.group)
    if one.scoring:
        says = Text(
            f"{one.id} takes entries and has rules about events.", f"{one.id} 接受提交，却写有按行为计分的规则。"
        )
        yield asks.at(one.place, says, mend=Text("Leave out 'scoring'.", "请去掉 scoring。"), subject=one.group)
    if one.teams not in ("none", "free", "university"):
        says = Text(
            f"{one.id}: entries are handed in by people or founded teams.", f"{one.id}：提交者须为个人或自建队伍。"
        )
        mend = Text("Write teams: none, free or university.", "请将 teams 设为 none、free 或 university。")
        yield asks.at(one.place, says, mend=mend, subject=one.group)


@check(
    "contest-scripts",
    Severity.ERROR,
    zh="提交类大赛提到的脚本存在且为有效的 Python 文件，公开数据目录存在。",
    mend=Text(
        "Put the file there, or correct its path from the charter's root.",
        "请补上该文件，或更正相对章程仓根目录的路径。",
    ),
)
def contest_scripts(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The scripts that a submission contest names are there and are Python, and so is its folder of public data."""
    for one, plan in _evaluated(charter):
        for name in filter(None, (plan.score, plan.check)):
            if fault := _fault(charter, name):
                yield asks.at(
                    one.place, Text(f"{one.id}: {name} {fault.en}", f"{one.id}：{name} {fault.zh}"), subject=one.group
                )
        folder = safe_path(charter.root, plan.public) if plan.public else None
        if plan.public and (folder is None or not folder.is_dir()):
            says = Text(f"{one.id}: there is no folder {plan.public}.", f"{one.id}：目录 {plan.public} 不存在。")
            yield asks.at(one.place, says, subject=one.group)


def _fault(charter: Charter, name: str) -> Text | None:
    path = safe_path(charter.root, name)
    if path is None or not path.is_file():
        return Text("is not there.", "不存在。")
    try:
        ast.parse(path.read_bytes(), name)
    except (OSError, SyntaxError, ValueError):
        return Text("cannot be read as Python.", "不是有效的 Python 文件。")
    return None


@check(
    "contest-metrics",
    Severity.ERROR,
    zh="提交类大赛的指标互不同名，基线与门槛落在取值范围内，限额前后一致。",
    mend=Text("Correct the number.", "请改正该数值。"),
)
def contest_metrics(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Metrics of a submission contest have names of their own, baselines and thresholds are values, and limits fit together."""
    for one, plan in _evaluated(charter):
        for ident, times in Counter(metric.id for metric in plan.metrics).items():
            if times > 1:
                says = Text(f"{one.id} has {times} metrics '{ident}'.", f"{one.id} 有 {times} 个指标“{ident}”。")
                yield asks.at(one.place, says, subject=one.group)
        for metric in plan.metrics:
            for word in _beyond(metric):
                says = Text(
                    f"{one.id}: {metric.id} cannot have this {word.en}.",
                    f"{one.id}：{metric.id} 的{word.zh}不在取值范围内。",
                )
                yield asks.at(one.place, says, subject=one.group)
        for says in _limits(one, plan):
            yield asks.at(one.place, says, subject=one.group)


def _beyond(metric: MetricPlan) -> Iterator[Text]:
    for value, word in ((metric.baseline, Text("baseline", "基线")), (metric.threshold, Text("threshold", "门槛"))):
        if value is None:
            continue
        if (metric.least is not None and value < metric.least) or (metric.most is not None and value > metric.most):
            yield word


def _limits(one: ContestPlan, plan: EvaluationPlan) -> Iterator[Text]:
    if plan.limits.unpacked < plan.limits.upload:
        yield Text(f"{one.id} takes less unpacked than uploaded.", f"{one.id} 的解压上限小于上传上限。")
    if plan.quota.a_day and plan.quota.in_all and plan.quota.a_day > plan.quota.in_all:
        yield Text(f"{one.id} allows more on a day than in all.", f"{one.id} 的每日次数大于总次数。")


@check(
    "contest-hidden",
    Severity.WARNING,
    zh="提交类大赛的隐藏答案不放在章程仓里：能读章程仓的人都能看到。",
    mend=Text("Move it into hidden/ of the workspace.", "请移到工作区的 hidden/ 目录。"),
)
def contest_hidden(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Hidden answers of a submission contest do not lie in the charter, where whoever reads it finds them."""
    for one, plan in _evaluated(charter):
        folder = safe_path(charter.root, plan.hidden) if plan.hidden else None
        if folder is not None and folder.exists():
            says = Text(f"{one.id}: the hidden answers lie in the charter, as {plan.hidden}.",
                        f"{one.id}：隐藏答案位于章程仓中的 {plan.hidden}。")  # fmt: skip
            yield asks.at(one.place, says, subject=one.group)

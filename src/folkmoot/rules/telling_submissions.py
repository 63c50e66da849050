"""Submission contests in words: states, whose fault it was, what is measured, how often one may try, what an entry may take."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from folkmoot.model.submission import EvaluationPlan, MetricPlan
from folkmoot.model.text import Text

STATES: Mapping[str, Text] = {
    "waiting": Text("waits", "排队中"), "running": Text("runs", "运行中"), "scored": Text("scored", "已评分"),
    "refused": Text("refused", "已拒绝"), "failed": Text("failed", "运行失败"), "timed-out": Text("timed out", "超时"),
    "out-of-memory": Text("out of memory", "内存超限"), "broke": Text("not scored", "未能评分"),
    "withdrawn": Text("withdrawn", "已撤回"),
}  # fmt: skip
FAULTS: Mapping[str, Text] = {
    "entrant": Text("the entry's", "参赛作品"), "platform": Text("the platform's", "平台"), "": Text(),
}  # fmt: skip
RUNS: Mapping[str, Text] = {
    "files": Text("Only files are scored; nothing of yours is run.", "仅对文件评分，不运行参赛者的程序。"),
    "code": Text(
        "Your program is run, without a network and apart from everything else.", "参赛者的程序将在隔离且无网络的环境中运行。"
    ),
}  # fmt: skip


def metric_title(metric: MetricPlan) -> Text:
    """Return what a metric is called."""
    return metric.title or Text(metric.id, metric.id)


def value_words(metric: MetricPlan, value: Decimal | None) -> str:
    """Return a value with all of its decimals; a dash for the unknown."""
    return "–" if value is None else f"{value.quantize(Decimal(1).scaleb(-metric.places)):f}"


def metric_words(metric: MetricPlan) -> Text:
    """Return which way is better, to how many decimals, the baseline and what must be reached."""
    better = Text("higher is better", "越高越好") if metric.better == "higher" else Text("lower is better", "越低越好")
    english, chinese = [f"{better.en}, {metric.places} decimals"], [f"{better.zh}，保留 {metric.places} 位小数"]
    if metric.baseline is not None:
        said = value_words(metric, metric.baseline)
        english.append(f"baseline {said}")
        chinese.append(f"基线 {said}")
    if metric.threshold is not None:
        said = value_words(metric, metric.threshold)
        english.append(f"ranked from {said}")
        chinese.append(f"达到 {said} 方可排名")
    return Text("; ".join(english) + ".", "；".join(chinese) + "。")


def tie_words(*, shared: bool) -> Text:
    """Return what becomes of entries that are equal in every metric."""
    if shared:
        return Text("Entries that are equal in every metric share a rank.", "各项指标均相同的作品并列同一名次。")
    return Text(
        "Of entries that are equal in every metric the earlier one goes first.", "各项指标均相同时，先提交者在前。"
    )


def quota_words(plan: EvaluationPlan) -> Text:
    """Return how often one may try."""
    quota = plan.quota
    day = Text(f"{quota.a_day} scored runs a day", f"每天评分 {quota.a_day} 次") if quota.a_day else None
    whole = Text(f"{quota.in_all} in all", f"总计 {quota.in_all} 次") if quota.in_all else None
    parts = [one for one in (day, whole) if one is not None]
    if not parts:
        return Text("As many scored runs as you like.", "评分次数不限。")
    english = ", ".join(one.en for one in parts)
    chinese = "，".join(one.zh for one in parts)
    return Text(f"{english}; what gives no score costs nothing.", f"{chinese}；未得分的运行不计次数。")


def limit_words(plan: EvaluationPlan) -> Text:
    """Return what an entry may take."""
    most = plan.limits
    files = Text(
        f"Upload {most.upload} MB, unpacked {most.unpacked} MB, {most.files} files",
        f"上传 {most.upload} MB，解压后 {most.unpacked} MB，最多 {most.files} 个文件",
    )
    if plan.runs == "files":
        return Text(f"{files.en}.", f"{files.zh}。")
    return Text(
        f"{files.en}; {most.cpu} s of processor, {most.wall} s in all, {most.memory} MB of memory, {most.processes} processes.",
        f"{files.zh}；处理器 {most.cpu} 秒，总时长 {most.wall} 秒，内存 {most.memory} MB，进程 {most.processes} 个。",
    )

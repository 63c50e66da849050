"""Tasks in words: stages, what was recorded, how claims ended, what proves a delivery."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from folkmoot.model.event import KINDS
from folkmoot.model.task import CONTEST, PointRule
from folkmoot.model.text import Text

STAGES: Mapping[str, Text] = {
    "soon": Text("not open yet", "未开放"),
    "open": Text("open", "待认领"),
    "claimed": Text("claimed", "已认领"),
    "delivered": Text("waits for review", "待验收"),
    "accepted": Text("accepted", "已验收"),
    "over": Text("over, undone", "已截止"),
}
"""In the order of the board."""
VERBS: Mapping[str, Text] = {
    "claim": Text("claimed it", "认领任务"),
    "hand-back": Text("handed it back", "放弃认领"),
    "deliver": Text("delivered", "交付"),
    "accept": Text("accepted it", "验收通过"),
    "send-back": Text("sent it back", "退回修改"),
    "withdraw": Text("took the acceptance back", "撤回验收"),
}
ENDED: Mapping[str, Text] = {"handed-back": Text("handed back", "已放弃"), "timed-out": Text("timed out", "已超时")}
PROOFS: Mapping[str, Text] = {
    "proven": Text("proven", "已证明"),
    "unknown": Text("unknown", "未知"),
    "not-proven": Text("not proven", "未证明"),
    "reviewed": Text("by the reviewer's word", "以评审意见为准"),
}
TASK_POINTS = Text("Task accepted", "任务验收")
CONTEST_POINTS = Text("Contest", "大赛")


def points_words(points: Decimal) -> str:
    """Return points as they are written: no more decimals than they have."""
    return f"{points.normalize():,f}"


def worth_words(points: Decimal) -> Text:
    """Return points with their word."""
    said = points_words(points)
    return Text(f"{said} {'point' if points == 1 else 'points'}", f"{said} 积分")


def rule_title(rule: PointRule) -> Text:
    """Return what a rule of points is called: its own words, else what it counts."""
    return rule.title or (CONTEST_POINTS if rule.kind == CONTEST else KINDS.get(rule.kind, Text(rule.kind)))


def rule_words(rule: PointRule) -> Text:
    """Return what a rule of points gives, in words."""
    figure = points_words(rule.points)
    what = CONTEST_POINTS if rule.kind == CONTEST else KINDS.get(rule.kind, Text(rule.kind))
    of = Text("for each point", "每分折合") if rule.kind == CONTEST else Text("each", "每次")
    parts = [Text(f"{what.en}: {figure} {of.en}", f"{what.zh}：{of.zh} {figure} 分")]
    if rule.most_a_month:
        parts.append(Text(f"at most {rule.most_a_month} a month", f"每月至多 {rule.most_a_month} 次"))
    if rule.groups:
        parts.append(Text(f"in {', '.join(rule.groups)}", f"限 {'、'.join(rule.groups)}"))
    if rule.since:
        parts.append(Text(f"from {rule.since}", f"自 {rule.since} 起"))
    if rule.until:
        parts.append(Text(f"until {rule.until}", f"至 {rule.until} 止"))
    return Text(", ".join(one.en for one in parts), "，".join(one.zh for one in parts))

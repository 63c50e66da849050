"""Contests in words: stages, what a rule gives, what a guard takes and why, what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from folkmoot.model.contest import ContestPlan, Guard, ScoringRule
from folkmoot.model.contest_log import Award
from folkmoot.model.event import KINDS
from folkmoot.model.text import Text
from folkmoot.rules.contest_guards import UNKNOWN

STAGES: Mapping[str, Text] = {
    "announced": Text("not begun", "未开始"),
    "running": Text("running", "进行中"),
    "frozen": Text("running, tables frozen", "进行中（榜单已冻结）"),
    "review": Text("final review", "终审中"),
    "final": Text("final", "结果已定"),
    "cancelled": Text("called off", "已取消"),
}
STATES: Mapping[str, Text] = {
    "counted": Text("counts", "计分"), "pending": Text("waits for a reviewer", "待评审"), "taken": Text("does not count", "不计分"),
}  # fmt: skip
TEAMS: Mapping[str, Text] = {
    "none": Text("Everybody for themselves", "个人参赛"),
    "city": Text("The people of a city are a team", "同城参赛者为一队"),
    "chapter": Text("The people of a chapter are a team", "同一分会为一队"),
    "university": Text("Teams of universities, founded by their first member", "高校队伍，由首位队员创建"),
    "free": Text("Teams of one's own choice", "自由组队"),
}
GUARD_NAMES: Mapping[str, Text] = {
    "withdrawn-star": Text("Withdrawn stars", "撤销点赞"),
    "first-star": Text("First star only", "仅计首次点赞"),
    "fresh-account": Text("Fresh accounts", "新注册账号"),
    "self-merged": Text("Self-merged work", "自行合入"),
    "reverted": Text("Reverted work", "被回退的工作"),
    "linked-accounts": Text("Two accounts of one person", "一人多个账号"),
    "one-team": Text("One team each", "一人一队"),
    "told-twice": Text("The same thing once", "同一事项只计一次"),
    "disqualified": Text("Disqualified", "取消资格"),
    "refused": Text("Refused by a reviewer", "评审未通过"),
    "most-each": Text("Cap for each person", "个人上限"),
    "most-a-day": Text("Cap for each day", "每日上限"),
    "most-team": Text("Cap for each team", "队伍上限"),
    "review": Text("Needs a reviewer's nod", "需评审确认"),
    "path": Text("Folder not told", "未知目录"),
}
VERBS: Mapping[str, Text] = {
    "start": Text("The declaration was frozen", "规则已冻结"), "enter": Text("signed up", "报名"), "leave": Text("withdrew", "退出"),
    "found": Text("founded a team", "创建队伍"), "join": Text("joined a team", "加入队伍"), "part": Text("left their team", "离开队伍"),
    "verify": Text("decided about a score", "作出评审"), "disqualify": Text("is disqualified", "被取消资格"),
    "appeal": Text("appealed", "申诉"), "answer": Text("has an answer to an appeal", "的申诉已答复"),
    "approve": Text("The result was approved", "最终结果已批准"), "answerkey": Text("The right answers were laid down", "已存入正确答案"),
}  # fmt: skip
OUT: Mapping[str, Text] = {
    "disqualified": GUARD_NAMES["disqualified"], "too-small": Text("too few people", "人数不足"),
    "nothing-scored": Text("nothing scored yet", "尚无评分"), "below-threshold": Text("below the threshold", "未达门槛"), "": Text(),
}  # fmt: skip


OTHER: Mapping[str, Text] = {
    "told-twice": Text("Two sources have told the same thing ({note}).", "两个数据来源讲述了同一事项（{note}）。"),
    "most-each": Text("Only {note} count for each person.", "每人至多计 {note} 项。"),
    "most-a-day": Text("Only {note} count for each person and day.", "每人每天至多计 {note} 项。"),
    "most-team": Text("Only {note} count for each team.", "每队至多计 {note} 项。"),
    "review": Text("It counts when a reviewer has nodded.", "经评审确认后计分。"),
}  # fmt: skip
"""Why an event waits or does not count without a rule against gaming."""


def number(points: Decimal) -> str:
    """Return points as they are written: no more decimals than they have."""
    return f"{points.normalize():,f}"


def kind_words(kind: str) -> Text:
    """Return the name of a kind of events; its own word where it is none that there is."""
    return KINDS.get(kind, Text(kind))


def rule_title(rule: ScoringRule) -> Text:
    """Return what a scoring rule is called; one without a title by what it counts, and by its label."""
    what = kind_words(rule.kind)
    return rule.title or (Text(f"{what.en} ({rule.label})", f"{what.zh}（{rule.label}）") if rule.label else what)


def rule_words(rule: ScoringRule) -> Text:
    """Return a scoring rule in words: what gives how many points, and what bounds it."""
    what = kind_words(rule.kind)
    en, zh = [f"{number(rule.points)} points each: {what.en.lower()}"], [f"每项 {number(rule.points)} 分：{what.zh}"]
    if rule.repos:
        en.append(f"in {', '.join(rule.repos)}")
        zh.append(f"仓库 {'、'.join(rule.repos)}")
    if rule.path:
        en.append(f"below {rule.path}")
        zh.append(f"目录 {rule.path}")
    if rule.label:
        en.append(f"labelled {rule.label}")
        zh.append(f"标签 {rule.label}")
    if rule.words:
        en.append(f"with “{rule.words}” in the title")
        zh.append(f"标题含“{rule.words}”")
    for most, english, chinese in (
        (rule.most_each, "for each person", "每人"), (rule.most_a_day, "for each person and day", "每人每天"),
        (rule.most_team, "for each team", "每队"),
    ):  # fmt: skip
        if most:
            en.append(f"at most {most} {english}")
            zh.append(f"{chinese}至多 {most} 项")
    if rule.verify == "review":
        en.append("counts when a reviewer has nodded")
        zh.append("经评审确认后计分")
    return Text(", ".join(en) + ".", "，".join(zh) + "。")


def guard_words(guard: Guard) -> Text:
    """Return a rule against gaming in words."""
    days = guard.days
    late = Text(f" or within {days} days after", f"或结束后 {days} 天内") if days else Text()
    said: Mapping[str, Text] = {
        "withdrawn-star": Text(f"A star that is withdrawn before the end{late.en} does not count.",
                               f"结束前{late.zh}撤销的点赞不计分。"),
        "first-star": Text("Only somebody's first star of a repository counts.", "每人对同一仓库仅首次点赞计分。"),
        "fresh-account": Text(f"An account must be {days} days old at its first act in the contest; where its age is unknown, a reviewer decides.",
                              f"账号首次参赛行为时须已注册满 {days} 天；注册时间未知的由评审决定。"),
        "self-merged": Text("Work that its author merged does not count; where it is unknown who merged it, a reviewer decides.",
                            "作者自行合入的工作不计分；合入者未知的由评审决定。"),
        "reverted": Text(f"Work that is reverted before the end{late.en} does not count.", f"结束前{late.zh}被回退的工作不计分。"),
        "linked-accounts": Text("The same thing done by two accounts of one person counts once.", "同一人的多个账号做同一件事只计一次。"),
        "one-team": Text("Nobody counts for two teams: the one they were in first keeps their points.", "一人不得为两队计分：以先加入的队伍为准。")
        if guard.keep == "first" else
        Text("Nobody counts for two teams: whoever is in two counts for none.", "一人不得为两队计分：同在两队者不为任何队计分。"),
    }  # fmt: skip
    return said[guard.rule]


def tie_words(plan: ContestPlan) -> Text:
    """Return how ties are broken, in words."""
    en, zh = [], []
    for tie in plan.ties:
        rule = plan.rule(tie)
        if tie == "shared":
            break
        name = Text("who had their points first", "先得分者") if tie == "earliest" else Text(
            f"more points for “{rule_title(rule).en or rule_title(rule).zh}”", f"“{rule_title(rule).zh or rule_title(rule).en}”得分高者"
        ) if rule else Text(tie, tie)  # fmt: skip
        en.append(name.en)
        zh.append(name.zh)
    if not en:
        return Text("Equal points share a rank.", "同分者并列。")
    return Text(
        f"Equal points: {', then '.join(en)}; else the rank is shared.",
        f"同分时依次比较：{'、'.join(zh)}；仍相同则并列。",
    )


def why_words(plan: ContestPlan, award: Award) -> Text:
    """Return why an award counts, waits or does not count."""
    if award.state == "counted":
        rule = plan.rule(award.rule)
        return rule_words(rule) if rule else Text(award.rule, award.rule)
    if award.note == UNKNOWN:
        return Text("It was not told, so a reviewer decides.", "信息未知，由评审决定。")
    guard = next((one for one in plan.guards if one.rule == award.by), None)
    note = award.note
    if guard is None:
        return OTHER.get(award.by, Text("{note}", "{note}")).filled(note=note)
    says = guard_words(guard)
    return Text(f"{says.en} ({note})", f"{says.zh}（{note}）") if note else says

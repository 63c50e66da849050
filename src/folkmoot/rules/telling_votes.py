"""Votes in words: what a rule asks, why a motion came to what it did, and what it still needs."""

from __future__ import annotations

from fractions import Fraction

from folkmoot.model.motion import Bar, Count, Motion, Stage, VotingRule
from folkmoot.model.text import Text

CHANNELS = {
    "live": Text("in the meeting", "现场表决"),
    "mail": Text("by mail", "邮件表决"),
    "lapse": Text("by lapse", "默示通过"),
}
KINDS = {
    "motion": Text("motion", "动议"),
    "promotion": Text("promotion", "晋升"),
    "emeritus": Text("emeritus", "荣誉退出"),
    "minutes": Text("minutes", "纪要批准"),
    "proposal": Text("proposal", "提案"),
    "sig": Text("new group", "组织设立"),
    "lifecycle": Text("change of a group", "组织变更"),
    "release": Text("release", "版本发布"),
}
WORDS = {
    "open": Text("open", "进行中"),
    "passed": Text("passed", "已通过"),
    "failed": Text("failed", "未通过"),
    "lapsed": Text("lapsed", "未达法定人数"),
    "withdrawn": Text("withdrawn", "已撤回"),
}
CHOICES = {"yes": Text("in favour", "赞成"), "no": Text("against", "反对"), "abstain": Text("abstain", "弃权")}
_SHARES = {
    Fraction(1, 2): Text("half", "半数"),
    Fraction(1, 3): Text("a third", "三分之一"),
    Fraction(2, 3): Text("two thirds", "三分之二"),
    Fraction(3, 4): Text("three quarters", "四分之三"),
    Fraction(1): Text("all", "全部"),
}
WHOLES = {
    "electors": Text("the electors", "选民"),
    "cast": Text("the votes cast", "有效票"),
    "present": Text("those taking part", "参与者"),
}


def bar_words(said: str, of: Text | None = None) -> Text:
    """Return a bar in words: ``more than half of the electors``; empty for none."""
    bar = Bar.read(said)
    if bar is None:
        return Text()
    than, zh_than = ("more than", "超过") if bar.strict else ("at least", "至少")
    if not bar.share:
        return Text(f"{than} {bar.amount}", f"{zh_than} {bar.amount} 人")
    known = _SHARES.get(bar.amount)
    percent = f"{float(bar.amount * 100):g}"
    share = known or (Text(f"{percent} %", f" {percent}%") if "%" in said else Text(str(bar.amount), f" {bar.amount}"))
    if of is None:
        return Text(f"{than} {share.en}", f"{zh_than}{share.zh}")
    return Text(f"{than} {share.en} of {of.en}", f"{zh_than}{of.zh}的{share.zh.strip()}")


def stage_words(stage: Stage) -> Text:
    """Return one stage in words."""
    days = Text(
        f"{stage.days} {'working ' if stage.working else ''}day{'' if stage.days == 1 else 's'}",
        f"{stage.days} 个工作日" if stage.working else f"{stage.days} 天",
    )
    if stage.channel == "live":
        return Text("in the meeting", "现场表决")
    if stage.channel == "mail":
        return Text(f"by mail for {days.en}", f"邮件表决 {days.zh}")
    if not stage.days:
        return Text("then agreed unless an objection stands", "仍无异议则默示通过")
    return Text(f"agreed after {days.en} unless an objection stands", f"{days.zh}内无异议则默示通过")


def rule_words(rule: VotingRule) -> tuple[Text, ...]:
    """Return what a rule asks, a sentence for each part."""
    said: list[Text] = []
    who = Text("everybody who serves", "全体成员") if not rule.roles else _roles(rule.roles)
    of = Text(f" of {rule.group}", f"（{rule.group}）") if rule.group else Text()
    said.append(Text(f"Who votes: {who.en}{of.en}.", f"选民：{who.zh}{of.zh}。"))
    if rule.seats_per_organization is not None:
        first = (
            Text("who serves longest", "任职最久者")
            if rule.seats_by == "longest"
            else Text("who is declared first", "声明在前者")
        )
        number = rule.seats_per_organization
        said.append(Text(
            f"At most {number} vote{'' if number == 1 else 's'} for each organisation; of more, {first.en} votes.",
            f"每个组织至多 {number} 票，超出时由{first.zh}投票。",
        ))  # fmt: skip
    if rule.quorum:
        bar = bar_words(rule.quorum, Text("the electors", "选民"))
        said.append(Text(f"Quorum: {bar.en} take part.", f"法定人数：{bar.zh}参与。"))
    said += _threshold(rule)
    if rule.proxies:
        said.append(Text("Who is represented in the meeting counts as being there.", "会议中委托他人出席者计为到场。"))
    if rule.objections:
        least = Text("One objection stops it.", "一项异议即可否决。") if rule.objections == 1 else Text(
            f"{rule.objections} objections stop it.", f"{rule.objections} 项异议可否决。"
        )  # fmt: skip
        said.append(least)
    stages = [stage_words(stage) for stage in rule.stages]
    said.append(Text(
        f"How: {'; without a quorum '.join(one.en for one in stages)}.",
        f"方式：{'；未达法定人数则'.join(one.zh for one in stages)}。",
    ))  # fmt: skip
    if rule.early:
        said.append(Text("It closes as soon as the rest can change nothing.", "结果已定时提前结束。"))
    return tuple(said)


def _roles(roles: tuple[str, ...]) -> Text:
    named = [Text("those who lead", "负责人") if role == "leads" else Text(role, role) for role in roles]
    return Text(", ".join(one.en for one in named), "、".join(one.zh for one in named))


def _threshold(rule: VotingRule) -> list[Text]:
    said: list[Text] = []
    if rule.threshold:
        bar = bar_words(rule.threshold, WHOLES[rule.of])
        apart = rule.of == "cast" and not rule.abstentions
        said.append(Text(
            f"Passes with {bar.en} in favour{', abstentions apart' if apart else ''}.",
            f"{bar.zh}赞成即通过{'（弃权不计）' if apart else ''}。",
        ))  # fmt: skip
    for portion in rule.also:
        roles, bar = _roles(portion.roles), bar_words(portion.threshold)
        said.append(Text(f"Among them {bar.en}: {roles.en}.", f"其中{roles.zh}{bar.zh}赞成。"))
    if rule.casting:
        said.append(Text("The chair decides a tie.", "平票时由主席决定。"))
    return said


def arithmetic(count: Count) -> Text:
    """Return the count in words and the sum behind it: ``5 in favour, 2 against of 9``."""
    apart = f", {count.abstain} abstaining" if count.abstain else ""
    apart_zh = f"，{count.abstain} 票弃权" if count.abstain else ""
    return Text(
        f"{count.yes} in favour, {count.no} against{apart}; {count.electors} may vote.",
        f"{count.yes} 票赞成，{count.no} 票反对{apart_zh}；共 {count.electors} 位选民。",
    )


def why(rule: VotingRule, count: Count, reason: str, word: str) -> Text:
    """Return why a motion came to what it did."""
    if reason == "objection":
        return Text(
            f"{count.objections} objection{' stands' if count.objections == 1 else 's stand'}.",
            f"有 {count.objections} 项异议未撤回。",
        )
    if reason == "silence":
        return Text("Nobody objects, so it is agreed.", "无人反对，默示通过。")
    if reason == "no quorum":
        return Text(
            f"{count.here} of {count.electors} took part, which is no quorum: nothing is decided.",
            f"{count.electors} 位选民中 {count.here} 位参与，未达法定人数，未作决定。",
        )
    bar = bar_words(rule.threshold, WHOLES[rule.of])
    said = arithmetic(count)
    if not rule.threshold:
        return said
    whole = Text(f"{count.yes} of {count.whole}", f"{count.yes}/{count.whole}")
    parsed = Bar.read(rule.threshold)
    met = parsed is not None and parsed.met(count.yes, count.whole)
    if met and word == "failed":
        return _short_of_roles(rule, said)
    if not met and word == "passed":
        return Text(f"{said.en} The chair decides the tie.", f"{said.zh}平票，由主席决定通过。")
    judged = Text("enough", "达到通过门槛") if met else Text("not enough", "未达到通过门槛")
    return Text(
        f"{said.en} {whole.en} is {judged.en}: it takes {bar.en}.",
        f"{said.zh}{whole.zh}，{judged.zh}（须{bar.zh}赞成）。",
    )


def _short_of_roles(rule: VotingRule, said: Text) -> Text:
    """Return why a motion failed although enough were in favour: too few of them had the roles that it takes."""
    parts = [(_roles(one.roles), bar_words(one.threshold)) for one in rule.also]
    en = "; ".join(f"{roles.en}, {bar.en}" for roles, bar in parts)
    zh = "；".join(f"{roles.zh}{bar.zh}" for roles, bar in parts)
    return Text(
        f"{said.en} That would be enough, but it takes among them: {en}.",
        f"{said.zh}总数已达门槛，但其中须有：{zh}。",
    )


def running(motion: Motion, count: Count, channel: str) -> Text:
    """Return where a motion stands while it is open."""
    if channel == "lapse":
        if count.objections:
            return Text(f"{count.objections} object so far.", f"目前有 {count.objections} 项异议。")
        return Text("Nobody objects so far.", "目前无人反对。")
    if motion.secret:
        return Text(
            f"{count.here} of {count.electors} have voted, in secret.",
            f"{count.electors} 位选民中 {count.here} 位已秘密投票。",
        )
    return arithmetic(count)


def over() -> Text:
    """Return what is needed of something that is over: nothing."""
    return Text("Nothing is needed any more.", "已结束。")


def uncounted() -> Text:
    """Return where a secret motion stands whose ballots nobody has opened yet."""
    return Text("The vote is over; the ballots are still to be counted.", "投票已结束，尚待开票。")


def withdrawn(said: str) -> Text:
    """Return why a motion is over that was withdrawn."""
    return Text(f"Withdrawn: {said}" if said else "Withdrawn.", f"已撤回：{said}" if said else "已撤回。")


def secret_needs() -> Text:
    """Return what a secret vote needs: nobody knows before it is counted."""
    return Text("How the votes fell is known once it is closed.", "结束计票后方知结果。")


def needs(motion: Motion, count: Count, channel: str, quorum: int | None, yes: int | None) -> Text:
    """Return what a motion still needs to pass."""
    if yes is None:
        if channel == "lapse" and not count.electors:
            return Text("It cannot pass: nobody is left who may object.", "无法通过：已无人可以提出异议。")
        if channel == "lapse" or (motion.rule.objections and count.objections >= motion.rule.objections):
            return Text("It passes only if the objection is taken back.", "须撤回异议才能通过。")
        return Text("It cannot pass any more unless somebody changes their vote.", "除非有人改票，否则无法通过。")
    if channel == "lapse":
        return Text("Nothing: it passes if nobody objects.", "无需投票：无人反对即通过。")
    if yes == 0:
        return Text("Nothing: it passes if it stays like this.", "无需更多票：保持现状即通过。")
    more = Text(f"{yes} more in favour to pass", f"还需 {yes} 票赞成")
    if not quorum:
        return Text(f"{more.en}.", f"{more.zh}。")
    return Text(
        f"{more.en}; {quorum} more to take part for the quorum.", f"{more.zh}；还需 {quorum} 人参与以达法定人数。"
    )

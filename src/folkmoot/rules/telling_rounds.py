"""Rounds in words: stages, where a candidate stands, what was done."""

from __future__ import annotations

from collections.abc import Mapping

from folkmoot.model.text import Text

STAGES: Mapping[str, Text] = {
    "upcoming": Text("not begun", "未开始"),
    "nominations": Text("nominations", "提名中"),
    "due": Text("nominations over", "提名已截止"),
    "voting": Text("voting", "表决中"),
    "decided": Text("decided", "已决定"),
    "closed": Text("closed", "已结束"),
    "cancelled": Text("called off", "已取消"),
}
STATES: Mapping[str, Text] = {
    "nominated": Text("has not answered yet", "待本人确认"),
    "standing": Text("stands", "参选"),
    "declined": Text("declined", "已谢绝"),
    "withdrawn": Text("withdrew", "已退出"),
    "silent": Text("did not answer in time", "逾期未确认"),
    "gone": Text("is not declared any more", "已不在章程中"),
    "short": Text("evidence not enough", "依据不足"),
    "ready": Text("goes to the vote", "待表决"),
    "voting": Text("is voted on", "表决中"),
    "granted": Text("granted, change waits", "已通过，待写入章程"),
    "refused": Text("not agreed", "未通过"),
    "proposed": Text("change waits for its merge", "变更待合入"),
    "promoted": Text("in the charter", "已写入章程"),
}
VERBS: Mapping[str, Text] = {
    "nominate": Text("nominated", "提名"),
    "apply_self": Text("applied", "自荐"),
    "accept": Text("accepted the nomination", "接受提名"),
    "decline": Text("declined", "谢绝提名"),
    "withdraw": Text("withdrew", "退出"),
    "sponsor": Text("was given a sponsor", "获得推荐"),
    "freeze": Text("The evidence was frozen", "依据已冻结"),
    "put": Text("was put to the vote", "提交表决"),
    "apply": Text("The change was written", "变更已写入"),
    "cancel": Text("The round was called off", "选拔已取消"),
}


def stage_sentence(stage: str, standing: int, granted: int) -> Text:
    """Return in a sentence how far a round has come."""
    if stage == "upcoming":
        return Text("Nominations have not begun.", "提名尚未开始。")
    if stage == "nominations":
        return Text(f"Nominations are open: {standing} so far.", f"提名进行中，目前 {standing} 项。")
    if stage == "due":
        return Text("Nominations are over; the evidence is about to be frozen.", "提名已截止，依据即将冻结。")
    if stage == "voting":
        return Text(f"The evidence is frozen; {standing} stood, and the votes are running.",
                    f"依据已冻结，{standing} 项参选，表决进行中。")  # fmt: skip
    if stage == "decided":
        return Text(f"{granted} granted; the change of the charter waits.", f"{granted} 项通过，章程变更待写入。")
    if stage == "closed":
        return Text(f"Over: {granted} granted of {standing}.", f"已结束：{standing} 项中 {granted} 项通过。")
    return Text("The round was called off.", "本次选拔已取消。")

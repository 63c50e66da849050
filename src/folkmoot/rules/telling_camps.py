"""Camps in words: what a day asks, and the rule by which one is completed."""

from __future__ import annotations

from folkmoot.model.camp import PROOFS, CampDay, CampPlan
from folkmoot.model.event import KINDS
from folkmoot.model.text import Text
from folkmoot.rules.camps import length_of, need_of


def proof_words(task: CampDay) -> Text:
    """Return how somebody shows that they did a day's task."""
    said = PROOFS[task.proof]
    if task.proof == "link" and task.event in KINDS:
        kind = KINDS[task.event]
        said = Text(f"a link that the sources know ({kind.en.lower()})", f"数据来源可核实的链接（{kind.zh}）")
    if task.repo and task.proof in ("link", "change"):
        said = Text(f"{said.en} in {task.repo}", f"{said.zh}（{task.repo}）")
    if task.coach:
        said = Text(f"{said.en}, confirmed by a coach", f"{said.zh}，须教练确认")
    return said


def rule_words(plan: CampPlan) -> Text:
    """Return when a camp is completed, in a sentence or three."""
    need, length = need_of(plan), length_of(plan)
    every = need == length
    english = [f"Completed with all {length} days." if every else f"Completed with {need} of {length} days."]
    chinese = [f"完成全部 {length} 天即结营。" if every else f"完成 {length} 天中的 {need} 天即结营。"]
    if plan.late:
        english.append(f"A check-in counts up to {_days(plan.late)} late.")
        chinese.append(f"打卡最多可延后 {plan.late} 天。")
    if plan.make_ups:
        english.append(f"{_days(plan.make_ups).capitalize()} may be made up later than that.")
        chinese.append(f"此后另有 {plan.make_ups} 次补卡机会。")
    if plan.grace:
        english.append(f"The camp closes {_days(plan.grace)} after its last day.")
        chinese.append(f"最后一天过后 {plan.grace} 天内仍可补卡。")
    return Text(" ".join(english), "".join(chinese))


def _days(number: int) -> str:
    return "one day" if number == 1 else f"{number} days"

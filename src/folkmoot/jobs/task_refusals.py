"""Why something is not done with a task, and how to mend it."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

LOOK_AGAIN = Text("Look again: somebody may have been quicker.", "请刷新后再看，可能已有人抢先操作。")
NO_TASK = Refusal(
    Text("there is no task '{name}'.", "没有任务“{name}”。"),
    Text("The board of tasks lists them.", "任务列表见任务看板。"),
)
UNPROVEN = Refusal(
    Text("you have not shown yet which account of a forge is yours.", "你尚未证明代码平台上的哪个账号属于你。"),
    Text("Do so on your account's page; then claim the task.", "请先在账号页面认领账号，再认领任务。"),
)
NOT_OPEN = Refusal(
    Text("this task can be claimed from {day} on.", "该任务自 {day} 起可以认领。"),
    Text("Come back then, or choose another one.", "请届时再来，或选择其他任务。"),
)
OVER = Refusal(
    Text("the time of this task is over.", "该任务已截止。"),
    Text(
        "Choose another one, or ask its mentor to extend it in the charter.", "请选择其他任务，或请导师在章程中延期。"
    ),
)
TAKEN = Refusal(
    Text("{who} has this task.", "该任务已由 {who} 认领。"),
    Text(
        "Choose another one; it is free again when they hand it back or their claim times out.",
        "请选择其他任务；对方放弃或超时后可再认领。",
    ),
)
YOURS = Refusal(
    Text("you have this task already.", "该任务已在你手上。"),
    Text("Deliver it, or hand it back.", "请交付或放弃。"),
)
NOBODY = Refusal(
    Text("there is nobody called '{who}'.", "没有名为“{who}”的人员。"),
    Text(
        "Write the id of a person, or an account such as {forge}:ann, also of somebody of whom nothing was read yet.",
        "请填写人员 ID，或 {forge}:ann 这样的账号（尚无任何记录者亦可）。",
    ),
)
DONE = Refusal(
    Text("{who} has done this task.", "{who} 已完成该任务。"), Text("Choose another one.", "请选择其他任务。")
)
ENOUGH = Refusal(
    Text(
        "you hold {held} of the tasks of this batch, and it gives {most} at a time.",
        "你在本批次已持有 {held} 个任务，同时最多 {most} 个。",
    ),
    Text("Deliver or hand one back first: {names}.", "请先交付或放弃：{names}。"),
)
NOT_YOURS = Refusal(
    Text("you do not hold this task.", "该任务不在你手上。"),
    Text(
        "If you did, your claim has timed out or you handed it back: claim it again.",
        "若曾认领，可能已超时或已放弃，请重新认领。",
    ),
)
NO_CHANGE = Refusal(
    Text("'{said}' is no change.", "“{said}”不是变更请求。"),
    Text("Write it as gitee:example/kit!12, or paste its address.", "请写成 gitee:example/kit!12，或粘贴其网址。"),
)
CHANGE_NEEDED = Refusal(
    Text("a merged change proves this task; name it.", "该任务以合入的变更请求为证，请填写。"),
    Text("Write it as gitee:example/kit!12, or paste its address.", "请写成 gitee:example/kit!12，或粘贴其网址。"),
)
WORDS_NEEDED = Refusal(
    Text("say what you deliver.", "请说明交付内容。"),
    Text("A link and a sentence are enough.", "附上链接并写一句话即可。"),
)
USED = Refusal(
    Text("this change was delivered for {name} already.", "该变更请求已用于交付 {name}。"),
    Text("Name the change that belongs to this task.", "请填写属于本任务的变更请求。"),
)
NOT_REVIEWING = Refusal(
    Text(
        "only the mentor, those who lead the group and operators review this task.",
        "仅导师、小组负责人与运营人员可以验收该任务。",
    ),
    Text("The task's page names them.", "名单见任务页面。"),
)
OWN_WORK = Refusal(
    Text("nobody reviews what they delivered themselves.", "不能验收自己的交付。"),
    Text("Another reviewer does.", "请由其他评审者验收。"),
)
NOTHING_DELIVERED = Refusal(Text("nothing waits for a review here.", "这里没有待验收的交付。"), LOOK_AGAIN)
NOTHING_ACCEPTED = Refusal(Text("nothing is accepted here.", "该任务尚未验收通过。"), LOOK_AGAIN)
SETTLED = Refusal(
    Text("this acceptance is settled: {days} days have passed since.", "该验收已满 {days} 天，积分已结算。"),
    Text("Whoever is wronged writes to those who lead the group.", "如有异议，请联系小组负责人。"),
)
WITHDRAWN_WITHOUT_WORDS = Refusal(
    Text("an acceptance is taken back for a reason.", "撤回验收须说明原因。"),
    Text("Say in a few words what is wrong.", "请简要说明问题所在。"),
)
NEWER = Refusal(
    Text("this delivery was replaced meanwhile.", "该交付已被更新。"),
    Text("Look at the new one first.", "请先查看新的交付。"),
)
NOT_PROVEN = Refusal(
    Text("this delivery is not proven: {why}", "该交付未获证明：{why}"),
    Text(
        "Send it back with words, or accept it once the change is merged.", "请说明原因后退回，或待变更合入后再验收。"
    ),
)
UNKNOWN_PROOF = Refusal(
    Text("whether this delivery is proven is unknown: {why}", "无法判断该交付是否得到证明：{why}"),
    Text("Look yourself, and say in a few words what you saw.", "请自行核实，并简要说明所见。"),
)
BACK_WITHOUT_WORDS = Refusal(
    Text("what is sent back has a reason.", "退回须说明原因。"),
    Text("Say in a few words what is missing.", "请简要说明还缺什么。"),
)

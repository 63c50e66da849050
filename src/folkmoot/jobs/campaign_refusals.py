"""Why something about a campaign is not done, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NO_CAMPAIGN = Refusal(
    Text("there is no campaign '{ident}'.", "没有活动“{ident}”。"),
    Text("Look at the list of campaigns.", "请查看活动列表。"),
)
NO_CODE = Refusal(
    Text("there is no code '{code}'.", "没有来源码“{code}”。"), Text("Look at the link again.", "请检查链接。")
)
NOT_RUNNING = Refusal(
    Text("this campaign does not take this any more, or not yet.", "该活动当前不接受此操作。"),
    Text("Look at its days.", "请查看活动日期。"),
)
NOBODY = Refusal(
    Text(
        "only somebody who has proven an account can say by which code they came.",
        "仅已验证账号的人可以说明凭哪个来源码而来。",
    ),
    Text("Sign in with an account of a forge.", "请以代码平台账号登录。"),
)
NOT_YOURS = Refusal(
    Text(
        "{who} may not do this: only its owner, those who lead its group, and operators may.",
        "{who} 不能这样做：仅活动负责人、所属小组负责人与运营者可以。",
    ),
    Text("Ask one of them.", "请联系他们。"),
)
NO_WORDS = Refusal(Text("nothing is written.", "内容为空。"), Text("Write what was learnt.", "请写下经验。"))
NOT_OVER = Refusal(
    Text("it is not over, so it cannot be reviewed.", "活动尚未结束，不能复盘。"),
    Text("Wait until it is over.", "请在活动结束后再试。"),
)
SIGNED_OUT = Text("Somebody who is signed out", "未登录者")

"""Why something is not done in a camp, and how to mend it: the sentences, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NOBODY = Text("Somebody who is signed out", "未登录者")

NO_CAMP = Refusal(
    Text("there is no camp '{ident}'.", "没有训练营“{ident}”。"),
    Text("See the list: moot camp list.", "请查看列表：moot camp list。"),
)
SIGNED_OUT = Refusal(
    Text("whoever is signed out takes part in no camp.", "未登录不能参加训练营。"), Text("Sign in first.", "请先登录。")
)
NOT_COACHING = Refusal(
    Text("{who} may not do this: only those who coach the camp may.", "{who} 不能这样做：仅训练营教练可以。"),
    Text("Ask one of them; the camp's page names them.", "请联系教练，名单见训练营页面。"),
)
NO_SIGN_UP = Refusal(
    Text("nobody signs up at this time.", "目前不在报名期内。"),
    Text("The camp's page says until when.", "报名截止日见训练营页面。"),
)
SIGNED_UP = Refusal(Text("you take part already.", "你已报名。"))
NOT_IN = Refusal(Text("you take no part in this camp.", "你未参加此训练营。"), Text("Sign up first.", "请先报名。"))
NOT_HERE = Refusal(
    Text("{who} takes no part in this camp.", "{who} 未参加此训练营。"),
    Text("The camp's page lists those who do.", "参加者名单见训练营页面。"),
)
NO_DAY = Refusal(
    Text("the camp has no day {day}.", "训练营没有第 {day} 天。"),
    Text("Its days are 1 to {days}.", "可选第 1 至 {days} 天。"),
)
AHEAD = Refusal(
    Text("day {day} is {date}: it has not come yet.", "第 {day} 天是 {date}，尚未到来。"),
    Text("Check in on that day.", "请在当天打卡。"),
)
TOO_LATE = Refusal(
    Text("nothing is checked in any more: the camp closed after {date}.", "打卡已截止：最后一天是 {date}。")
)
NO_MAKE_UPS = Refusal(
    Text(
        "the day's own time is over, and all {most} days that may be made up are used.",
        "该日的打卡时间已过，{most} 次补卡机会均已用完。",
    )
)
DONE = Refusal(Text("this day counts already.", "这一天已经完成。"))
NEEDS_WORDS = Refusal(
    Text("this day asks for a few words.", "这一天需要写几句话。"),
    Text("Say what you did, and what you learnt.", "请写下你做了什么、学到什么。"),
)
NEEDS_LINK = Refusal(
    Text("this day asks for a link.", "这一天需要提交链接。"),
    Text("Paste an address that begins with https://.", "请粘贴以 https:// 开头的地址。"),
)
NO_LINK = Refusal(
    Text("'{link}' is no address.", "“{link}”不是有效地址。"),
    Text("Paste an address that begins with https://.", "请粘贴以 https:// 开头的地址。"),
)
NOTHING_WAITS = Refusal(
    Text("nothing of that day waits for a coach.", "这一天没有待确认的打卡。"),
    Text("Look at the camp's queue again.", "请重新查看待确认列表。"),
)
OWN_PROOF = Refusal(
    Text("nobody confirms their own day.", "不能确认自己的打卡。"), Text("Ask another coach.", "请另一位教练确认。")
)
WITHOUT_REASON = Refusal(
    Text("a check-in is refused for a reason.", "不通过须说明原因。"),
    Text("Say in a few words what is missing.", "请简要说明还缺什么。"),
)
COMPLETED = Refusal(Text("the camp is completed, and that stands.", "训练营已完成，结果不再更改。"))
NOT_COMPLETED = Refusal(
    Text("the camp is not completed yet.", "训练营尚未完成。"),
    Text("{counted} of {need} days count so far.", "目前已完成 {counted} 天，需 {need} 天。"),
)
NO_CERTIFICATE = Refusal(Text("this camp gives no certificates.", "此训练营不颁发证书。"))
NO_NUMBER = Refusal(
    Text(
        "a certificate names an account of a forge, and you have proven none.",
        "证书须关联代码平台账号，你尚未证明任何账号。",
    ),
    Text("Show on your account's page which one is yours.", "请在账号页面证明你的账号。"),
)

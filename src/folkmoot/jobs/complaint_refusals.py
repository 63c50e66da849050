"""Why something is not done in a complaint conference, and how to mend it: the sentences, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NOBODY = Text("Somebody who is signed out", "未登录者")

NO_CONFERENCE = Refusal(
    Text("there is no complaint conference '{ident}'.", "没有吐槽大会“{ident}”。"),
    Text("See the list: moot complaint list.", "请查看列表：moot complaint list。"),
)
NO_COMPLAINT = Refusal(
    Text("there is no complaint {number}.", "没有第 {number} 号吐槽。"),
    Text("The conference's page lists those there are.", "吐槽列表见大会页面。"),
)
SIGNED_OUT = Refusal(
    Text("whoever is signed out neither complains nor votes.", "未登录不能吐槽或投票。"),
    Text("Sign in first; you may still complain without your name.", "请先登录；登录后仍可匿名吐槽。"),
)
CLOSED = Refusal(
    Text("nobody complains or votes at this time.", "目前不在吐槽与投票期内。"),
    Text("The conference's page says from when until when.", "起止时间见大会页面。"),
)
NO_TITLE = Refusal(
    Text("a complaint has a title.", "吐槽须有标题。"), Text("Say in a line what is wrong.", "请用一句话说明问题。")
)
NO_AREA = Refusal(
    Text("this is no area of the conference.", "大会没有该领域。"), Text("Choose one of the list.", "请从列表中选择。")
)
TOO_MANY = Refusal(
    Text(
        "you have made {most} complaints here, and that is as many as one person may.",
        "你已提交 {most} 条吐槽，达到每人上限。",
    ),
    Text("Vote for those of others that say the same.", "请为他人的同类吐槽投票。"),
)
TOO_MANY_TODAY = Refusal(
    Text(
        "you have made {most} complaints today, and that is as many as one person may.",
        "你今天已提交 {most} 条吐槽，达到每日上限。",
    ),
    Text("Come back tomorrow, or vote for those of others.", "请明天再来，或为他人的吐槽投票。"),
)
SAID_ALREADY = Refusal(
    Text("you have complained about this already, in the same words.", "你已用相同的文字吐槽过。"),
    Text("Look for it on the conference's page.", "请在大会页面查看。"),
)
OWN_VOTE = Refusal(
    Text("nobody votes for their own complaint.", "不能为自己的吐槽投票。"),
    Text("It counts as one voice already.", "它本身已计为一票。"),
)
VOTED = Refusal(Text("you have voted for it already.", "你已投过票。"))
NOT_VOTED = Refusal(Text("you have no vote for it to take back.", "你没有可撤回的投票。"))
NOT_YOURS = Refusal(Text("only who complained takes a complaint back.", "仅吐槽者本人可以撤回。"))
NOT_ORGANISING = Refusal(
    Text("{who} may not do this: only those who organise the conference may.", "{who} 不能这样做：仅大会组织者可以。"),
    Text("Ask one of them; the conference's page names them.", "请联系组织者，名单见大会页面。"),
)
NOT_ANSWERING = Refusal(
    Text("{who} may not answer this: only those responsible may.", "{who} 不能答复：仅负责人可以。"),
    Text("The complaint's page names them.", "负责人名单见该吐槽的页面。"),
)
SAME_ONE = Refusal(Text("a complaint is not merged with itself.", "不能将吐槽与自身合并。"))
MERGED = Refusal(Text("they are one already.", "它们已合并。"))
NOT_MERGED = Refusal(Text("it stands by itself already.", "它已单独列出。"))
WITHOUT_REASON = Refusal(
    Text("a complaint is hidden for a reason.", "隐藏须说明原因。"),
    Text("Say in a few words why; whoever organises reads it.", "请简要说明，组织者可见。"),
)
NO_SUCH_ANSWER = Refusal(
    Text("what is {now} cannot become {then}.", "“{now}”不能变为“{then}”。"),
    Text("It can become: {can}.", "可变为：{can}。"),
)
NO_WORDS = Refusal(
    Text("an answer says something.", "答复须有内容。"),
    Text("Say in a few words what will happen, or why not.", "请简要说明将如何处理，或为何不处理。"),
)
NO_CHANGE = Refusal(
    Text("what changed is shown by a link.", "“已改变”须附链接。"),
    Text("Paste the address of the change, the issue or the release.", "请粘贴变更、问题单或版本的地址。"),
)
NO_LINK = Refusal(
    Text("'{link}' is no address.", "“{link}”不是有效地址。"),
    Text("Paste an address that begins with https://.", "请粘贴以 https:// 开头的地址。"),
)
LINKED = Refusal(Text("it is linked already.", "该链接已存在。"))
NOT_LINKED = Refusal(Text("it is not linked.", "没有该链接。"))
TOO_MANY_LINKS = Refusal(Text("a complaint has {most} links at most.", "一条吐槽最多 {most} 个链接。"))

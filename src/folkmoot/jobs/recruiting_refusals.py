"""Why something is not done in a recruitment round or on a learning path, and how to mend it, in both languages."""

from __future__ import annotations

from folkmoot.jobs.gathering_refusals import (
    AT_ONCE,
    ENDS_FIRST,
    NO_MOMENT,
    NO_ZONE,
    NOBODY,
    TOO_LONG,
)
from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

__all__ = ["AT_ONCE", "ENDS_FIRST", "NOBODY", "NO_MOMENT", "NO_ZONE", "TOO_LONG"]

NO_ROUND = Refusal(
    Text("there is no recruitment round '{ident}'.", "没有招新“{ident}”。"),
    Text("See: moot ask recruitment.", "请查看：moot ask recruitment。"),
)
NO_CHAPTER = Refusal(
    Text("'{group}' is no chapter.", "“{group}”不是分会。"),
    Text("See: moot chapter list.", "请查看：moot chapter list。"),
)
NOT_LEADING = Refusal(
    Text("{who} may not do this: only those who lead {group} may.", "{who} 不能这样做：仅 {group} 的负责人可以。"),
    Text("Ask one of them; the chapter's page names them.", "请联系负责人，名单见分会页面。"),
)
NO_TITLE = Refusal(
    Text("a round has a title.", "招新须有标题。"), Text("Say in a few words what it is.", "请用几个字说明。")
)
NO_TEAMS = Refusal(
    Text("nobody would know what to apply for.", "未选择可申请的团队。"),
    Text("Choose a team at least.", "请至少选择一个团队。"),
)
NO_TEAM = Refusal(
    Text("'{team}' is no team of this round.", "“{team}”不在可申请的团队之中。"),
    Text("Choose one that is listed.", "请选择列出的团队。"),
)
NO_DIRECTION = Refusal(
    Text("'{direction}' is no direction of this chapter.", "“{direction}”不是该分会的方向。"),
    Text("Choose one that is listed.", "请选择列出的方向。"),
)
IN_THE_PAST = Refusal(
    Text("it would end in the past.", "截止时间已过。"), Text("Choose a later end.", "请选择更晚的截止时间。")
)
NOT_OPEN = Refusal(
    Text("nobody applies at this time.", "目前不接受申请。"),
    Text("The round's page says from when until when.", "起止时间见招新页面。"),
)
OVER = Refusal(Text("this round is over.", "本轮招新已结束。"))
NO_WHY = Refusal(
    Text("an application says why.", "申请须说明理由。"),
    Text("Say why you come, in a few words.", "请简要说明申请理由。"),
)
APPLIED = Refusal(
    Text("you have applied already.", "你已提交申请。"),
    Text("Withdraw it first, to apply to another team.", "如需申请其他团队，请先撤回。"),
)
NO_WORDS = Refusal(
    Text("an answer has words, also a welcome.", "答复须写明内容，接受时亦然。"),
    Text("Say a few words.", "请写几句话。"),
)
NOT_YOURS = Refusal(Text("this is not your application.", "这不是你的申请。"))
NO_STEP = Refusal(
    Text("there is no such step that takes a mentor's word.", "没有以导师认可为凭的该步骤。"),
    Text("Look at the learning path.", "请查看学习路径。"),
)
NOT_MENTORING = Refusal(
    Text("{who} may not do this: only mentors of {group} may.", "{who} 不能这样做：仅 {group} 的导师可以。"),
    Text("The chapter's page names them.", "导师名单见分会页面。"),
)
OWN_WORD = Refusal(
    Text("nobody vouches for themselves.", "不能认可自己。"), Text("Ask another mentor.", "请联系其他导师。")
)
NO_MEMBER = Refusal(
    Text("'{who}' is no member of {group}.", "“{who}”不是 {group} 的成员。"), Text("They join first.", "请先加入。")
)
VOUCHED = Refusal(Text("you have given your word already.", "你已认可该步骤。"))
NOT_VOUCHED = Refusal(Text("you have given no word for this.", "你未认可该步骤。"))
NO_WORD_WHY = Refusal(
    Text("a mentor's word says what was shown.", "导师认可须说明依据。"), Text("Say it in a few words.", "请简要说明。")
)

"""Why something is not done in a contest, and how to mend it: the sentences, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NOBODY, NONE = Text("Somebody who is signed out", "未登录者"), Text("none", "无")
FEW_WORDS = Text("Say it in a few words.", "请简要说明。")

NO_CONTEST = Refusal(
    Text("there is no contest '{ident}'.", "没有大赛“{ident}”。"),
    Text("See the list: moot ask contests.", "请查看列表：moot ask contests。"),
)
NOT_ORGANISING = Refusal(
    Text("{who} may not do this: only those who organise the contest may.", "{who} 不能这样做：仅大赛组织者可以。"),
    Text("Ask one of them; the contest's page names them.", "请联系组织者，名单见大赛页面。"),
)
NO_SIGN_UP = Refusal(
    Text("nobody signs up at this time.", "目前不在报名期内。"),
    Text("The contest's page says from when until when.", "报名起止时间见大赛页面。"),
)
ENTERED = Refusal(Text("you take part already.", "你已报名参赛。"))
NO_CITY = Refusal(
    Text("this is no city of the contest.", "大赛没有该城市。"), Text("Choose one of: {cities}.", "可选：{cities}。")
)
NO_CHAPTER = Refusal(
    Text("this is no chapter.", "这不是分会。"),
    Text("Choose one that the charter declares.", "请选择章程中声明的分会。"),
)
FULL = Refusal(
    Text("the team is full: it takes {most}.", "队伍已满员，最多 {most} 人。"),
    Text("Choose another one.", "请选择其他队伍。"),
)
NO_TEAM_TO_LEAVE = Refusal(Text("you are in no team that you could leave.", "你没有可以离开的队伍。"))
NO_TEAM_NAME = Refusal(Text("a team has a name.", "队伍须有名称。"), FEW_WORDS)
TEAM_TAKEN = Refusal(
    Text("there is a team '{name}' already.", "已有名为“{name}”的队伍。"),
    Text("Join it, or choose another name.", "请加入该队伍，或换一个名称。"),
)
NOT_LISTED_CITY = Refusal(
    Text("this is no city of the contest.", "大赛没有该城市。"), Text("Choose one of the list.", "请从列表中选择。")
)
NO_TEAM_TO_JOIN = Refusal(
    Text("there is no such team.", "没有这支队伍。"), Text("The contest's page lists them.", "队伍列表见大赛页面。")
)
TEAMS_FOLLOW = Refusal(
    Text("teams of this contest follow from what one names at sign-up.", "本大赛按报名时填写的信息组队。")
)
IN_A_TEAM = Refusal(
    Text("you are in a team already.", "你已加入一支队伍。"), Text("Leave it first.", "请先离开该队伍。")
)
BEGUN = Refusal(
    Text("the contest has begun, so teams stay as they are.", "大赛已开始，队伍不再变动。"),
    Text("Ask those who organise it.", "请联系组织者。"),
)
NOT_REVIEWING = Refusal(
    Text("only the reviewers of the contest may decide about points.", "仅大赛评审者可以决定是否计分。"),
    Text("Its page names them.", "名单见大赛页面。"),
)
NONE_CHOSEN = Refusal(
    Text("no event is ticked.", "未勾选任何事件。"), Text("Tick those that you decide about.", "请勾选要审定的事件。")
)
NOT_WAITING = Refusal(
    Text("this event does not wait for a reviewer.", "该事件不在待评审之列。"),
    Text("Who it is of may appeal.", "当事人可以申诉。"),
)
REFUSED_WITHOUT_REASON = Refusal(
    Text("a refusal has a reason.", "不计分须说明原因。"),
    Text("Say it in a few words: whom it is of reads it.", "请简要说明，当事人会看到。"),
)
NO_EVENT = Refusal(
    Text("there is no such event in this contest.", "大赛中没有该事件。"),
    Text("Look again: it may have been read anew.", "数据可能已重新读取，请刷新后再看。"),
)
OWN_POINTS = Refusal(
    Text("nobody decides about their own points, or their team's.", "不能评审自己或本队的积分。"),
    Text("Another reviewer does.", "请由其他评审者决定。"),
)
DISQUALIFIED_WITHOUT_REASON = Refusal(
    Text("a disqualification has a reason.", "取消资格须说明原因。"),
    Text("Say which rule was broken, and how it shows.", "请说明违反了哪条规则，依据是什么。"),
)
NO_TEAM = Refusal(Text("there is no such team.", "没有这支队伍。"))
THEMSELVES = Refusal(
    Text("nobody disqualifies themselves.", "不能取消自己的资格。"), Text("Withdraw instead.", "请改为退出大赛。")
)
NOT_ENTERED = Refusal(
    Text("'{who}' takes no part in the contest.", "“{who}”未参赛。"),
    Text("Write their id, account or name.", "请填写其标识、账号或姓名。"),
)
NO_APPEALS = Refusal(
    Text("appeals are not taken at this time.", "目前不受理申诉。"),
    Text("The contest's page says until when.", "申诉截止时间见大赛页面。"),
)
APPEAL_WITHOUT_WORDS = Refusal(Text("say what is wrong, in a few words.", "请简要说明问题所在。"))
NOT_YOUR_EVENT = Refusal(
    Text("this event is somebody else's.", "该事件属于他人。"),
    Text("Appeal about your own, or without naming one.", "请就自己的事件申诉，或不指定事件。"),
)
NO_APPEAL = Refusal(Text("there is no such appeal, or it is answered already.", "没有该申诉，或已答复。"))
OWN_APPEAL = Refusal(
    Text("nobody answers their own appeal.", "不能答复自己的申诉。"),
    Text("Another organiser does.", "请由其他组织者答复。"),
)
ANSWERED_WITHOUT_REASON = Refusal(Text("an answer has a reason.", "答复须说明理由。"), FEW_WORDS)
TOO_EARLY = Refusal(
    Text("people may still gather points or appeal.", "参赛者仍可获得积分或提出申诉。"),
    Text("Approve the result after the deadline.", "请在截止后确认结果。"),
)
UNDECIDED = Refusal(
    Text(
        "{waiting} events wait for a reviewer, and {appeals} appeals for an answer.",
        "尚有 {waiting} 个事件待评审、{appeals} 项申诉待答复。",
    ),
    Text("Decide them first.", "请先处理。"),
)
OVER = Refusal(Text("the contest is over: its result does not change any more.", "大赛已结束，结果不再变动。"))
UNPROVEN = Refusal(
    Text("you have not shown yet which account of a forge is yours.", "你尚未证明代码平台上的哪个账号属于你。"),
    Text("Do so on your account's page; then sign up.", "请先在账号页面认领，再报名。"),
)
NOT_TAKING_PART = Refusal(
    Text("you take no part in this contest.", "你未参加本大赛。"), Text("Sign up first.", "请先报名。")
)
UNFINISHED = Refusal(
    Text("{number} entries still wait or run.", "仍有 {number} 份提交在排队或运行。"),
    Text("Approve the result when they are scored.", "请待其评分完成后再批准结果。"),
)
RULES_FROZEN = Refusal(
    Text("the contest has begun, so its rules stand.", "大赛已开始，规则不再改动。"),
    Text("Call it off in the charter, or declare another one.", "可在章程中取消，或另行声明一场。"),
)
NO_CHANGE = Refusal(Text("nothing would change.", "没有任何改动。"), Text("Change a field first.", "请先修改某一项。"))

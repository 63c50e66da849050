"""Why something is not done about an event of a chapter, and how to mend it: the sentences, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NOBODY = Text("Somebody who is signed out", "未登录者")

NO_EVENT = Refusal(
    Text("there is no event '{ident}'.", "没有活动“{ident}”。"),
    Text("See the list: moot gathering list.", "请查看列表：moot gathering list。"),
)
NO_CHAPTER = Refusal(
    Text("'{group}' is no chapter, and no team of one.", "“{group}”不是分会，也不是分会的子团队。"),
    Text("See: moot chapter list.", "请查看：moot chapter list。"),
)
NOT_ORGANISING = Refusal(
    Text("{who} may not do this: only those who lead {group} may.", "{who} 不能这样做：仅 {group} 的负责人可以。"),
    Text("Ask one of them; the chapter's page names them.", "请联系负责人，名单见分会页面。"),
)
NOT_LEADING_ANY = Refusal(
    Text(
        "{who} may not do this: only those who lead a chapter announce its events.",
        "{who} 不能这样做：仅分会负责人可以发布活动。",
    ),
    Text("Ask them; the chapters' pages name them.", "请联系负责人，名单见各分会页面。"),
)
NO_TITLE = Refusal(
    Text("an event has a title.", "活动须有标题。"), Text("Say in a few words what it is.", "请用几个字说明。")
)
TOO_LONG = Refusal(Text("this is too long: {most} letters at most.", "内容过长，最多 {most} 字。"))
NO_ZONE = Refusal(
    Text("'{zone}' is no time zone.", "“{zone}”不是时区。"),
    Text("Write it as Asia/Shanghai.", "请写成 Asia/Shanghai 的形式。"),
)
NO_MOMENT = Refusal(
    Text("there is no moment '{said}' on clocks in {zone}.", "{zone} 的时钟上没有“{said}”这一时刻。"),
    Text(
        "Write it as 2026-11-24 19:00; an hour that clocks leave out is none.",
        "请写成 2026-11-24 19:00；夏令时跳过的时刻不存在。",
    ),
)
ENDS_FIRST = Refusal(
    Text("it would end before it begins.", "结束时间早于开始时间。"),
    Text("Choose a later end.", "请选择更晚的结束时间。"),
)
TOO_LATE_UNTIL = Refusal(
    Text("registration would end after the event.", "报名截止时间晚于活动结束。"),
    Text("Choose an earlier end.", "请选择更早的截止时间。"),
)
IN_THE_PAST = Refusal(
    Text("it would begin in the past.", "开始时间已过。"), Text("Choose a later beginning.", "请选择更晚的开始时间。")
)
NO_WHERE = Refusal(
    Text("nobody would know where to go.", "未写明地点。"), Text("Name a place, a link, or both.", "请填写地点或链接。")
)
NO_LINK = Refusal(
    Text("'{said}' is no link.", "“{said}”不是链接。"),
    Text("Write it with https:// before it.", "请以 https:// 开头。"),
)
NO_INDICATOR = Refusal(
    Text("there is no indicator '{said}'.", "没有指标“{said}”。"),
    Text("See: moot ask board.", "请查看：moot ask board。"),
)
NO_PERSON = Refusal(
    Text("nobody is known as '{said}'.", "没有名为“{said}”的人员。"),
    Text("Write an id, or an account such as gitee:ann.", "请写人员标识，或 gitee:ann 形式的账号。"),
)
NO_SEATS = Refusal(
    Text("this is no number of seats.", "席位数无效。"), Text("Write 0 for no limit.", "不限人数请写 0。")
)
OVER = Refusal(Text("this event is over.", "活动已结束。"))
CANCELLED = Refusal(Text("this event is cancelled.", "活动已取消。"))
NO_REASON = Refusal(
    Text("a cancelled event has a reason.", "取消活动须说明理由。"), Text("Say why, in a few words.", "请简要说明。")
)
NOT_OPEN = Refusal(
    Text("nobody registers any more.", "报名已截止。"),
    Text("Come all the same: there may be seats at the door.", "可直接到场，现场或有余位。"),
)
REGISTERED = Refusal(Text("you have registered already.", "你已报名。"))
NOT_REGISTERED = Refusal(Text("you have not registered.", "你尚未报名。"))
BEGUN = Refusal(
    Text("it has begun.", "活动已开始。"),
    Text("Tell those who organise it that you do not come.", "如不能到场，请告知组织者。"),
)
UNPROVEN = Refusal(
    Text("{who} has proven no account.", "{who} 尚未验证任何账号。"),
    Text(
        "Sign in through a forge, or prove an account on your own page first.",
        "请通过代码平台登录，或先在个人页面验证账号。",
    ),
)
DOORS = Refusal(
    Text("nobody checks in at this time.", "现在不是签到时间。"),
    Text("It goes from an hour before the beginning until the end.", "签到时间为活动开始前一小时至活动结束。"),
)
FORGED = Refusal(
    Text("this code is not one of this event.", "该签到码不属于本次活动。"),
    Text("Scan the code on the organisers' screen.", "请扫描组织者屏幕上的签到码。"),
)
NO_TICKET = Refusal(
    Text("this ticket is not one of this event, or was given back.", "该入场券不属于本次活动，或已随报名取消而失效。"),
    Text("Look for their name in the list of who comes.", "请在到场名单中查找其姓名。"),
)
EXPIRED = Refusal(
    Text("this code has expired.", "该签到码已过期。"),
    Text("Scan the one that the screen shows now.", "请扫描屏幕上当前的签到码。"),
)
HERE = Refusal(Text("you are checked in already.", "你已签到。"))
THEY_ARE_HERE = Refusal(Text("they are checked in already.", "对方已签到。"))
NOT_HERE = Refusal(Text("they are not checked in.", "对方未签到。"))
NO_ROOM = Refusal(
    Text("every seat is taken.", "席位已满。"), Text("Ask those who organise it at the door.", "请询问现场组织者。")
)
NO_CORRECTING = Refusal(
    Text("who was there is not changed at this time.", "现在不能更改到场名单。"),
    Text(
        "It goes from an hour before until a week after, while no report is given.",
        "可更改时间为开始前一小时至结束后一周，且尚未结算。",
    ),
)
NO_NUMBER = Refusal(
    Text("this is no number of people.", "人数无效。"),
    Text("Write a number from 0 to 100,000.", "请填写 0 至 100,000 的数字。"),
)
NOT_OVER = Refusal(Text("it is not over yet.", "活动尚未结束。"))
NO_REPORT = Refusal(
    Text("a report has words.", "总结不能为空。"), Text("Say in a few sentences how it was.", "请用几句话说明情况。")
)
AT_ONCE = Refusal(Text("too many do something at this moment.", "当前操作人数过多。"), Text("Try again.", "请重试。"))

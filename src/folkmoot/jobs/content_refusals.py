"""Why something is not done with a piece of content, and how to mend it: the sentences, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NOBODY = Text("Somebody who is signed out", "未登录者")

NO_PIECE = Refusal(
    Text("there is no piece of content {number}.", "没有编号为 {number} 的内容。"),
    Text("See the list: moot content list.", "请查看列表：moot content list。"),
)
SIGNED_OUT = Refusal(
    Text("somebody who is signed out may do nothing here.", "登录后方可操作。"), Text("Sign in.", "请先登录。")
)
NOT_EDITING = Refusal(
    Text(
        "{who} may not do this: only those who lead {group}, and operators, may.",
        "{who} 不能这样做：仅 {group} 的负责人与运营者可以。",
    ),
    Text("Ask one of them; the group's page names them.", "请联系小组负责人，名单见小组页面。"),
)
NOT_AUTHOR = Refusal(
    Text("only the author and the editors may do this.", "仅作者与编辑可以这样做。"),
    Text("Ask the author, or a lead of the group.", "请联系作者或小组负责人。"),
)
OWN_REVIEW = Refusal(
    Text("nobody accepts their own draft.", "不能审核自己的稿件。"),
    Text("Ask another editor of the group.", "请由小组的其他编辑审核。"),
)
NOT_NOW = Refusal(
    Text("this cannot be done: the piece is in the state “{state}”.", "当前状态为“{state}”，不能这样做。"),
    Text("Look at the piece again: it may have moved on.", "请刷新查看最新状态。"),
)
NO_TITLE = Refusal(
    Text("a piece of content has a title.", "内容须有标题。"),
    Text("Say in a few words what it is about.", "请简要写明主题。"),
)
NO_KIND = Refusal(
    Text("'{kind}' is no kind of content.", "没有“{kind}”这种内容类型。"),
    Text("Choose one of: {kinds}.", "可选：{kinds}。"),
)
NO_GROUP = Refusal(
    Text("there is no group '{group}' that is active.", "没有名为“{group}”的活跃小组。"),
    Text("Choose the group whose subject it is.", "请选择内容所属的小组。"),
)
NO_CHANNEL = Refusal(
    Text("the charter declares no channel '{channel}'.", "章程中没有渠道“{channel}”。"),
    Text("Choose one of: {channels}.", "可选：{channels}。"),
)
NO_LANGUAGE = Refusal(
    Text("'{language}' is no language of content.", "“{language}”不是内容语言。"),
    Text("Choose zh or en.", "请选择 zh 或 en。"),
)
NO_LEVEL = Refusal(
    Text("'{level}' is no audience.", "没有受众“{level}”。"),
    Text("Choose users, D0, D1 or D2.", "可选：users、D0、D1、D2。"),
)
NO_INDICATOR = Refusal(
    Text("there is no indicator '{indicator}'.", "没有指标“{indicator}”。"),
    Text(
        "See them on the page of definitions, or: moot ask definitions.",
        "请见“定义”页面，或运行 moot ask definitions。",
    ),
)
NO_CAMPAIGN = Refusal(
    Text("'{campaign}' is no key of a campaign.", "“{campaign}”不是有效的活动标识。"),
    Text(
        "Write it as spring-2026: small letters, digits and dashes.",
        "请写成 spring-2026 的形式：小写字母、数字与连字符。",
    ),
)
NO_HOLDER = Refusal(
    Text("{number} is no course or series that takes parts.", "{number} 不是可包含分集的课程或系列。"),
    Text("Name a course or a series that is no part itself.", "请选择课程或系列，且其本身不是分集。"),
)
NO_PART = Refusal(
    Text("part {part} of {number} is there already.", "{number} 已有第 {part} 部分。"),
    Text("Choose another place.", "请换一个序号。"),
)
HOLDS_PARTS = Refusal(
    Text("it has parts itself, so it stays what it is.", "该内容已有分集，类型与归属不能更改。"),
    Text("Take its parts away first.", "请先移出其分集。"),
)
NO_RELEASE = Refusal(
    Text("the charter plans no release '{release}'.", "章程中没有版本“{release}”。"),
    Text("See the page of releases.", "请见“版本”页面。"),
)
NO_LINK = Refusal(
    Text("an address is needed that begins with https:// or http://.", "请填写以 https:// 或 http:// 开头的地址。"),
    Text("Copy it from the browser.", "可从浏览器复制。"),
)
NO_MOMENT = Refusal(
    Text("it is scheduled for a moment that is ahead.", "排期时间须在将来。"),
    Text("Choose a later one.", "请选择更晚的时间。"),
)
TOO_SOON = Refusal(
    Text("it cannot have been published in the future.", "发布时间不能在将来。"),
    Text("Correct the moment.", "请更正时间。"),
)
NO_REASON = Refusal(
    Text("this needs a reason.", "须说明原因。"),
    Text("Say it in a few words: its author reads it.", "请简要说明，作者会看到。"),
)
NO_WORDS = Refusal(Text("say thanks in a few words.", "请写几句感谢的话。"))
NOT_PUBLISHED_THERE = Refusal(
    Text("it is not published on {channel} in {language}.", "该内容未在 {channel} 以该语言发布。"),
    Text("Choose where it is published.", "请选择已发布的渠道与语言。"),
)
NO_VIEWS = Refusal(
    Text("'{amount}' is no number of views.", "“{amount}”不是浏览量。"),
    Text("Write a whole number; leave it empty to take a reading back.", "请填写整数；留空表示撤回该次读数。"),
)
NO_DAY = Refusal(
    Text("a reading is of a day since it was published, today at the latest.", "读数日期须在发布之后，且不晚于今天。"),
    Text("Correct the day.", "请更正日期。"),
)
NO_SUCH_PERSON = Refusal(
    Text("nobody here is '{who}'.", "没有找到“{who}”。"),
    Text("Write their id or account, as the page of people shows it.", "请填写“人员”页面上的标识或账号。"),
)
TWICE = Refusal(
    Text("you have proposed this already: it is number {number}.", "你已提出过该选题，编号 {number}。"),
    Text("Look what became of it.", "请查看其进展。"),
)
MANY_WAIT = Refusal(
    Text("{most} ideas of yours wait already.", "你已有 {most} 个选题待处理。"),
    Text("Withdraw one first.", "请先撤回其中一个。"),
)
OTHERS_IDEA = Refusal(
    Text("only who proposed it, its author and the editors may drop it.", "仅提出者、作者与编辑可以放弃该内容。"),
    Text("Ask a lead of the group.", "请联系小组负责人。"),
)

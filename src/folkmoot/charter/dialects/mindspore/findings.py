"""What is noticed while reading a MindSpore or openEuler community repository: names of checks and their meaning."""

from __future__ import annotations

from folkmoot.charter.registry import declare
from folkmoot.model.finding import Severity
from folkmoot.model.text import Text

PLACEHOLDER_ID = declare(
    "placeholder-account",
    Severity.WARNING,
    Text("Every person in a roster is named with their own account.", "名单中的每个人都写有自己的账号。"),
    Text("Write the person's account in its place.", "请填写此人的账号。"),
)
PLACEHOLDER_VALUE = declare(
    "placeholder-value",
    Severity.NOTE,
    Text("No field holds a placeholder such as TO_BE_CLARIFIED.", "没有字段使用 TO_BE_CLARIFIED 之类的占位符。"),
    Text("Fill in the value, or remove the line.", "请填写该值，或删除这一行。"),
)
NAMELESS = declare(
    "person-nameless",
    Severity.WARNING,
    Text("Every entry of a roster says who it is about.", "名单中的每一项都说明是谁。"),
    Text("Write a name or an account, or remove the entry.", "请填写姓名或账号，或删除该项。"),
)
NAME_MATCH = declare(
    "person-matched-by-name",
    Severity.NOTE,
    Text("People are named with their account everywhere.", "处处都用账号指明人员。"),
    Text("Write the account beside the name.", "请在姓名旁写上账号。"),
)
LOGIN_MATCH = declare(
    "person-matched-by-login",
    Severity.NOTE,
    Text("Accounts are written as accounts, not as names.", "账号写作账号，而不是写作姓名。"),
    Text("Write @ before the account, or link it.", "请在账号前加 @，或写成链接。"),
)
MAIL_MATCH = declare(
    "person-matched-by-mail",
    Severity.NOTE,
    Text("People are named with their account everywhere.", "处处都用账号指明人员。"),
    Text("Write the account beside the name.", "请在姓名旁写上账号。"),
)
TRANSLATED = declare(
    "person-matched-by-translation",
    Severity.NOTE,
    Text("Lists in two languages name people by account.", "两种语言的名单都用账号指明人员。"),
    Text("Write the account beside the name in each list.", "请在每份名单的姓名旁写上账号。"),
)
NAME_AMBIGUOUS = declare(
    "person-ambiguous",
    Severity.WARNING,
    Text("A name without an account means one person only.", "没有账号的姓名只对应一个人。"),
    Text("Write the account beside the name.", "请在姓名旁写上账号。"),
)
NAMES_DIFFER = declare(
    "person-names-differ",
    Severity.NOTE,
    Text("An account stands under one name everywhere.", "同一账号在各处使用同一姓名。"),
    Text("Use one name, or correct the account.", "请统一姓名，或改正账号。"),
)
MAIL_SHARED = declare(
    "mail-shared",
    Severity.WARNING,
    Text("A mail address belongs to one account.", "一个邮箱地址只属于一个账号。"),
    Text("Correct the address, or use one account for the person.", "请改正邮箱地址，或为此人只用一个账号。"),
)
LINK_TEXT = declare(
    "account-link-differs",
    Severity.NOTE,
    Text("A link to an account shows the account that it leads to.", "账号链接显示的文字与其指向的账号一致。"),
    Text("Show the account that the link leads to.", "请让链接文字与其指向的账号一致。"),
)
NAME_FOLDER = declare(
    "group-name-differs-from-folder",
    Severity.NOTE,
    Text("A group's name in sig-info.yaml is the name of its folder.", "sig-info.yaml 中的组名与目录名一致。"),
    Text("Use the folder's name, or rename the folder.", "请使用目录名，或重命名目录。"),
)
ROSTER_MISSING = declare(
    "group-without-sig-info",
    Severity.WARNING,
    Text("Every SIG's folder holds a sig-info.yaml.", "每个 SIG 目录都有 sig-info.yaml。"),
    Text("Add a sig-info.yaml with the maintainers and repositories.", "请添加 sig-info.yaml，写明维护者与代码仓。"),
)
NOT_IN_TABLE = declare(
    "group-not-in-table",
    Severity.WARNING,
    Text("The table of groups lists every folder.", "组列表中列出了每个目录。"),
    Text("Add a row for the folder.", "请为该目录添加一行。"),
)
NO_FOLDER = declare(
    "group-without-folder",
    Severity.NOTE,
    Text("Every group that is listed has a folder here.", "列出的每个组在此都有目录。"),
    Text("Add the folder, or take the entry out.", "请添加目录，或删除该条目。"),
)
ROSTER_PARTIAL = declare(
    "roster-partial",
    Severity.NOTE,
    Text("Every roster of a group is complete.", "一个组的每份名单都完整。"),
    Text("Complete the shorter list, or let it link to the longer one.", "请补全较短的名单，或链接到较长的名单。"),
)
KEY_SPELLING = declare(
    "key-spelling",
    Severity.NOTE,
    Text("A key is spelled in one way in all files.", "同一个键在所有文件中写法一致。"),
    Text("Use the spelling that most files use.", "请使用多数文件的写法。"),
)
UNKNOWN_KEY = declare(
    "unknown-key",
    Severity.NOTE,
    Text("Every key of a roster is known.", "名单中的每个键都是已知的。"),
    Text("Correct its spelling, or remove it.", "请改正拼写，或删除。"),
)
WRONG_TYPE = declare(
    "wrong-type",
    Severity.WARNING,
    Text("Every value has the shape that its key asks for.", "每个值都符合其键要求的形式。"),
    Text("Write it in the shape that the sentence names.", "请按说明中的形式填写。"),
)
REPOSITORY = declare(
    "repository-spelling",
    Severity.NOTE,
    Text("A repository is written as owner/name, in its own spelling.", "代码仓写作 owner/name，并使用其原有写法。"),
    Text("Write owner/name.", "请写成 owner/name。"),
)
ORGANIZATION = declare(
    "organization-spelling",
    Severity.NOTE,
    Text("An organisation is spelled in one way.", "一个组织只有一种写法。"),
    Text("Use one spelling everywhere.", "请统一写法。"),
)
DAY = declare(
    "date-unreadable",
    Severity.WARNING,
    Text("Every date is a day of the calendar, as YYYY-MM-DD.", "每个日期都是 YYYY-MM-DD 形式的有效日期。"),
    Text("Write the day as YYYY-MM-DD.", "请写成 YYYY-MM-DD。"),
)
MEETING = declare(
    "meeting-time-unclear",
    Severity.NOTE,
    Text("The time of a series names one day and one rhythm.", "例会时间写明唯一的日期与周期。"),
    Text("Write, for example, 'every second Tuesday of the month, 19:00'.", "请写成例如“每月第二个周二 19:00”。"),
)
OPEN_SEAT = declare(
    "roster-entry-open",
    Severity.NOTE,
    Text("Every entry in a list of people names a confirmed person.", "人员列表中的每一项都指明一位已确认的人员。"),
    Text("Write the person's name and account, or remove the entry.", "请写明姓名与账号，或删除该项。"),
)
HOURS = declare(
    "note-time-odd",
    Severity.NOTE,
    Text("Times of day are written in one way: 19:00 or 7:00pm.", "时间只用一种写法：19:00 或 7:00pm。"),
    Text("Write 19:00, or 7:00pm.", "请写成 19:00 或 7:00pm。"),
)
FORM = declare(
    "note-form-odd",
    Severity.NOTE,
    Text("The form from which notes are copied spells times rightly.", "会议纪要模板中的时间写法正确。"),
    Text("Correct the form, so that the notes that are copied from it are right.", "请改正模板，以免后续纪要沿用。"),
)
WEEKDAY = declare(
    "note-weekday-wrong",
    Severity.WARNING,
    Text("The weekday in a note's title fits its date.", "纪要标题中的星期与日期相符。"),
    Text("Correct the weekday or the date.", "请改正星期或日期。"),
)
NOTE_DAY = declare(
    "note-day-unclear",
    Severity.WARNING,
    Text("The title and the file's name of a note give the same day.", "纪要的标题与文件名给出同一日期。"),
    Text("Correct the title or the file's name.", "请改正标题或文件名。"),
)
TWO_LISTS = declare(
    "note-attendees-differ",
    Severity.NOTE,
    Text("A note lists its attendees once.", "纪要只列一次与会人员。"),
    Text("Keep one list.", "请只保留一份名单。"),
)
NO_QUORUM = declare(
    "note-below-quorum",
    Severity.WARNING,
    Text("More than half of the committee's members attend its meetings.", "委员会会议有过半数委员到会。"),
    Text("Record who took part, or decide again with a quorum.", "请补记与会委员，或在达到法定人数后重新决定。"),
)
MEP_HEADER = declare(
    "proposal-without-header",
    Severity.WARNING,
    Text("Every proposal begins with its header table.", "每份提案都以表头开始。"),
    Text("Add the header table of the template.", "请按模板添加表头。"),
)
MEP_FORM = declare(
    "proposal-template-left",
    Severity.WARNING,
    Text("No proposal still holds the template's own words.", "提案中没有残留的模板原文。"),
    Text("Choose one value.", "请选定一个值。"),
)
MEP_GROUP = declare(
    "proposal-group-unknown",
    Severity.WARNING,
    Text("Every proposal is owned by a group of the community.", "每份提案都归属社区中的一个组。"),
    Text("Write the folder of the owning group.", "请写明所属组的目录名。"),
)
INCOMPARABLE = declare(
    "rosters-not-comparable",
    Severity.NOTE,
    Text("Rosters in two languages name people by account.", "两种语言的名单都用账号指明人员。"),
    Text("Write the account beside the name in each list.", "请在每份名单的姓名旁写上账号。"),
)

"""Why something is not handed in to a contest, and how to mend it: the sentences, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NO_SUBMISSIONS = Refusal(
    Text("nothing is handed in to this contest: it scores what people do.", "本大赛按行为计分，不接受提交。"),
    Text("Its page says what counts.", "计分方式见大赛页面。"),
)
NOT_OPEN = Refusal(
    Text("the contest takes no entries at this time.", "大赛目前不接受提交。"),
    Text("Its page says from when until when.", "起止时间见大赛页面。"),
)
NO_TEAM = Refusal(
    Text(
        "entries of this contest are those of teams, and you are in none.", "本大赛以队伍为单位提交，而你尚未加入队伍。"
    ),
    Text("Ask those who organise it.", "请联系组织者。"),
)
OUT = Refusal(
    Text("you are disqualified: {why}", "你已被取消资格：{why}"),
    Text("You may appeal on the contest's page.", "你可以在大赛页面申诉。"),
)
NONE_TODAY = Refusal(
    Text("you have had {most} scored runs today, which is the limit.", "今天的 {most} 次评分已用完。"),
    Text("Come back tomorrow; what gave no score does not count.", "请明天再来；未得分的运行不计次数。"),
)
NONE_LEFT = Refusal(
    Text("you have had all of your {most} scored runs.", "{most} 次评分机会已全部用完。"),
    Text("Your best one counts.", "以最好成绩为准。"),
)
MANY_WAIT = Refusal(
    Text("{most} of your entries wait or run already.", "你已有 {most} 份提交在排队或运行。"),
    Text("Wait for them, or withdraw one.", "请等待其完成，或撤回一份。"),
)
MANY_UPLOADS = Refusal(
    Text("you have handed in {most} times today, which is the limit.", "你今天已提交 {most} 次，达到上限。"),
    Text("Come back tomorrow.", "请明天再来。"),
)
SAME = Refusal(
    Text("this is the same file as your entry {number}.", "该文件与你的第 {number} 号提交完全相同。"),
    Text("Its result stands; hand in what is different.", "其结果依然有效，请提交不同的内容。"),
)
NOT_YOURS = Refusal(
    Text("this is none of your entries.", "这不是你的提交。"),
    Text("Your own page lists them.", "你的提交列表见个人页面。"),
)
TOO_LATE = Refusal(Text("it runs already, or it is over.", "该提交已在运行或已结束。"))
CHECKING = Refusal(
    Text("another entry is being checked at this moment.", "此刻正在检查另一份作品。"),
    Text("Try again in a few seconds.", "请稍后再试。"),
)
NOT_READY = Refusal(
    Text("the contest's own check cannot be run.", "大赛的预检程序无法运行。"),
    Text("Ask those who organise it.", "请联系组织者。"),
)
NO_FILE = Refusal(Text("no file was chosen.", "未选择文件。"), Text("Choose a zip archive.", "请选择一个 zip 压缩包。"))
NO_TABLE = Refusal(
    Text("no file was chosen.", "未选择文件。"), Text("Choose a table of answers as CSV.", "请选择 CSV 格式的答案表。")
)

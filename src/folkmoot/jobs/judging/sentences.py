"""Why something that was handed in is not taken or has no score, in one sentence each, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

AGAIN = Text("Pack the files again as a plain zip archive.", "请重新打包为普通的 zip 压缩包。")

EMPTY_FILE = Refusal(Text("the file is empty.", "文件为空。"), AGAIN)
TOO_LARGE = Refusal(
    Text("the upload is larger than {most} MB.", "上传的文件超过 {most} MB。"),
    Text("Leave out what is not scored.", "请去掉不参与评分的内容。"),
)
NO_ZIP = Refusal(Text("this is no zip archive.", "这不是 zip 压缩包。"), AGAIN)
BROKEN_ZIP = Refusal(Text("the zip archive is damaged.", "zip 压缩包已损坏。"), AGAIN)
NO_FILES = Refusal(Text("the archive holds no file.", "压缩包中没有文件。"), AGAIN)
TOO_MANY = Refusal(Text("the archive holds more than {most} files.", "压缩包中的文件超过 {most} 个。"), AGAIN)
EXPLODES = Refusal(
    Text("the archive unpacks to more than {most} MB.", "压缩包解压后超过 {most} MB。"),
    Text("Leave out what is not scored.", "请去掉不参与评分的内容。"),
)
ELSEWHERE = Refusal(
    Text("the archive names a file outside of itself: {name}.", "压缩包中有指向包外的路径：{name}。"), AGAIN
)
LONG_NAME = Refusal(
    Text("a file's name or path is too long: {name}.", "文件名或路径过长：{name}。"),
    Text("Give it a shorter one.", "请改用更短的名称。"),
)
ODD_NAME = Refusal(
    Text("a file's name is not plain: {name}.", "文件名不规范：{name}。"),
    Text("Use letters, digits, dots and dashes.", "请使用字母、数字、点与连字符。"),
)
TWICE = Refusal(Text("the archive holds {name} twice.", "压缩包中重复包含 {name}。"), AGAIN)
LINK = Refusal(
    Text("the archive holds a link instead of a file: {name}.", "压缩包中包含链接而不是文件：{name}。"),
    Text("Put the file itself there.", "请放入文件本身。"),
)
DEVICE = Refusal(
    Text("the archive holds something that is no plain file: {name}.", "压缩包中包含非普通文件：{name}。"), AGAIN
)
LOCKED = Refusal(
    Text("the archive is locked with a password.", "压缩包设有密码。"),
    Text("Pack it without one.", "请去掉密码后重新打包。"),
)
METHOD = Refusal(
    Text("{name} is packed by a method that is not read here.", "{name} 使用了不支持的压缩方式。"),
    Text("Pack it with deflate, as zip does by itself.", "请使用 zip 默认的 deflate 方式。"),
)
NO_MAIN = Refusal(
    Text("the entry has no file {name}, which is what is run.", "参赛作品缺少入口文件 {name}。"),
    Text("Put it at the root of the archive.", "请将其放在压缩包根目录。"),
)

WALL = Text("It ran longer than {most} seconds and was stopped.", "运行超过 {most} 秒，已被终止。")
CPU = Text("It used more than {most} seconds of processor and was stopped.", "占用处理器超过 {most} 秒，已被终止。")
MEMORY = Text("It needed more than {most} MB of memory.", "内存需求超过 {most} MB。")
OUTPUT = Text("It printed without end and was stopped.", "输出无休止，已被终止。")
FAILED = Text("It ended with an error (exit code {code}).", "运行出错（退出码 {code}）。")
KILLED = Text("It was ended by signal {code}.", "运行被信号 {code} 终止。")
NOTHING_MADE = Text("It wrote no file into the folder that MOOT_OUT names.", "未在 MOOT_OUT 指定的目录中写入任何文件。")
NO_NUMBER = Text("The score is no number: {name}.", "得分不是有效数值：{name}。")
REFUSED = Text("The check found: {why}", "预检发现：{why}")
PLATFORM = Text(
    "The platform could not score it; this is not your fault and costs you nothing.",
    "平台未能完成评分；这不是你的问题，也不计入次数。",
)
SCORED = Text("Scored.", "已评分。")

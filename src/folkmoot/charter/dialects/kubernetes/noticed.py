"""What is noticed while reading ``sigs.yaml``, as named checks."""

from __future__ import annotations

from folkmoot.charter.registry import declare
from folkmoot.model.finding import Severity
from folkmoot.model.text import Text

UNKNOWN_KEY = declare(
    "registry-key",
    Severity.NOTE,
    Text("Every key of sigs.yaml is one that is read.", "sigs.yaml 中的每个键都会被读取。"),
    Text("Correct the spelling, or leave it if it is meant for others.", "请改正拼写；若供他用可保留。"),
)
SHAPE = declare(
    "registry-shape",
    Severity.ERROR,
    Text(
        "sigs.yaml holds lists of groups, each with a folder or a name.",
        "sigs.yaml 由组织列表构成，每个组织有目录或名称。",
    ),
    Text("Write the entry as the others are written.", "请参照其他条目书写。"),
)
TWICE = declare(
    "registry-group-twice",
    Severity.ERROR,
    Text("No group stands twice in sigs.yaml.", "sigs.yaml 中没有重复的组织。"),
    Text("Merge the two entries.", "请合并两个条目。"),
)
STAKEHOLDER = declare(
    "registry-stakeholder",
    Severity.WARNING,
    Text("Every stakeholder of a working group is a SIG that there is.", "工作组的每个相关 SIG 都存在。"),
    Text("Write the SIG's name as it stands in sigs.yaml.", "请按 sigs.yaml 中的名称书写。"),
)
OWNERS = declare(
    "registry-owners",
    Severity.WARNING,
    Text("Every link to an OWNERS file names a repository on GitHub.", "每个 OWNERS 链接都指向 GitHub 代码仓。"),
    Text(
        "Write https://raw.githubusercontent.com/OWNER/NAME/BRANCH/OWNERS.",
        "请写成 https://raw.githubusercontent.com/OWNER/NAME/BRANCH/OWNERS。",
    ),
)
MEETING = declare(
    "meeting-unclear",
    Severity.WARNING,
    Text("Every meeting says on which days it takes place.", "每个会议都说明在哪些日子召开。"),
    Text(
        "Say how often and on which weekday, such as: monthly, first Tuesday.",
        "请写明频率和星期，例如：monthly, first Tuesday。",
    ),
)
TIME = declare(
    "meeting-time",
    Severity.WARNING,
    Text("Every meeting says at what time it begins.", "每个会议都说明开始时间。"),
    Text("Write the time as 19:00.", "时间请写成 19:00 的形式。"),
)
ZONE = declare(
    "meeting-zone",
    Severity.WARNING,
    Text("Every meeting's time zone is unmistakable.", "每个会议的时区都明确无误。"),
    Text("Write an IANA zone, such as America/Los_Angeles.", "请写 IANA 时区，例如 America/Los_Angeles。"),
)
NOBODY = declare(
    "registry-person",
    Severity.WARNING,
    Text("Every person of sigs.yaml has a name and a GitHub account.", "sigs.yaml 中的每个人都有姓名和 GitHub 账号。"),
    Text("Add the account, or remove the entry.", "请补充账号，或删除该条目。"),
)
SAID_TWICE = declare(
    "registry-person-differs",
    Severity.WARNING,
    Text("A person has the same name and company wherever they stand.", "同一人在各处的姓名和公司一致。"),
    Text("Bring the entries into line.", "请统一各处写法。"),
)

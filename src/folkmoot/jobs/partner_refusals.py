"""Why something about a partner is not done, in both languages."""

from __future__ import annotations

from folkmoot.jobs.refusing import Refusal
from folkmoot.model.text import Text

NO_PARTNER = Refusal(
    Text("there is no partner '{ident}'.", "没有合作伙伴“{ident}”。"),
    Text("Look at the list of partners.", "请查看合作伙伴列表。"),
)
NOT_YOURS = Refusal(
    Text(
        "{who} may not do this: only the partner's owner and operators may.",
        "{who} 不能这样做：仅该伙伴的负责人与运营者可以。",
    ),
    Text("Ask one of them.", "请联系他们。"),
)
NO_NAME = Refusal(Text("a contact has a name.", "联系人须有姓名。"), Text("Write the name.", "请填写姓名。"))
BAD_MAIL = Refusal(
    Text("this is no mail address.", "邮箱地址无效。"),
    Text("Write it as name@example.org, or leave it out.", "请写成 name@example.org，或留空。"),
)
NO_WORDS = Refusal(Text("nothing is written.", "内容为空。"), Text("Write what was talked about.", "请填写内容。"))
NOTHING = Refusal(Text("there is nothing to erase.", "没有可删除的内容。"), Text("Look again.", "请重新查看。"))
BAD_FILE = Refusal(
    Text("the file cannot be read as CSV in UTF-8.", "无法按 UTF-8 编码的 CSV 读取文件。"),
    Text("Save it as CSV, UTF-8.", "请另存为 UTF-8 编码的 CSV。"),
)
BAD_COLUMNS = Refusal(
    Text("the file has columns that are not known: {names}.", "文件含有未知的列：{names}。"),
    Text("Known are: {known}. Contacts are added in the portal.", "可用的列：{known}。联系人请在门户中添加。"),
)
BAD_LINE = Refusal(Text("line {number}: {says}", "第 {number} 行：{says}"), Text("Correct the line.", "请更正该行。"))
NO_SHORT_NAME = Refusal(
    Text("line {number}: '{ident}' is no short name.", "第 {number} 行：“{ident}”不是有效的短名。"),
    Text(
        "Small letters, digits and dashes, such as north-university.",
        "请用小写字母、数字和连字符，例如 north-university。",
    ),
)
KNOWN_LINE = Refusal(
    Text("line {number}: a partner '{ident}' is declared already.", "第 {number} 行：合作伙伴“{ident}”已声明。"),
    Text("Leave the line out, and change that partner on its own page.", "请去掉该行，并在该伙伴的页面上修改。"),
)
TWICE = Refusal(
    Text(
        "line {number}: '{ident}' stands in line {first} already.", "第 {number} 行：“{ident}”已出现在第 {first} 行。"
    ),
    Text("Leave one of them out, or give each an id of its own.", "请去掉其中一行，或各填一个不同的 id。"),
)
TOO_MANY = Refusal(
    Text("the file has more than {most} lines.", "文件超过 {most} 行。"), Text("Split it.", "请拆分文件。")
)
SIGNED_OUT = Text("Somebody who is signed out", "未登录者")

"""Reasons in words: why accounts are, or may be, one person's."""

from __future__ import annotations

from folkmoot.model.identity import Reason
from folkmoot.model.text import Text

_WORDS = {
    "declared": Text("the charter declares this account ({evidence})", "社区章程仓声明了该账号（{evidence}）"),
    "corrected": Text("an operator decided so ({evidence})", "由运营人员认定（{evidence}）"),
    "verified": Text("the forge has verified both accounts", "代码平台已验证这两个账号"),
    "renamed": Text(
        "the forge counts both logins as one account, renamed", "代码平台将两个用户名视为同一账号（已改名）"
    ),
    "handed-on": Text(
        "that login was held under several numbers of the forge ({evidence}): somebody gave it up, and another took it",
        "该用户名先后对应代码平台的多个编号（{evidence}）：有人弃用后由他人注册",
    ),
    "mailmap": Text("a .mailmap line says so ({evidence})", ".mailmap 文件如此记录（{evidence}）"),
    "mail": Text("both use the same mail address", "两者使用同一邮箱地址"),
    "merged-branch": Text(
        "merged branches of that login hold commits of that address (changes: {evidence})",
        "该账号被合入的分支包含该邮箱的提交（变更数：{evidence}）",
    ),
}
_NAME = Text("both are called “{name}”", "两者都叫“{name}”")
_NAME_HERE = Text("both are called “{name}” in {repo}", "在 {repo} 中两者都叫“{name}”")
_OTHER = Text("{why}: {evidence}", "{why}：{evidence}")


def said(reason: Reason) -> Text:
    """Return the reason as the end of a sentence, in both languages."""
    if reason.why == "name":
        name, _, repo = reason.evidence.partition(" · ")
        return (_NAME_HERE if repo else _NAME).filled(name=name, repo=repo)
    words = _WORDS.get(reason.why, _OTHER).filled(why=reason.why, evidence=reason.evidence)
    return words if reason.evidence else Text(words.en.replace(" ()", ""), words.zh.replace("（）", ""))

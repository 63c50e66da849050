"""The audit trail's verbs in words."""

from __future__ import annotations

from django import template

from folkmoot.model.text import Text
from folkmoot.web.words import term_for

register = template.Library()

VERBS = {
    "user.create": Text("made the account", "创建账号"),
    "user.password": Text("changed the password of", "修改密码："),
    "user.close": Text("closed the account", "关闭账号"),
    "user.open": Text("opened the account", "重新启用账号"),
    "user.link": Text("linked to a person:", "关联到人员："),
    "user.unlink": Text("no longer linked to a person:", "取消关联人员："),
    "user.sign-in": Text("signed in:", "登录："),
    "user.sign-out": Text("signed out:", "退出登录："),
    "user.failed": Text("failed to sign in:", "登录失败："),
    "user.refused": Text("was refused:", "被拒绝："),
    "user.connect": Text("proved an account of a forge:", "验证了代码平台账号："),
    "operator.grant": Text("let operate:", "授予运维权限："),
    "operator.withdraw": Text("no longer lets operate:", "收回运维权限："),
    "merge": Text("one person:", "同一个人："),
    "split": Text("split off:", "拆分："),
    "refuse": Text("two people:", "两个人："),
    "affiliate": Text("belongs to an organisation:", "所属组织："),
    "bot": Text("a robot:", "机器人："),
    "human": Text("no robot:", "不是机器人："),
    "hide": Text("not named:", "不显示姓名："),
    "undo": Text("undone:", "已撤销："),
}


@register.filter
def verb_words(verb: str) -> str:
    """Return a verb of the audit trail, or of a correction, in the page's language."""
    return term_for(VERBS, verb.removeprefix("identity."))

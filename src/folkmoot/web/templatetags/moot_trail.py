"""The audit trail's verbs in words."""

from __future__ import annotations

from django import template

from folkmoot.model.identity import KnownPerson
from folkmoot.model.text import Text
from folkmoot.reports.faces import shown_account
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
    "claim.prove": Text("proven:", "证明持有账号："),
    "claim.give-up": Text("no longer held:", "不再持有账号："),
    "dispute.claim": Text("asked operators for the account", "请求运营人员确认账号："),
    "dispute.merge": Text("disputed the account", "对账号提出异议："),
    "dispute.affiliation": Text("disputed the affiliation to", "对所属组织提出异议："),
    "dispute.grant": Text("granted:", "同意："),
    "dispute.refuse": Text("refused:", "拒绝："),
    "hooks.replay": Text("let be read again:", "重新读取："),
    "import": Text("brought in the file", "导入文件："),
    "import-undo": Text("took back the import of", "撤销导入："),
    "operator.grant": Text("let operate:", "授予运营权限："),
    "operator.withdraw": Text("no longer lets operate:", "收回运营权限："),
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


HOW = {
    "oauth": Text("by signing in there", "通过在该平台登录"),
    "key": Text("by an SSH key", "通过 SSH 密钥"),
    "operator": Text("confirmed by an operator", "由运营人员确认"),
}

CASES = {
    "claim": Text("Add the account", "增加账号："),
    "merge": Text("Take away the account", "移除账号："),
    "affiliation": Text("Take away the affiliation to", "移除所属组织："),
}


@register.filter
def how_words(how: str) -> str:
    """Return how an account was proven, in the page's language."""
    return term_for(HOW, how)


@register.filter
def case_words(kind: str) -> str:
    """Return what a dispute says, in the page's language; what it is about follows."""
    return term_for(CASES, kind)


@register.filter
def shown_id(person: KnownPerson) -> str:
    """Return the public id under which a person's page stands."""
    return person.name if person.hidden else shown_account(person.id)

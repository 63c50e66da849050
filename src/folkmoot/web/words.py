"""How values are said on a page: words by language, figures with separators, moments in the community's zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from folkmoot.model.errors import MootError
from folkmoot.model.event import KINDS
from folkmoot.model.text import Text

UNKNOWN = "–"
FIGURE = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d(?:[\d,]*\d)?(?:\.\d+)?(?:\s?%)?(?![\w-])")
WORD_FIRST = re.compile(r"[a-z]+ [ -~]")

ROLES = {
    "lead": Text("lead", "负责人"),
    "chair": Text("chair", "主席"),
    "cochair": Text("co-chair", "联席主席"),
    "co-chair": Text("co-chair", "联席主席"),
    "tech-lead": Text("technical lead", "技术负责人"),
    "maintainer": Text("maintainer", "维护者（maintainer）"),
    "committer": Text("committer", "提交者（committer）"),
    "reviewer": Text("reviewer", "评审者（reviewer）"),
    "approver": Text("approver", "批准者（approver）"),
    "member": Text("member", "成员（member）"),
    "contributor": Text("contributor", "贡献者"),
    "repo_admin": Text("repository admin", "仓库管理员"),
    "repo-admin": Text("repository admin", "仓库管理员"),
    "admin": Text("administrator", "管理员"),
    "guest": Text("guest", "列席"),
    "emeritus": Text("emeritus", "荣誉成员"),
    "emeritus_lead": Text("emeritus lead", "荣誉负责人"),
    "mentor": Text("mentor", "导师"),
    "secretary": Text("secretary", "秘书"),
    "security_contact": Text("security contact", "安全联系人"),
    "branch_keeper": Text("branch keeper", "分支管理员"),
}

GROUP_KINDS = {
    "sig": Text("SIG", "SIG"),
    "wg": Text("Working group", "工作组"),
    "committee": Text("Committee", "委员会"),
    "chapter": Text("Chapter", "分会"),
    "team": Text("Team", "团队"),
}

STATUSES = {
    "active": Text("active", "活跃"),
    "proposed": Text("proposed", "提议中"),
    "dormant": Text("dormant", "休眠"),
    "archived": Text("archived", "已归档"),
    "provisional": Text("provisional", "暂定"),
    "implementable": Text("implementable", "可实施"),
    "implemented": Text("implemented", "已实施"),
    "deferred": Text("deferred", "已推迟"),
    "rejected": Text("rejected", "已拒绝"),
    "withdrawn": Text("withdrawn", "已撤回"),
    "replaced": Text("replaced", "已被取代"),
}

SEVERITIES = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "note": Text("note", "提示"),
}


WHYS = {
    "declared": Text("declared", "已声明"),
    "mailmap": Text("joined by .mailmap", "由 .mailmap 合并"),
    "verified": Text("verified account", "已验证的账号"),
    "mail": Text("same e-mail", "相同的邮箱"),
    "renamed": Text("login renamed on the forge", "在代码平台上改名"),
    "handed-on": Text("login held by two people", "用户名先后由两人使用"),
    "corrected": Text("corrected by hand", "人工更正"),
    "name": Text("same name", "同名"),
    "merged-branch": Text("merged a branch of this e-mail's author", "合入的分支由该邮箱的作者提交"),
    "mail domain": Text("from the mail domain", "依据邮箱域名"),
}


def language() -> str:
    """Return ``en`` or ``zh``: the page's language as the nouns spell it."""
    return "zh" if (get_language() or "en").lower().startswith("zh") else "en"


def refusal(error: MootError) -> str:
    """Return an error's sentence in the reader's language."""
    return as_sentence(error.said_in(language()))


def as_sentence(words: str) -> str:
    """Return words with a capital at their beginning; what begins with a name in quotes, or a place, stays as it is."""
    return words[0].upper() + words[1:] if WORD_FIRST.match(words) else words


def said(words: Any) -> str:
    """Return words in the page's language: a Text, ``{en:, zh:}``, or anything else as it is."""
    if isinstance(words, Text):
        return words.said_in(language())
    if isinstance(words, Mapping) and ("en" in words or "zh" in words):
        return Text(str(words.get("en") or ""), str(words.get("zh") or "")).said_in(language())
    return "" if words is None else str(words)


def term_for(table: Mapping[str, Text], key: Any) -> str:
    """Return a vocabulary's word for ``key``; an unknown key is shown as it is."""
    known = table.get(str(key))
    return known.said_in(language()) if known else str(key or "")


def kind_name(kind: Any) -> str:
    """Return an event kind's name."""
    return term_for(KINDS, kind)


def figure(number: Any, unit: str = "") -> str:
    """Return a number with thousands separators; unknown is a dash, never zero."""
    if number is None or number == "":
        return UNKNOWN
    if isinstance(number, bool):
        return _("yes") if number else _("no")
    if isinstance(number, float) and not number.is_integer():
        shown = f"{number:,.1f}"
    else:
        shown = f"{int(number):,}"
    return f"{shown} {unit}" if unit else shown


def share(number: Any) -> str:
    """Return a share between 0 and 1 as a percentage."""
    return UNKNOWN if number is None else f"{100 * float(number):.0f}%"


def figures_firm(words: str) -> SafeString:
    """Return a sentence with its figures made firm, so that the eye finds them."""
    escaped = str(conditional_escape(words))
    return mark_safe(FIGURE.sub(lambda match: f"<b>{match[0]}</b>", escaped))  # noqa: S308 — escaped in the line above


def as_moment(value: Any) -> datetime | None:
    """Read a moment from a datetime or its ISO text; ``None`` where it is none."""
    if isinstance(value, datetime):
        moment = value
    else:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def moment_html(value: Any, zone: str, *, clock: bool = True) -> SafeString:
    """Return a moment in the community's zone, with UTC as its title."""
    moment = as_moment(value) if value else None
    if moment is None:
        return SafeString(f'<span class="none">{UNKNOWN}</span>')
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return format_html(
        '<time datetime="{}Z" title="{} · {} UTC">{}</time>',
        moment.isoformat(timespec="seconds"),
        local.strftime("%Y-%m-%d %H:%M"),
        moment.strftime("%Y-%m-%d %H:%M"),
        local.strftime("%Y-%m-%d %H:%M" if clock else "%Y-%m-%d"),
    )


def day_html(value: Any) -> SafeString:
    """Return a day as ISO writes it, which sorts and aligns in both languages."""
    if value in (None, ""):
        return SafeString(f'<span class="none">{UNKNOWN}</span>')
    if isinstance(value, datetime):
        value = value.date()
    shown = value.isoformat() if isinstance(value, date) else str(value)[:10]
    return format_html('<time datetime="{0}">{0}</time>', shown)


def ago(value: Any, now: datetime) -> str:
    """Return how long ago ``value`` was, in its largest whole unit."""
    moment = as_moment(value) if value else None
    if moment is None:
        return UNKNOWN
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s day ago", "%(n)s days ago", minutes // 1440) % {"n": minutes // 1440}

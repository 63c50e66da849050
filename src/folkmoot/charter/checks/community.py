"""Checks of the community as a whole: its zone, languages, robots and organisations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.meetings import is_zone
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.text import LANGUAGES, Text

PUBLIC_MAIL = frozenset(
    {"gmail.com", "googlemail.com", "qq.com", "163.com", "126.com", "foxmail.com", "sina.com", "outlook.com",
     "hotmail.com", "live.com", "yahoo.com", "icloud.com", "protonmail.com", "proton.me", "aliyun.com", "139.com",
     "users.noreply.github.com", "users.noreply.gitee.com", "noreply.gitee.com", "user.noreply.gitee.com"}
)  # fmt: skip
_BOT = re.compile(r"[a-z*][a-z0-9*-]*:\S+")


def community_place(charter: Charter) -> Place:
    """Return where the community itself is declared; other dialects declare it nowhere."""
    return Place("community.yaml") if charter.dialect == "native" else Place(".")


@check(
    "community-zone",
    Severity.ERROR,
    zh="社区的时区是 IANA 时区。",
    mend=Text("Write a zone such as Asia/Shanghai.", "请写成 Asia/Shanghai 的形式。"),
)
def community_zone(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The community's time zone is an IANA time zone."""
    zone = charter.community.zone
    if not is_zone(zone):
        yield asks.at(community_place(charter), Text(f"'{zone}' is no IANA time zone.", f"“{zone}”不是 IANA 时区。"))


@check(
    "community-language",
    Severity.NOTE,
    zh="社区的语言是门户所支持的。",
    mend=Text("Write en or zh.", "请写 en 或 zh。"),
)
def community_language(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The community's languages are those of the portal."""
    for language in charter.community.languages:
        if language.lower().partition("-")[0] not in LANGUAGES:
            says = Text(f"The portal does not speak '{language}'.", f"门户不支持语言“{language}”。")
            yield asks.at(community_place(charter), says)


@check(
    "no-groups",
    Severity.WARNING,
    zh="社区至少有一个组织。",
    mend=Text("Declare a group.", "请声明一个组织。"),
)
def no_groups(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The community has a group."""
    if not charter.groups:
        yield asks.at(community_place(charter), Text("No group is declared.", "没有声明任何组织。"))


@check(
    "bot-form",
    Severity.WARNING,
    zh="每个机器人都写成 forge:login，可用 *。",
    mend=Text("Write it as gitee:ci-bot or gitee:*-bot.", "请写成 gitee:ci-bot 或 gitee:*-bot 的形式。"),
)
def bot_form(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every robot is spelled forge:login; * stands for anything."""
    for said in charter.community.bots:
        if not _BOT.fullmatch(said):
            yield asks.at(community_place(charter), Text(f"'{said}' is no account.", f"“{said}”不是账号。"))


@check(
    "public-mail-domain",
    Severity.ERROR,
    zh="没有组织以公共邮箱域名为自己的域名。",
    mend=Text("Remove the domain: anybody may have an address there.", "请删除该域名：任何人都可以使用它。"),
)
def public_mail_domain(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No organisation claims the domain of a public mail provider."""
    for each in charter.community.organizations:
        for domain in each.domains:
            if domain.lower() in PUBLIC_MAIL:
                says = Text(
                    f"{each.name} claims {domain}, a public mail provider.",
                    f"{each.name} 使用了公共邮箱域名 {domain}。",
                )
                yield asks.at(community_place(charter), says)


@check(
    "domain-twice",
    Severity.ERROR,
    zh="一个邮箱域名只属于一个组织。",
    mend=Text("Leave the domain with one of them.", "请把该域名只保留在一个组织名下。"),
)
def domain_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No mail domain belongs to two organisations."""
    owners: dict[str, list[str]] = defaultdict(list)
    for each in charter.community.organizations:
        for domain in dict.fromkeys(domain.lower() for domain in each.domains):
            owners[domain].append(each.name)
    for domain, names in owners.items():
        if len(names) > 1:
            says = Text(f"{domain} belongs to {' and '.join(names)}.", f"{domain} 同时属于{'和'.join(names)}。")
            yield asks.at(community_place(charter), says)

"""Checks of partners: what they name is there, their days follow one another, and nobody's address stands among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.partner import PartnerPlan
from folkmoot.model.text import Text

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?<!\d)1[3-9]\d{9}(?!\d)")


@check(
    "partner-named",
    Severity.ERROR,
    zh="合作伙伴提到的小组与负责人均已声明。",
    mend=Text("Name a declared group, or a person by their id.", "请写明已声明的小组或人员标识。"),
)
def partner_named(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The groups and the owner of a partner are declared."""
    for one in charter.partners:
        for slug in one.groups:
            if slug not in charter.group_by_slug:
                says = Text(
                    f"{one.id} names the group '{slug}', which is not declared.", f"{one.id} 提到的小组“{slug}”未声明。"
                )
                yield asks.at(one.place, says, mend=mend_word(slug, charter.group_by_slug))
        if one.owner and one.owner not in charter.person_by_id:
            says = Text(
                f"{one.id} names {one.owner}, who is not declared.", f"{one.id} 提到的人员“{one.owner}”未声明。"
            )
            yield asks.at(one.place, says)


@check(
    "partner-days",
    Severity.WARNING,
    zh="合作协议的日期先后有序；已签约的伙伴写明协议。",
    mend=Text("Say what was agreed, and from when until when.", "请写明协议内容与起止日期。"),
)
def partner_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An agreement ends after it begins, and a partner that has agreed says what was agreed."""
    for one in charter.partners:
        held = one.agreement
        if held and held.since and held.until and held.until < held.since:
            yield asks.at(
                one.place,
                Text(f"The agreement with {one.id} ends before it begins.", f"与 {one.id} 的协议结束早于开始。"),
            )
        if one.public and held is None:
            yield asks.at(
                one.place, Text(f"{one.id} has agreed, and nothing says what.", f"{one.id} 已签约，但未写明协议。")
            )


@check(
    "partner-private",
    Severity.ERROR,
    zh="合作伙伴的声明中没有私人联系方式。",
    mend=Text("Keep contacts in the portal, where they can be erased.", "请在门户中保存联系人，以便删除。"),
)
def partner_private(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No private address of a partner stands in the charter, whose history never forgets."""
    for one in charter.partners:
        if any(_MAIL.search(words) for words in _words(one)):
            says = Text(f"{one.id} holds an address or a telephone number.", f"{one.id} 中含有邮箱或电话号码。")
            yield asks.at(one.place, says)


def _words(one: PartnerPlan) -> Iterator[str]:
    texts = [one.name, one.says, *(each.title for each in one.courses), *(each.title for each in one.cases)]
    for text in (*texts, one.next.says) if one.next else texts:
        yield from (text.en, text.zh)

"""Partners put on file: many at once, or one that has come further; every other letter of the file stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from folkmoot.charter.amending.entries import HEAD
from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut, Step, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.native.beside import FILE as BESIDE
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.partner import PartnerPlan
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

KEY = "partners"


def many_partners(charter: Charter, plans: Sequence[PartnerPlan]) -> Amendment:
    """Return the change that declares partners. Errors: BadInput for a short name that is none or taken, and for none at all."""
    seen = {one.id for one in charter.partners}
    for one in plans:
        if not re.fullmatch(NAME, one.id) or one.id in seen:
            raise BadInput(
                Text(f"'{one.id[:60]}' is no short name, or is taken.", f"“{one.id[:60]}”不是有效的短名，或已被使用。"),
                mend=Text("Give each partner a short name of its own.", "请为每个伙伴使用不同的短名。"),
            )
        seen.add(one.id)
    if not plans:
        raise BadInput(
            Text("no partner is named.", "没有写明任何伙伴。"), mend=Text("Name one at least.", "请至少写明一个。")
        )
    path = f"{KEY}.yaml" if charter.dialect == "native" else BESIDE
    before, entries = held(charter, path), [plain_of(one) for one in plans]
    if before is None:
        after = HEAD.format(KEY) + dumped({KEY: entries})
    else:
        cut = Cut(plain(before), path)
        for entry in entries:
            cut = cut.append(entry, KEY)
        after = cut.text
    number = len(plans)
    return Amendment(
        Text(f"{number} partners are declared", f"声明 {number} 个合作伙伴"), (changed(path, before, after),)
    )


def changed_partner(charter: Charter, plan: PartnerPlan) -> Amendment:
    """Return the change that brings what is declared of a partner to ``plan``. Errors: BadInput for a partner that is not there."""
    known = charter.partner_by_id.get(plan.id)
    if known is None:
        raise BadInput(
            Text(f"there is no partner '{plan.id}'.", f"没有合作伙伴“{plan.id}”。"),
            mend=Text("Look at the list.", "请查看列表。"),
        )
    path = known.place.path
    before = held(charter, path)
    cut = Cut(plain(before or ""), path)
    steps: tuple[Step, ...] = (KEY, _number(cut, plan.id))
    was, now = plain_of(known), plain_of(plan)
    for name, value in now.items():
        if was.get(name) != value:
            cut = cut.put(value, *steps, name)
    says = Text(f"A partner has come further: {plan.name}", f"合作伙伴有进展：{plan.name.said_in('zh')}")
    return Amendment(says, (changed(path, before, cut.text),))


def _number(cut: Cut, ident: str) -> int:
    node = cut.find(KEY)
    if isinstance(node, yaml.SequenceNode):
        for number in range(len(node.value)):
            found = cut.find(KEY, number, "id")
            if isinstance(found, yaml.ScalarNode) and found.value == ident:
                return number
    raise BadInput(
        Text("the partner cannot be found in its file.", "在文件中找不到该伙伴。"),
        where=cut.path,
        mend=Text("Change the file by hand.", "请手工修改文件。"),
    )

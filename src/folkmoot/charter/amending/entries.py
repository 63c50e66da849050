"""An entry put on file: the files as they would be, in the native form or beside the files of another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.native.beside import FILE as BESIDE
from folkmoot.charter.native.kinds import KINDS
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

HEAD = "# All {}.\n# The fields are described in docs/charter.md of Folkmoot.\n\n"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of things that people declare with a form: its key in the charter, and what one of it is called."""

    key: str
    one: Text  # with its article: "a contest"
    example: str  # of a short name
    checks: str  # what the names of its checks begin with


def new_entry(charter: Charter, sort: Sort, plan: Any) -> Amendment:
    """Return the change that declares a thing. Errors: BadInput for a short name that is none or taken, or no title."""
    if not re.fullmatch(NAME, plan.id):
        raise BadInput(
            Text(f"'{plan.id[:60]}' is no short name.", f"“{plan.id[:60]}”不是有效的短名。"),
            mend=Text(
                f"Write it as {sort.example}: small letters, digits and dashes.",
                f"请写成 {sort.example} 的形式：小写字母、数字与连字符。",
            ),
        )
    if any(one.id == plan.id for one in getattr(charter, KINDS[sort.key].field)):
        raise BadInput(
            Text(f"there is {sort.one.en} '{plan.id}' already.", f"已有名为“{plan.id}”的{sort.one.zh}。"),
            mend=Text("Choose another short name.", "请换一个短名。"),
        )
    if not plan.title:
        raise BadInput(
            Text(f"{sort.one.en} has a title.", f"{sort.one.zh}须有标题。"),
            mend=Text("Say in a few words what it is called.", f"请填写{sort.one.zh}名称。"),
        )
    path = f"{sort.key}.yaml" if charter.dialect == "native" else BESIDE
    before, entry = held(charter, path), plain_of(plan)
    after = (
        HEAD.format(sort.key) + dumped({sort.key: [entry]})
        if before is None
        else Cut(plain(before), path).append(entry, sort.key).text
    )
    begin = sort.one.en[:1].upper() + sort.one.en[1:]
    says = Text(f"{begin} is declared: {plan.title}", f"声明{sort.one.zh}：{plan.title.said_in('zh')}")
    return Amendment(says, (changed(path, before, after),))

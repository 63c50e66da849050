"""A contest put on file: the files as they would be, in the native form or beside the files of another one."""

from __future__ import annotations

import re

from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.native.beside import FILE as BESIDE
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.amendment import Amendment
from folkmoot.model.contest import ContestPlan
from folkmoot.model.errors import BadInput
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

NATIVE = "contests.yaml"
_HEAD = "# All contests.\n# The fields are described in docs/charter.md of Folkmoot.\n\n"


def new_contest(charter: Charter, plan: ContestPlan) -> Amendment:
    """Return the change that declares a contest. Errors: BadInput for a short name that is none or taken, or no title."""
    if not re.fullmatch(NAME, plan.id):
        raise BadInput(
            Text(f"'{plan.id[:60]}' is no short name.", f"“{plan.id[:60]}”不是有效的短名。"),
            mend=Text(
                "Write it as mindcon-2020: small letters, digits and dashes.",
                "请写成 mindcon-2020 的形式：小写字母、数字与连字符。",
            ),
        )
    if plan.id in charter.contest_by_id:
        raise BadInput(
            Text(f"there is a contest '{plan.id}' already.", f"已有名为“{plan.id}”的竞赛。"),
            mend=Text("Choose another short name.", "请换一个短名。"),
        )
    if not plan.title:
        raise BadInput(
            Text("a contest has a title.", "竞赛须有标题。"),
            mend=Text("Say in a few words what it is called.", "请填写竞赛名称。"),
        )
    path = NATIVE if charter.dialect == "native" else BESIDE
    before, entry = held(charter, path), plain_of(plan)
    after = (
        _HEAD + dumped({"contests": [entry]})
        if before is None
        else Cut(plain(before), path).append(entry, "contests").text
    )
    says = Text(f"A contest is declared: {plan.title}", f"声明竞赛：{plan.title.said_in('zh')}")
    return Amendment(says, (changed(path, before, after),))

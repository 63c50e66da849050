"""A contest put on file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from folkmoot.charter.amending.entries import Sort, new_entry
from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut
from folkmoot.charter.charter import Charter
from folkmoot.model.amendment import Amendment
from folkmoot.model.contest import ContestPlan
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

CONTEST = Sort("contests", Text("a contest", "大赛"), "mindcon-2020", "contest-")


def new_contest(charter: Charter, plan: ContestPlan) -> Amendment:
    """Return the change that declares a contest. Errors: as of ``new_entry``."""
    return new_entry(charter, CONTEST, plan)


def edited_contest(charter: Charter, ident: str, said: Mapping[str, Any]) -> Amendment:
    """Return the change that gives a declared contest other words and days; all else of its entry stays as it is written.

    ``said``: by field, as YAML writes it; "" for what shall not be declared any more. Errors: BadInput where it is not in a list.
    """
    one = charter.contest_by_id[ident]
    before = held(charter, one.place.path)
    cut = Cut(plain(before or ""), one.place.path)
    listed = cut.find(CONTEST.key)
    number = _place_of(listed, ident)
    if before is None or number is None:
        raise BadInput(
            Text(f"the contest {ident} is not in a list of this file.", f"该文件的列表中没有大赛 {ident}。"),
            where=one.place.path, mend=Text("Change the file itself.", "请直接修改该文件。"),
        )  # fmt: skip
    for name, value in said.items():
        if value != "" or cut.find(CONTEST.key, number, name) is not None:
            cut = cut.put(value, CONTEST.key, number, name)
    says = Text(f"A contest is changed: {one.title}", f"修改大赛：{one.title.said_in('zh')}")
    return Amendment(says, (changed(one.place.path, before, cut.text),))


def _place_of(listed: yaml.Node | None, ident: str) -> int | None:
    for number, entry in enumerate(listed.value if isinstance(listed, yaml.SequenceNode) else ()):
        names = {key.value: value.value for key, value in entry.value} if isinstance(entry, yaml.MappingNode) else {}
        if names.get("id") == ident:
            return number
    return None

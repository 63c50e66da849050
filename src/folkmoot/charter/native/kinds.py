"""The kinds of things a native file may declare. Later work adds a kind by registering it here."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.model.community import Community, Minutes, Proposal, Skip
from folkmoot.model.drops import Drop
from folkmoot.model.groups import Group
from folkmoot.model.people import Person
from folkmoot.model.text import Text


@dataclass(frozen=True)
class Kind:
    """One top-level key: the noun it holds, the field of Charter it fills, and how many stand under it."""

    key: str
    noun: type
    field: str
    says: Text
    many: bool = True
    id: str = ""  # the noun's field that must be unique


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let native files use the key of ``kind``."""
    KINDS[kind.key] = kind


register(
    Kind(
        "community",
        Community,
        "community",
        Text("The whole that is run; once, in `community.yaml`.", "整个社区；只在 `community.yaml` 中声明一次。"),
        many=False,
    )
)
register(Kind("people", Person, "people", Text("A list of people.", "人员列表。"), id="id"))
register(
    Kind(
        "group",
        Group,
        "groups",
        Text("One group, for a file of its own.", "一个组织，单独成文件。"),
        many=False,
        id="slug",
    )
)
register(Kind("groups", Group, "groups", Text("A list of groups.", "组织列表。"), id="slug"))
register(Kind("proposals", Proposal, "proposals", Text("A list of proposals.", "提案列表。"), id="id"))
register(Kind("minutes", Minutes, "minutes", Text("A list of meeting notes.", "会议纪要列表。")))
register(
    Kind(
        "drops",
        Drop,
        "drops",
        Text("How dropped files are read: a list of mappings.", "投放文件的读取方式：映射列表。"),
        id="name",
    )
)
register(Kind("skip", Skip, "skips", Text("Checks that are switched off, with reasons.", "关闭的检查项及原因。")))

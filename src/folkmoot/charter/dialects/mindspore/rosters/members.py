"""``sig_members.yaml`` and ``OWNERS``: lists of people by role."""

from __future__ import annotations

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import MEMBERS, OWNERS, Claims, Folder
from folkmoot.charter.dialects.mindspore.rosters.people import Post, seats
from folkmoot.charter.dialects.mindspore.rosters.roles import ROLES
from folkmoot.charter.yamltree import Tree
from folkmoot.model.text import Text

_BESIDE = {"description", "options", "labels", "filters"}


def members(tree: Tree, folder: Folder) -> Claims:
    """Read ``Contributors:``, ``Committers:`` and ``Maintainers:`` with their people."""
    return _lists(tree, folder, MEMBERS)


def owners(tree: Tree, folder: Folder) -> Claims:
    """Read ``approvers:`` and ``reviewers:`` with their accounts."""
    return _lists(tree, folder, OWNERS)


def _lists(tree: Tree, folder: Folder, roster: str) -> Claims:
    if not tree.is_map:
        says = Text(f"{roster} is a mapping of roles to lists of people; this is not.",
                    f"{roster} 应为“角色: 人员列表”的映射，此处不是。")  # fmt: skip
        return Claims(findings=(noticed.WRONG_TYPE.at(tree.place, says, subject=folder.slug),))
    claims = Claims(sources=(str(tree.place),))
    for key, people in tree.items():
        role = ROLES.get(key.strip().lower())
        if role:
            sat, odd = seats(people, Post(roster, role), folder.slug)
            claims += Claims(seats=tuple(sat), findings=tuple(odd))
        elif key.lower() not in _BESIDE:
            says = Text(f"The key '{key}' is not read.", f"键“{key}”未被读取。")
            claims += Claims(findings=(noticed.UNKNOWN_KEY.at(people.place, says, subject=folder.slug),))
    return claims

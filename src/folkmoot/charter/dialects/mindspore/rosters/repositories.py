"""The ``repositories`` list of a sig-info.yaml → what the group holds, with what is odd about the spelling."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import Holding
from folkmoot.charter.dialects.mindspore.places import repo_named
from folkmoot.charter.dialects.mindspore.rosters.roles import ROLES
from folkmoot.charter.yamltree import Tree
from folkmoot.model.finding import Finding
from folkmoot.model.text import Text

_DIRECTORIES = ("directory", "directories", "path", "paths")
_READ = {"repo", *_DIRECTORIES}

_ODD = {
    "slash": Text("'{said}' ends in a slash; it is read as {repo}.", "“{said}”以斜杠结尾，读作 {repo}。"),
    "case": Text("'{said}' is spelled with capitals; it is read as {repo}.", "“{said}”含大写字母，读作 {repo}。"),
    "path": Text("'{said}' has more than owner and name; it is read as the folder '{path}' of {repo}.",
                 "“{said}”不止所有者与仓名，读作 {repo} 的目录“{path}”。"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: several repositories, perhaps only some folders of them, and the people who look after them."""

    tree: Tree  # the mapping with the lists of people
    said: tuple[Tree, ...]  # the repositories, as strings
    folders: tuple[Tree, ...]
    strange: tuple[Tree, ...]  # mappings and lists in the list of repositories

    @classmethod
    def of(cls, tree: Tree) -> Entry:
        """Read an entry; a plain string is a repository without people of its own."""
        if not tree.is_map:
            return cls(tree, () if tree.is_list else (tree,), (), (tree,) if tree.is_list else ())
        listed = _listed(tree.get("repo"))
        strange = tuple(each for each in listed if each.is_map or each.is_list)
        folders = [folder for holder in (tree, *strange) for key in _DIRECTORIES for folder in _listed(holder.get(key))]
        said = tuple(each for each in listed if each.words())
        return cls(tree, said, tuple(folder for folder in folders if folder.words()), strange)

    @staticmethod
    def key_of(words: str) -> str:
        """Return the repository's key, or nothing."""
        return repo_named(words).key

    @property
    def repos(self) -> tuple[str, ...]:
        """The keys of the repositories that can be read."""
        return tuple(dict.fromkeys(key for each in self.said if (key := repo_named(each.words()).key)))


def repositories(entries: list[Entry], subject: str) -> tuple[list[Holding], list[Finding]]:
    """Return what the group holds, one per repository and folder."""
    holdings: list[Holding] = []
    findings: list[Finding] = []
    for entry in entries:
        folders = [(folder.words().strip().strip("/"), folder.place) for folder in entry.folders]
        for said in entry.said:
            words = repo_named(said.words())
            if words.key:
                holdings += [Holding(words.key, place, path) for path, place in folders or [(words.path, said.place)]]
            findings += _odd(said, subject)
        findings += [_strange(each, [path for path, _ in folders], subject) for each in entry.strange]
        findings += _unknown(entry, subject)
    return holdings, findings


def _odd(said: Tree, subject: str) -> list[Finding]:
    words = repo_named(said.words())
    if not words.key:
        says = Text(
            f"'{said.words()}' names no repository, so it is left out.", f"“{said.words()}”不是代码仓，已略去。"
        )
        return [noticed.REPOSITORY.at(said.place, says, subject=subject)]
    if words.odd not in _ODD:
        return []  # a missing owner is judged when all repositories are known
    says = _ODD[words.odd].filled(said=said.words(), repo=words.key, path=words.path)
    return [noticed.REPOSITORY.at(said.place, says, subject=subject)]


def _strange(tree: Tree, folders: list[str], subject: str) -> Finding:
    names = ", ".join(folders) or "-"
    if tree.is_map and any(tree.get(key) for key in _DIRECTORIES):
        says = Text(f"A mapping stands in the list of repositories; its folders ({names}) are read as this entry's.",
                    f"代码仓列表中出现了映射；其中的目录（{names}）读作本项的目录。")  # fmt: skip
    else:
        says = Text("Something other than owner/name stands in the list of repositories; it is left out.",
                    "代码仓列表中出现了 owner/name 以外的内容，已略去。")  # fmt: skip
    mend = Text("Write 'directory:' beside 'repo:', not below it.", "请将“directory:”写在“repo:”旁边，而不是其下。")
    return noticed.WRONG_TYPE.at(tree.place, says, mend=mend, subject=subject)


def _unknown(entry: Entry, subject: str) -> list[Finding]:
    found = []
    for key, value in entry.tree.items():
        if key == "repo-admin":
            says = Text("The key is 'repo-admin' here and 'repo_admin' in other files; both are read as one role.",
                        "此处的键为“repo-admin”，其他文件为“repo_admin”；两者读作同一角色。")  # fmt: skip
            found.append(noticed.KEY_SPELLING.at(entry.tree.keys.get(key, value.place), says, subject=subject))
        elif key not in _READ and key not in ROLES:
            says = Text(f"The key '{key}' is not read.", f"键“{key}”未被读取。")
            found.append(noticed.UNKNOWN_KEY.at(entry.tree.keys.get(key, value.place), says, subject=subject))
    return found


def _listed(tree: Tree | None) -> tuple[Tree, ...]:
    """A list as it is; a single value as a list of one; null as nothing."""
    if tree is None or tree.value is None:
        return ()
    return tuple(tree) if tree.is_list else (tree,)

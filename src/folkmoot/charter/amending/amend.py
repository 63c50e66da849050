"""What somebody wants changed in the charter → the files as they would be, in the form the community writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.charter.amending import mindspore, native
from folkmoot.charter.amending.files import changed, held
from folkmoot.charter.charter import Charter
from folkmoot.charter.native.beside import FILE as BESIDE
from folkmoot.model.amendment import Amendment, FileChange
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.text import Text

_WRITERS = {"native": native, "mindspore": mindspore}


def amend_roster(charter: Charter, group: str, *, begin: Iterable[Term] = (), end: Iterable[Term] = ()) -> Amendment:
    """Return the change that lets terms of a group begin, and others end.

    ``end``: terms as they shall be, each with its last day where the form has a place for it; else the entry goes.
    Errors: BadInput for a group or person that is not declared, somebody who holds the role already, or one who does
    not hold what shall end; for a form that cannot be written, and a file in which nothing can be changed by itself.
    """
    begin, end = tuple(begin), tuple(end)
    wanted = _group(charter, group)
    for term in begin:
        _must_begin(charter, wanted, term)
    for term in end:
        if not any(_same(one, term) for one in wanted.roles):
            raise BadInput(
                Text(
                    f"'{term.person}' does not serve as {term.role} of {group}.",
                    f"{term.person} 未担任 {group} 的 {term.role}。",
                ),
                mend=Text("Look at the group's page.", "请查看小组页面。"),
            )
    files = _writer(charter, wanted).roster(charter, wanted, begin, end)
    return Amendment(_summary(wanted, begin, end), tuple(files))


def new_group(charter: Charter, group: Group) -> Amendment:
    """Return the change that declares a group. Errors: BadInput when there is one of that name, or the form cannot be written."""
    if group.slug in charter.group_by_slug:
        raise BadInput(
            Text(f"there is a group '{group.slug}' already.", f"已有名为“{group.slug}”的小组。"),
            mend=Text("Choose another short name.", "请换一个短名。"),
        )
    says = Text(f"{group.slug} is founded", f"成立 {group.slug}")
    return Amendment(says, tuple(_writer(charter, group).founded(charter, group)))


def change_group(charter: Charter, group: str, **fields: Any) -> Amendment:
    """Return the change that gives fields of a group other values, such as ``status="archived"``.

    Errors: BadInput for a group that is not declared, or a form that has no place for the field.
    """
    wanted = _group(charter, group)
    said_en = ", ".join(f"{name}: {value}" for name, value in fields.items())
    files = _writer(charter, wanted).fielded(charter, wanted, fields)
    return Amendment(Text(f"{group}: {said_en}", f"{group}：{said_en}"), tuple(files))


def add_file(charter: Charter, path: str, words: str, *, summary: Text) -> Amendment:
    """Return the change that writes a whole file, whether it is there or not. Errors: BadInput for a path outside."""
    return Amendment(summary, (changed(path, held(charter, path), words),))


def _group(charter: Charter, slug: str) -> Group:
    if slug not in charter.group_by_slug:
        raise BadInput(
            Text(f"there is no group '{slug}' in the charter.", f"章程中没有小组“{slug}”。"),
            mend=Text("See: moot ask groups.", "参见：moot ask groups。"),
        )
    return charter.group_by_slug[slug]


def form_of(charter: Charter, group: Group) -> str:
    """Return the form in which a group is written: our own for what stands beside the files of another one.

    Errors: BadInput for a form that is only read.
    """
    if group.place.path == BESIDE or (group.kind is Kind.CHAPTER and not group.place.path):
        return "native"  # whatever form the files beside have: they have no place for chapters
    if charter.dialect not in _WRITERS:
        raise BadInput(
            Text(
                f"a charter in the form of {charter.dialect} is only read, not written.",
                f"{charter.dialect} 格式的章程只能读取，不能写入。",
            ),
            mend=Text(
                "Change the file by hand, or bring the charter into our own form: moot convert.",
                "请手工修改文件，或用 moot convert 将章程转为本系统格式。",
            ),
        )
    return charter.dialect


def _writer(charter: Charter, group: Group) -> Any:
    return _WRITERS[form_of(charter, group)]


def _must_begin(charter: Charter, group: Group, term: Term) -> None:
    if term.person not in charter.person_by_id:
        raise BadInput(
            Text(f"'{term.person}' is no declared person.", f"{term.person} 未在章程中声明。"),
            mend=Text("Declare the person in the charter first.", "请先在章程中声明此人。"),
        )
    if any(_same(one, term) for one in group.roles):
        raise BadInput(
            Text(
                f"'{term.person}' serves as {term.role} of {group.slug} already.",
                f"{term.person} 已担任 {group.slug} 的 {term.role}。",
            ),
            mend=Text("Nothing needs to change.", "无需更改。"),
        )


def _same(one: Term, other: Term) -> bool:
    """Return whether ``one`` is the open term that ``other`` speaks of."""
    return one.until is None and (one.person, one.role, one.repo) == (other.person, other.role, other.repo)


def _summary(group: Group, begin: tuple[Term, ...], end: tuple[Term, ...]) -> Text:
    english = [f"{one.person} becomes {one.role}" for one in begin] + [
        f"{one.person} is no longer {one.role}" for one in end
    ]
    chinese = [f"{one.person} 成为 {one.role}" for one in begin] + [f"{one.person} 不再担任 {one.role}" for one in end]
    return Text(f"{group.slug}: {', '.join(english)}", f"{group.slug}：{'，'.join(chinese)}")


Files = Iterable[FileChange]
Fields = Mapping[str, Any]

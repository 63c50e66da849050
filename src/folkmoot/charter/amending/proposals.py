"""A proposal put on file, and one whose state changes: the files as they would be, in the form the community writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import yaml

from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore.meps import FOLDER
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.amendment import Amendment, FileChange
from folkmoot.model.community import Proposal
from folkmoot.model.errors import BadInput
from folkmoot.model.people import is_placeholder
from folkmoot.model.proposal import STATES, following, state_of
from folkmoot.model.text import Text

NATIVE = "proposals.yaml"
FORMS = (f"{FOLDER}/XXX-mep-template/README.md", "proposals/template.md")
NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$")
_NONE = "TBD"
_HEAD = "# All proposals.\n# The fields are described in docs/charter.md of Folkmoot.\n\n"
_PLAIN_FORM = """\
# {title}

## Summary

## Motivation

### Goals

### Non-Goals

## Proposal

## Design Details

## Implementation History

## Drawbacks

## Alternatives
"""


def change_state(charter: Charter, ident: str, state: str, *, day: date) -> Amendment:
    """Return the change that gives a proposal another state, and ``day`` as that of its last change where the form has a place.

    Errors: BadInput for a proposal that is not on file, a state that may not follow, and a file without a place for it.
    """
    one = proposal_of(charter, ident)
    must_follow(one, state)
    writer = _state_in_document if charter.dialect == "mindspore" else _state_in_yaml
    _must_be_written(charter)
    says = Text(f"{one.id} is {STATES[state].name.en}", f"{one.id}：{STATES[state].name.zh}")
    return Amendment(says, (writer(charter, one, state, day),))


def new_proposal(charter: Charter, one: Proposal) -> Amendment:
    """Return the change that puts a draft on file: its document, written into the community's own form, and its metadata.

    Errors: BadInput for a name that is taken or none, a group or person that is not declared, or no title.
    """
    _must_be_written(charter)
    _must_be_new(charter, one)
    path = f"{FOLDER}/{one.id}/{one.id.upper()}.md" if charter.dialect == "mindspore" else f"proposals/{one.id}.md"
    if held(charter, path) is not None:
        raise BadInput(
            Text("there is a file already.", "该文件已存在。"),
            where=path,
            mend=Text("Choose another short name.", "请换一个短名。"),
        )
    files = [changed(path, None, document(charter, one))]
    if charter.dialect != "mindspore":
        files.append(_listed(charter, one, path))
    return Amendment(Text(f"{one.id} is proposed: {one.title}", f"提出 {one.id}：{one.title}"), tuple(files))


def document(charter: Charter, one: Proposal) -> str:
    """Return a proposal's document: the community's own form where it keeps one, with what is known filled in."""
    form = next((words for path in FORMS if (words := held(charter, path)) is not None), None)
    words = _PLAIN_FORM.format(title=_title(one)) if form is None else plain(form)
    lines = words.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("# "):
            old = line.removeprefix("# ").strip()
            lines[number] = f"# {_title(one)}"
            words = "\n".join(lines).replace(old, _title(one)).replace(_anchor(old), _anchor(_title(one)))
            break
    return _header(words, one) if charter.dialect == "mindspore" else words


def proposal_of(charter: Charter, ident: str) -> Proposal:
    """Return a proposal on file. Errors: BadInput for none."""
    found = next((one for one in charter.proposals if one.id == ident), None)
    if found is None:
        raise BadInput(
            Text(f"there is no proposal '{ident}'.", f"没有提案“{ident}”。"),
            mend=Text("See the list: moot proposal list.", "请查看列表：moot proposal list。"),
        )
    return found


def must_follow(one: Proposal, state: str) -> None:
    """Errors: BadInput for a state that is none, or that may not follow the proposal's own."""
    may = [each.key for each in following(one.status)]
    if state not in may:
        now = state_of(one.status)
        wanted = STATES[state].name.zh if state in STATES else state
        said = Text(
            f"{one.id} is {now.key if now else 'in no known state'}, so it cannot become '{state}'.",
            f"{one.id} 当前状态为“{now.name.zh if now else '未知'}”，不能转为“{wanted}”。",
        )
        raise BadInput(
            said,
            mend=Text(
                f"It may become: {', '.join(may) or 'nothing else'}.",
                f"可转为：{'、'.join(STATES[key].name.zh for key in may) or '无'}。",
            ),
        )


def _must_be_written(charter: Charter) -> None:
    if charter.dialect not in ("native", "mindspore"):
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


def _must_be_new(charter: Charter, one: Proposal) -> None:
    if not NAME.match(one.id) or len(one.id) > 60:
        raise BadInput(
            Text(f"'{one.id[:60]}' is no short name of a proposal.", f"“{one.id[:60]}”不是有效的提案短名。"),
            mend=Text("Write it as mep-kit: small letters and dashes.", "请写成 mep-kit 的形式：小写字母与连字符。"),
        )
    if any(each.id == one.id for each in charter.proposals):
        raise BadInput(
            Text(f"there is a proposal '{one.id}' already.", f"已有名为“{one.id}”的提案。"),
            mend=Text("Choose another short name.", "请换一个短名。"),
        )
    if not one.title.strip() or "\n" in one.title or len(one.title) > 200:
        raise BadInput(
            Text("a proposal has a title of one line.", "提案须有一行标题。"),
            mend=Text("Say in a few words what is proposed.", "请简要说明提案内容。"),
        )
    for slug in filter(None, (one.group, *one.participants)):
        if slug not in charter.group_by_slug:
            raise BadInput(
                Text(f"there is no group '{slug}'.", f"没有小组“{slug}”。"),
                mend=Text("See: moot ask groups.", "参见：moot ask groups。"),
            )
    for who in (*one.authors, *one.reviewers, *one.approvers):
        if who not in charter.person_by_id:
            raise BadInput(
                Text(f"'{who}' is no declared person.", f"{who} 未在章程中声明。"),
                mend=Text("Write the ids under which the charter lists people.", "请填写章程中列出的人员标识。"),
            )


def _state_in_yaml(charter: Charter, one: Proposal, state: str, day: date) -> FileChange:
    path = one.place.path
    before = held(charter, path)
    if before is None:
        raise BadInput(
            Text(f"the file that declares {one.id} is gone.", f"声明 {one.id} 的文件已不存在。"),
            where=path,
            mend=Text("See: moot check.", "参见：moot check。"),
        )
    cut = Cut(plain(before), path)
    listed = cut.find("proposals")
    for number in range(len(listed.value) if isinstance(listed, yaml.SequenceNode) else 0):
        ident = cut.find("proposals", number, "id")
        if isinstance(ident, yaml.ScalarNode) and ident.value == one.id:
            cut = cut.put(state, "proposals", number, "status").put(day, "proposals", number, "updated")
            return changed(path, before, cut.text)
    raise BadInput(
        Text(f"the file does not declare {one.id} any more.", f"该文件已不再声明 {one.id}。"),
        where=path,
        mend=Text("See: moot check.", "参见：moot check。"),
    )


def _state_in_document(charter: Charter, one: Proposal, state: str, day: date) -> FileChange:
    path, number = one.place.path, one.place.line
    before = held(charter, path) or ""
    lines = plain(before).split("\n")
    for heads in range(min(number, len(lines)) - 2, -1, -1):
        names = [cell.strip().lower() for cell in _cells(lines[heads])]
        if "status" in names:
            cells = _cells(lines[number - 1])
            cells[names.index("status")] = f" {state} "
            if "last-updated" in names:
                cells[names.index("last-updated")] = f" {day} "
            lines[number - 1] = "|".join(cells)
            return changed(path, before, "\n".join(lines))
    raise BadInput(
        Text(
            f"the document of {one.id} has no header table, so its state has no place.",
            f"{one.id} 的文档没有表头，无处写入状态。",
        ),
        where=path,
        mend=Text(
            "Add the header table of the form: moot proposal new shows it.",
            "请按模板补上表头，可参照 moot proposal new 的输出。",
        ),
    )


def _cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line)


def _listed(charter: Charter, one: Proposal, path: str) -> FileChange:
    entry = {name: value for name, value in plain_of(one).items() if name != "sources"} | {"documents": [path]}
    before = held(charter, NATIVE)
    if before is None:
        return changed(NATIVE, None, _HEAD + dumped({"proposals": [entry]}))
    return changed(NATIVE, before, Cut(plain(before), NATIVE).append(entry, "proposals").text)


def _title(one: Proposal) -> str:
    title = one.title.strip()
    return title if title.lower().startswith(one.id.lower()) else f"{one.id.upper()}: {title}"


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _header(words: str, one: Proposal) -> str:
    """Return the document with its header table filled; a form without one gets one."""
    said = dict(_told(one))
    lines = words.split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith("|") and "status" in _names(line)), None)
    if at is None:
        head = ["| " + " | ".join(said) + " |", "|" + " --- |" * len(said)]
        return "\n".join([*head, "| " + " | ".join(said.values()) + " |", "", words])
    names = _names(lines[at])
    lines[at + 2 : at + 3] = ["| " + " | ".join(said.get(name, "") or _NONE for name in names) + " |"]
    return "\n".join(lines)


def _names(line: str) -> list[str]:
    return [cell.strip().lower() for cell in _cells(line)[1:-1]]


def _told(one: Proposal) -> Iterator[tuple[str, str]]:
    for name, words in (
        ("title", one.title.strip()), ("authors", _people(one.authors)), ("owning-sig", one.group),
        ("participating-sigs", ", ".join(one.participants)), ("status", one.status),
        ("creation-date", str(one.created or "")), ("reviewers", _people(one.reviewers)),
        ("approvers", _people(one.approvers)), ("stage", one.stage), ("milestone", one.milestone),
    ):  # fmt: skip
        yield name, (words.replace("|", r"\|") if not is_placeholder(words) else "") or _NONE


def _people(ids: tuple[str, ...]) -> str:
    return " ".join(f"@{one}" for one in ids)

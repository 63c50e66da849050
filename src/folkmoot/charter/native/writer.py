"""Writing the native form: readable YAML in a stable order, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from folkmoot.charter.charter import Charter
from folkmoot.charter.files import LIMIT, safe_path
from folkmoot.charter.native.fields import HIDDEN
from folkmoot.charter.native.reader import FILE, read
from folkmoot.charter.order import in_order
from folkmoot.model.board import Board
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text, text_of

HEAD = "# {says}\n# The fields are described in docs/charter.md of Folkmoot.\n\n"
_SHARE = LIMIT // 2  # a file stays well below what the reader accepts


class _Dumper(yaml.CSafeDumper):
    """Block style with long texts as they are, and no aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _words(dumper: _Dumper, words: str) -> yaml.ScalarNode:
    style = "|" if "\n" in words.strip() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


_Dumper.add_representer(str, _words)


def write_native(charter: Charter, folder: Path) -> Path:
    """Write ``charter`` into ``folder``, which must be new or empty; return it. Documents it names come along.

    Errors: BadInput when something is there already, or when what was written would not be read back as the same.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput("there is something here already.", where=str(folder), mend="Name a new or an empty folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.parent / f".{folder.name}.{os.getpid()}.draft"
    draft.mkdir()
    try:
        _write(in_order(charter), draft)
        _prove(charter, draft)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _write(charter: Charter, draft: Path) -> None:
    first: dict[str, Any] = {"community": plain_of(charter.community)}
    if charter.skips:
        first["skip"] = [plain_of(each) for each in charter.skips]
    _save(draft / FILE, f"{_one_line(charter.community.name)}: the community.", first)
    for group in charter.groups:
        _save(draft / "groups" / f"{group.slug}.yaml", f"{_one_line(group.name)}.", {"group": plain_of(group)})
    _save_list(draft, "people", charter.people)
    _save_list(draft, "proposals", charter.proposals)
    _save_list(draft, "minutes", charter.minutes)
    for key in (
        "drops",
        "targets",
        "scores",
        "evaluations",
        "alerts",
        "annotations",
        "ladders",
        "levels",
        "rounds",
        "inactivity",
        "dormancy",
        "releases",
        "contests",
        "camps",
        "complaints",
        "tasks",
        "points",
        "channels",
        "campaigns",
        "partners",
        "agendas",
        "elections",
        "voting",
        "holidays",
    ):
        _save_list(draft, key, getattr(charter, key))
    if charter.board != Board():
        _save(draft / "board.yaml", "The board.", {"board": plain_of(charter.board)})
    for document in _documents(charter):
        _copy(document, charter.root, draft)


def _one_line(words: Text) -> str:
    return " ".join(letters for letters in str(words).split() if letters.isprintable())


def _save(path: Path, says: str, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.format(says=says) + _dumped(content), "utf-8")


def _dumped(content: Any) -> str:
    text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text


def _save_list(draft: Path, key: str, nouns: Sequence[Any]) -> None:
    """Write a list into one file, or into several in a folder where one would grow too large."""
    parts: list[list[Any]] = [[]]
    size = 0
    for noun in nouns:
        entry = plain_of(noun)
        length = len(_dumped([entry]).encode())
        if size + length > _SHARE and parts[-1]:
            parts.append([])
            size = 0
        parts[-1].append(entry)
        size += length
    if not nouns:
        return
    if len(parts) == 1:
        _save(draft / f"{key}.yaml", f"All {key}.", {key: parts[0]})
        return
    for number, part in enumerate(parts, 1):
        _save(draft / key / f"{number:03}.yaml", f"{key.title()}, part {number} of {len(parts)}.", {key: part})


def plain_of(value: Any) -> Any:
    """Return ``value`` as what YAML writes: only what is declared, defaults left out."""
    if isinstance(value, Text):
        return str(value) if text_of(str(value)) == value else {
            side: words for side, words in (("en", value.en), ("zh", value.zh)) if words
        }  # fmt: skip
    if is_dataclass(value):
        said = {each.name: getattr(value, each.name) for each in fields(value) if _is_said(value, each)}
        return {name: plain_of(each) for name, each in said.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return (
            int(value) if value == int(value) else float(value)
        )  # a declared number has few decimals: nothing is lost
    return [plain_of(each) for each in value] if isinstance(value, tuple) else value


def _is_said(noun: Any, each: Any) -> bool:
    value = getattr(noun, each.name)
    if each.name == HIDDEN or value is None:
        return False
    return each.default is MISSING or bool(value != each.default)


def _documents(charter: Charter) -> Iterator[str]:
    named = [path for group in charter.groups for path in group.documents]
    named += [path for proposal in charter.proposals for path in proposal.documents]
    named += [each.document for each in charter.minutes if each.document]
    for contest in charter.contests:
        if contest.evaluation is not None:
            named += [path for path in (contest.evaluation.score, contest.evaluation.check) if path]
            named += _files_below(charter.root, contest.evaluation.public)
    yield from dict.fromkeys(named)


def _files_below(root: Path, folder: str) -> list[str]:
    """Return the files of a folder that everybody may read; hidden answers do not come along."""
    top = safe_path(root, folder) if folder else None
    if top is None or not top.is_dir():
        return []
    return sorted(str(path.relative_to(root.resolve())) for path in top.rglob("*") if path.is_file())


def _copy(document: str, root: Path, draft: Path) -> None:
    """Copy one document; one that is missing, outside or no file is left out (a check tells of it)."""
    source, target = safe_path(root, document), safe_path(draft, document)
    if source and target and source.is_file() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _prove(charter: Charter, draft: Path) -> None:
    """Read back what was written: the native form is strict, so nothing that it cannot hold is let out."""
    again = in_order(read(draft, ""))
    if again == in_order(replace(charter, commit="")):
        return
    first = next((each for each in again.findings if each.severity == "error"), None)
    why = f" First fault: {first.place}: {first.says}" if first else ""
    raise BadInput(
        f"this community cannot be written in the native form without a loss.{why}",
        where=str(charter.root),
        mend="Mend what moot check reports, then convert again.",
    )

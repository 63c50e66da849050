"""The charter as it would be: a planned change is read back in a scratch copy before anybody may apply it."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.files import safe_path
from folkmoot.charter.reader import read_charter
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.finding import Place, Severity, place_of
from folkmoot.model.groups import Term
from folkmoot.model.text import Text

_LEFT = shutil.ignore_patterns(".git", ".hg", ".svn", "node_modules", ".venv")


def amended(charter: Charter, amendment: Amendment) -> Charter:
    """Return the charter as it will be read once ``amendment`` is applied; its files are gone again: see ``as_amended``.

    Errors: BadInput when a file holds something else by now, or the change would bring a fault that was not there.
    """
    with as_amended(charter, amendment) as read:
        return read


@contextmanager
def as_amended(charter: Charter, amendment: Amendment) -> Iterator[Charter]:
    """Hold the charter as it will be read, with its files, for the body: for checks that open what a declaration names.

    Errors: as of ``amended``.
    """
    with tempfile.TemporaryDirectory(prefix="folkmoot-") as scratch:
        root = Path(scratch) / "charter"
        shutil.copytree(charter.root, root, ignore=_LEFT, symlinks=True)
        for one in amendment.files:
            path = target(root, one.path)
            if one.after is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(one.after, "utf-8", newline="")
        read = read_charter(root)
        _must_be_clean(charter, read)
        yield read


def still_said(read: Charter, group: str, term: Term) -> tuple[Place, ...]:
    """Return where an amended charter still says that somebody serves, although their term shall have ended."""
    found = read.group_by_slug.get(group)
    return tuple(
        place
        for one in (found.roles if found else ())
        if one.until is None and (one.person, one.role, one.repo) == (term.person, term.role, term.repo)
        for place in (tuple(place_of(source) for source in one.sources) or (one.place,))
    )


def target(root: Path, path: str) -> Path:
    """Return where a file of the charter is written. Errors: BadInput for a path that leads out, or into git itself."""
    full = safe_path(root, path)
    if full is None or full == root.resolve() or ".git" in full.relative_to(root.resolve()).parts:
        raise BadInput(
            Text("this path leads out of the charter.", "该路径超出章程范围。"),
            where=path,
            mend=Text("Name a file below it.", "请填写章程内的文件。"),
        )
    return full


def _must_be_clean(before: Charter, after: Charter) -> None:
    known = Counter((one.check, one.says.en) for one in before.findings if one.severity is Severity.ERROR)
    for one in after.findings:
        if one.severity is Severity.ERROR:
            known[one.check, one.says.en] -= 1
            if known[one.check, one.says.en] < 0:
                raise BadInput(
                    Text(
                        f"the change would bring a fault: {one.says.en}", f"该改动会带来错误：{one.says.said_in('zh')}"
                    ),
                    where=str(one.place),
                    mend=one.mend,
                )

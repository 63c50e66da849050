"""A file of the charter as it is now, and the change that gives it other words; its line ends and mark are kept."""

from __future__ import annotations

from folkmoot.charter.charter import Charter
from folkmoot.charter.files import safe_path
from folkmoot.model.amendment import FileChange
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

_MARK = "\ufeff"


def held(charter: Charter, path: str) -> str | None:
    """Return the words of a file below the charter's root, letter by letter; None where there is none.

    Errors: BadInput for a path that leads out of the charter, or a file that is no UTF-8 text.
    """
    full = safe_path(charter.root, path)
    if full is None:
        raise BadInput(
            Text("this path leads out of the charter.", "该路径超出章程范围。"),
            where=path,
            mend=Text("Name a file below it.", "请填写章程内的文件。"),
        )
    try:
        return full.read_bytes().decode("utf-8") if full.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Text("this file cannot be read as UTF-8 text.", "该文件无法按 UTF-8 文本读取。"),
            where=path,
            mend=Text("See: moot check.", "参见：moot check。"),
        ) from error


def plain(words: str) -> str:
    """Return the words without a byte order mark and with ``\\n`` at the ends of lines: what is cut in."""
    return words.removeprefix(_MARK).replace("\r\n", "\n")


def changed(path: str, before: str | None, after: str) -> FileChange:
    """Return the change to ``after``, written with the mark and the line ends that the file had."""
    if before is not None and "\r\n" in before:
        after = after.replace("\n", "\r\n")
    if before is not None and before.startswith(_MARK):
        after = _MARK + after
    if not after.endswith("\n") and (before is None or before.endswith("\n")):
        after += "\n"
    return FileChange(path, before, after)

"""Reading files below a charter's root: nothing outside it, nothing huge, nothing that is not text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from folkmoot.charter.registry import declare
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.text import Text

LIMIT = 2_000_000  # bytes; a registry of a hundred groups has 200,000
_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})

OUTSIDE = declare(
    "path-outside",
    Severity.ERROR,
    Text("Every path and symbolic link stays below the charter.", "所有路径和符号链接都不得指向章程仓之外。"),
    Text("Copy the file into the charter, or correct the path.", "请把文件复制到章程仓中，或改正路径。"),
)
MISSING = declare(
    "file-unreadable",
    Severity.ERROR,
    Text("Every file of the charter can be read.", "章程仓中的每个文件都可以读取。"),
    Text("Correct the path or the file's permissions.", "请改正路径或文件权限。"),
)
LARGE = declare(
    "file-too-large",
    Severity.ERROR,
    Text("No file of the charter is larger than 2 MB.", "章程仓中没有超过 2 MB 的文件。"),
    Text("Split the file, or move data out of the charter.", "请拆分该文件，或把数据移出章程仓。"),
)
ENCODING = declare(
    "file-encoding",
    Severity.ERROR,
    Text("Every file of the charter is UTF-8 text.", "章程仓中的每个文件都是 UTF-8 文本。"),
    Text("Save the file as UTF-8.", "请把文件保存为 UTF-8 编码。"),
)


def inside(path: str | Path, root: Path) -> str:
    """Return the path of a file as findings show it: below ``root`` and with forward slashes, if it can be."""
    full = Path(os.path.abspath(root / path))  # noqa: PTH100 - Path.absolute keeps "..", which would show a false place
    try:
        return full.relative_to(root.absolute()).as_posix()
    except ValueError:
        return str(path)


def safe_path(root: Path, path: str | Path) -> Path | None:
    """Return the absolute path of ``path`` below ``root``, or None if it leads out of it.

    Edges: symbolic links are followed first; one that stays below the root is fine. A path with a NUL is outside.
    """
    try:
        full = (root / path).resolve()
        return full if full.is_relative_to(root.resolve()) else None
    except (OSError, RuntimeError, ValueError):  # a loop of symbolic links, a NUL
        return None


def read_text(path: str | Path, root: Path) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the file's text without a byte order mark, or None and the one finding that says why not.

    Rows: lines end in ``\\n``, whatever the file uses.
    """
    place = Place(inside(path, root))
    full = safe_path(root, path)
    if full is None:
        says = Text("This path leads out of the charter, so it is not read.", "该路径指向章程仓之外，未读取。")
        return None, (OUTSIDE.at(place, says),)
    try:
        data = _bytes(full)
    except OSError as error:
        why = error.strerror or str(error)
        return None, (MISSING.at(place, Text(f"The file cannot be read: {why}.", f"无法读取该文件：{why}。")),)
    if len(data) > LIMIT:
        says = Text("The file is larger than 2 MB, so it is not read.", "文件超过 2 MB，未读取。")
        return None, (LARGE.at(place, says),)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        says = Text("The file is not UTF-8 from this line on.", "从这一行起，文件不是 UTF-8 编码。")
        return None, (ENCODING.at(Place(place.path, line), says),)


def _bytes(full: Path) -> bytes:
    """Return at most one byte more than the limit; opening never waits for the other end of a pipe."""
    handle = os.open(full, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(0, "it is no regular file")
        return b"\0" * (LIMIT + 1) if about.st_size > LIMIT else file.read(LIMIT + 1)


def files_below(root: Path, *endings: str) -> Iterator[Path]:
    """Yield the files below ``root`` whose names end so (lower-cased), in a stable order.

    Edges: folders of version control and hidden ones are passed over; folders reached through links are not entered.
    """
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name not in _SKIPPED and not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().endswith(endings):
                yield Path(folder) / name

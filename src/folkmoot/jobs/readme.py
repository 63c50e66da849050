"""Tables in READMEs kept up to date: between two markers stands the answer to the question in the first of them.

::

    <!-- moot groups kind=sig columns=name,leads,repositories lang=zh limit=20 -->
    …
    <!-- moot end -->
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from folkmoot.jobs.files import write_whole
from folkmoot.model.errors import BadInput

BEGIN = re.compile(r"^[ \t]*<!--\s*moot\s+(?!end\b)(?P<said>.+?)\s*-->[ \t]*\r?$", re.MULTILINE)
END = re.compile(r"^[ \t]*<!--\s*moot\s+end\s*-->[ \t]*\r?$", re.MULTILINE)
LARGEST = 8 * 2**20  # bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """What a marker asks: a report, its parameters, and how the table looks."""

    report: str
    parameters: Mapping[str, str]
    columns: tuple[str, ...] = ()
    language: str = "en"
    limit: int = 0


Answering = Callable[[Asked], str]
"""Returns the Markdown for a marker. Errors: MootError."""


def rewritten(text: str, answering: Answering, where: str = "") -> tuple[str, int]:
    """Return the text with each table made anew, and how many there are; everything else stays as it is.

    Errors: BadInput for a marker without its end, or that cannot be read, with its line.
    """
    parts, at, count = [], 0, 0
    while begin := BEGIN.search(text, at):
        line = text.count("\n", 0, begin.start()) + 1
        place = f"{where}:{line}" if where else f"line {line}"
        end, following = END.search(text, begin.end()), BEGIN.search(text, begin.end())
        if end is None or (following and following.start() < end.start()):
            raise BadInput("a marker has no end.", where=place, mend="Write <!-- moot end --> below its table.")
        newline = "\r\n" if "\r\n" in text else "\n"
        made = answering(asked_by(begin["said"], place)).strip().replace("\n", newline)
        parts += [text[at : begin.end()].rstrip("\r\n"), newline, newline, made, newline, newline]
        at, count = end.start(), count + 1
    return "".join([*parts, text[at:]]), count


def asked_by(said: str, place: str = "") -> Asked:
    """Read what a marker says. Errors: BadInput."""
    try:
        report, *words = shlex.split(said)
    except ValueError as error:
        raise BadInput(
            f"the marker '{said[:80]}' cannot be read: {error}.", where=place, mend="Check its quotation marks."
        ) from error
    options: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise BadInput(f"'{word[:80]}' is no option.", where=place, mend="Write name=value.")
        options[name] = value
    columns = tuple(one.strip() for one in options.pop("columns", "").split(",") if one.strip())
    limit = options.pop("limit", "0")
    if not limit.isdecimal():
        raise BadInput(f"limit cannot be '{limit}'.", where=place, mend="Write a whole number.")
    return Asked(report, options, columns, options.pop("lang", "en"), int(limit))


def rewrite(path: Path, answering: Answering, *, check: bool = False) -> tuple[int, bool]:
    """Bring a file up to date, or with ``check`` only look; returns how many tables it has, and whether one was out of date.

    Edges: the file is replaced whole or not at all; one that is up to date is not touched.
    Errors: BadInput for what is no text, too large, or has a broken marker.
    """
    if not path.is_file():
        raise BadInput("there is no such file.", where=str(path), mend="Name a Markdown file.")
    if path.stat().st_size > LARGEST:
        raise BadInput("the file is too large for a README.", where=str(path), mend=f"At most {LARGEST // 2**20} MB.")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput("the file is no UTF-8 text.", where=str(path), mend="Save it as UTF-8.") from error
    new, count = rewritten(text, answering, str(path))
    if new != text and not check:
        write_whole(path, new.encode())
    return count, new != text

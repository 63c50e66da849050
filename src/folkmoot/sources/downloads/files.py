"""Tables of downloads on disk: CSV, JSON, or JSON by line."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from folkmoot.model.errors import SourceUnreadable

KINDS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")
LARGEST = 512 * 2**20
LARGEST_JSON = 64 * 2**20  # one array is held in memory, lines are not
LONGEST_LINE = 2**20
PIECE = 2**20


def tables_of(path: Path) -> tuple[Path, ...]:
    """Return the tables to read: ``path`` itself, or those in it, by name. Errors: SourceUnreadable when there is none."""
    found = (
        (path,) if path.is_file() else tuple(sorted(each for each in path.rglob("*") if each.suffix.lower() in KINDS))
    )
    if not found:
        raise SourceUnreadable(
            "there is no table of downloads.",
            where=str(path),
            mend=f"Put a file there that ends in {', '.join(KINDS)}.",
        )
    return found


def digest_of(path: Path) -> str:
    """Return what tells a file's content from another. Errors: SourceUnreadable when it is too large."""
    if path.stat().st_size > LARGEST:
        raise SourceUnreadable(f"it is larger than {LARGEST // 2**20} MB.", where=str(path), mend="Split it by month.")
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while data := file.read(PIECE):
            digest.update(data)
    return digest.hexdigest()


def rows_of(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Yield each row with its line (of a JSON array: its place). Errors: SourceUnreadable with the line."""
    try:
        yield from _csv(path) if path.suffix.lower() in (".csv", ".tsv") else _json(path)
    except UnicodeDecodeError as error:
        raise SourceUnreadable("it is not UTF-8.", where=str(path), mend="Save it as UTF-8.") from error
    except (csv.Error, ValueError, RecursionError) as error:
        raise SourceUnreadable(
            f"it is no table: {error}.", where=str(path), mend="See docs/sources/downloads.md."
        ) from error


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline(LONGEST_LINE)
        file.seek(0)
        delimiter = max(",;\t", key=first.count)
        reader = csv.DictReader(file, delimiter=delimiter)
        for row in reader:
            yield reader.line_num, row


def _json(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    with path.open(encoding="utf-8-sig") as file:
        start = file.read(4096).lstrip()[:1]
        file.seek(0)
        if start == "[":
            if path.stat().st_size > LARGEST_JSON:
                raise SourceUnreadable(
                    f"an array of JSON may have {LARGEST_JSON // 2**20} MB.",
                    where=str(path),
                    mend="Write one object on each line instead.",
                )
            yield from ((number, _object(row, path, number)) for number, row in enumerate(json.load(file), 1))
            return
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 1):
            if line.strip():
                yield number, _object(json.loads(line), path, number)


def _object(row: object, path: Path, number: int) -> Mapping[str, object]:
    if not isinstance(row, dict):
        raise SourceUnreadable(
            "a row is no JSON object.", where=f"{path}:{number}", mend="See docs/sources/downloads.md."
        )
    return row

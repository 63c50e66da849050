"""GitHub Archive's hourly files on disk: each is unpacked once, and what concerns our repositories kept aside."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.files.packed import opened

LONGEST_LINE = 64 * 2**20  # GitHub lets a payload have 25 MB
TIGHTEST = 100  # times; these files are packed about 8 times
PIECE = 64 * 1024
FAULTS = "faults.txt"
AT_ONCE = 32 * 2**20  # bytes of lines held before they are written

_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{1,2})\.json(?:\.gz)?")
_NAMES = re.compile(rb'"name"\s*:\s*"([\w.-]+)\\?/([\w.-]+)"')


@dataclass
class Hours:
    """A folder of hourly files, sifted for ``repos`` (``owner/name``, lower case) into ``cache``.

    One file holds an hour of all of GitHub, and every repository is a stream of its own; so the first stream that
    comes to a day leaves what the others need in the cache, which may be deleted at any time.
    """

    folder: Path
    cache: Path
    repos: frozenset[str]
    _digests: dict[str, str] = field(default_factory=dict)

    @cached_property
    def days(self) -> Mapping[str, Mapping[int, Path]]:
        """The files by day and hour. Errors: SourceUnreadable when there is none."""
        found: defaultdict[str, dict[int, Path]] = defaultdict(dict)
        paths = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        for path in paths:
            match = _FILE.fullmatch(path.name)
            if match and _is_hour(match[1], match[2]):
                found[match[1]].setdefault(int(match[2]), path)
        if not found:
            raise SourceUnreadable(
                "there is no file of GitHub Archive.", where=str(self.folder),
                mend="Files are called YYYY-MM-DD-H.json.gz; get them from https://data.gharchive.org/.",
            )  # fmt: skip
        return dict(sorted(found.items()))

    def digest(self, day: str) -> str:
        """Return what tells a day's files from others: an hour that came later makes it another day.

        A packed file ends with a checksum of what it holds, so its end tells as much as the whole would.
        """
        if day not in self._digests:
            digest = hashlib.blake2b(digest_size=8)
            for hour, path in sorted(self.days[day].items()):
                size = path.stat().st_size
                digest.update(b"%d:%d:" % (hour, size))
                with path.open("rb") as file:
                    digest.update(file.read(PIECE))
                    file.seek(max(size - PIECE, 0))
                    digest.update(file.read(PIECE))
            self._digests[day] = digest.hexdigest()
        return self._digests[day]

    def lines(self, day: str, repo: str) -> Iterator[bytes]:
        """Yield the lines of a day that may concern a repository. Errors: SourceUnreadable for a damaged cache."""
        path = self._sifted(day) / _file_of(repo)
        if path.is_file():
            yield from lines_of(path)

    def faults(self, day: str) -> str:
        """Return which of a day's files could not be read to their end, and why; empty when all could."""
        return (self._sifted(day) / FAULTS).read_text("utf-8")

    def _sifted(self, day: str) -> Path:
        """Return the folder with a day's lines by repository; makes it when it is not there."""
        key = hashlib.blake2b("\n".join((self.digest(day), *sorted(self.repos))).encode(), digest_size=8).hexdigest()
        home = self.cache / f"{day}-{key}"
        if home.is_dir():
            return home
        self.cache.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{day}-", suffix=".tmp", dir=self.cache))
        try:
            faults = []
            for _hour, path in sorted(self.days[day].items()):
                try:
                    self._sift(path, made)
                except SourceUnreadable as fault:  # what came before it is kept, and the other hours
                    faults.append(f"{path.name}: {fault.what}")
            (made / FAULTS).write_text("; ".join(faults), "utf-8")
            shutil.rmtree(home, ignore_errors=True)
            made.rename(home)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        return home

    def _sift(self, path: Path, home: Path) -> None:
        held: defaultdict[str, list[bytes]] = defaultdict(list)
        size = 0
        try:
            for line in lines_of(path):
                for repo in _names(line) & self.repos:  # a fork's line names two
                    held[repo].append(line)
                    size += len(line)
                if size > AT_ONCE:
                    _write(held, home)
                    size = 0
        finally:
            _write(held, home)


def lines_of(path: Path) -> Iterator[bytes]:
    """Yield each line of a file, unpacked on the way; bounded. Errors: SourceUnreadable."""
    try:
        with opened(path, TIGHTEST, packed=path.suffix == ".gz") as file:
            while line := file.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise SourceUnreadable(f"a line is longer than {LONGEST_LINE // 2**20} MB.", where=str(path))
                yield line
    except OSError as error:
        raise SourceUnreadable(f"it cannot be read: {error}.", where=str(path), mend="Fetch it again.") from error


def _names(line: bytes) -> set[str]:
    return {b"/".join(pair).lower().decode("ascii") for pair in _NAMES.findall(line)}


def _is_hour(day: str, hour: str) -> bool:
    try:
        datetime.fromisoformat(f"{day}T{int(hour):02}")
    except ValueError:
        return False
    return True


def _write(held: defaultdict[str, list[bytes]], home: Path) -> None:
    for repo, lines in held.items():
        with gzip.open(home / _file_of(repo), "ab", compresslevel=3) as file:
            file.writelines(line if line.endswith(b"\n") else line + b"\n" for line in lines)
    held.clear()


def _file_of(repo: str) -> str:
    return repo.replace("/", "@") + ".gz"

"""Which repositories are collected, under which name; runs the job over each and keeps going when one fails."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter
from folkmoot.jobs.collect import Collected, Progress, Task, collect_git
from folkmoot.jobs.compact import tidy
from folkmoot.jobs.gather import Gathered, Waiting, gather
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import BadInput, MootError
from folkmoot.model.event import Coverage
from folkmoot.model.facts import Stream
from folkmoot.sources.git.bundle import open_repository
from folkmoot.sources.git.client import Repository
from folkmoot.sources.git.read import SOURCE
from folkmoot.wiring.clock import clock
from folkmoot.wiring.settings import FILE, GitSource, Settings, read_settings
from folkmoot.wiring.streams import Place, kinds, streams
from folkmoot.wiring.workspace import add_forge_repositories, add_git_sources

_HOSTS = {
    "gitee.com": "gitee", "github.com": "github", "gitcode.com": "gitcode", "atomgit.com": "atomgit",
    "gitlab.com": "gitlab",
}  # fmt: skip
_SCP = re.compile(r"^[\w.-]+@([\w.-]+):(?!/)(.+)$")
_NAME = re.compile(r"[a-z][a-z0-9-]*:[^\s:]+")
_PATH = re.compile(r"[\w.+-]+(/[\w.+-]+)+")


Known = dict[tuple[str, str], dict[str, Coverage]]
"""What was covered before, by source and repository, then by kind."""

ProgressOf = Callable[[str], Progress]
"""Gives each repository, by its name, its own progress."""


def silent(_repo: str) -> Progress:
    """Show no progress."""
    return lambda _read, _total: None


@dataclass(frozen=True)
class Failed:
    """A repository that could not be read, and why."""

    path: str
    error: MootError


class Collecting:
    """A workspace, as far as collecting needs it: no ledger, and the charter only where a name has to be found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: Settings = read_settings(folder)
        self.cache = folder / "cache" / "git"  # where bundles are unpacked
        self.lake = Lake.at(folder / self.settings.lake)
        self.lake.create()

    @cached_property
    def charter(self) -> Charter:
        """The declarations: they may say what a repository is called."""
        return read_charter((self.folder / self.settings.charter).absolute())

    def add(self, path: Path, name: str = "") -> GitSource:
        """Remember a repository in ``folkmoot.toml`` under its name, and return it as it stands there.

        Edges: one that stands there already keeps its name, since the lake knows its events by it.
        Errors: BadInput for a name of the wrong form or one that is taken, SourceUnreadable.
        """
        name = name.lower()
        if name and not _NAME.fullmatch(name):
            raise BadInput(f"'{name}' is no name of a repository.", mend="Write: --as forge:owner/name.")
        place = os.path.abspath(path)  # noqa: PTH100  # it takes "..", which absolute() keeps, out of what is remembered
        if not place.isprintable():
            raise BadInput(
                "its path has characters that folkmoot.toml cannot hold.", where=repr(place), mend="Move it."
            )
        known = {self._place(source): source for source in self.settings.git}
        if place in known:
            return _as_it_was(known[place], name)
        repository = open_repository(Path(place), self.cache)
        repo = name or name_of(repository, self.charter)
        for other, source in known.items():
            _must_differ(repo, source.repo.lower(), place, other)
        source = GitSource(path=place, repo=repo)
        add_git_sources(self.folder, (source,))
        self.settings = read_settings(self.folder)
        return source

    def add_repositories(self, kind: str, repos: Iterable[str], api: str = "") -> None:
        """Remember repositories of a forge in ``folkmoot.toml``. Errors: BadInput for one that is no owner/name."""
        add_forge_repositories(self.folder, kind, tuple(repos), api)
        self.settings = read_settings(self.folder)

    def gather(self, only: str = "", progress: ProgressOf = silent) -> Iterator[Gathered | Failed]:
        """Read what is new in every stream (or those of one kind of source) in turn; one that fails lets others go on."""
        known, place = self._known(), Place(self.folder, self.settings)
        with Waiting(self.lake) as waiting:
            for kind in (only,) if only else kinds():
                yield from self._gather(streams(place, kind), kind, known, progress, waiting)
        tidy(self.lake)

    def _gather(
        self, found: Iterator[Stream], kind: str, known: Known, progress: ProgressOf, waiting: Waiting
    ) -> Iterator[Gathered | Failed]:
        while True:
            try:
                stream = next(found, None)
            except MootError as error:  # the settings or the folder of this kind of source are wrong
                yield Failed(f"[[{kind}]] in {FILE}", error)
                return
            if stream is None:
                return
            now = clock()
            mine = known[stream.source, stream.repo]
            done = gather(self.lake, stream, mine, now, progress(f"{stream.repo} {stream.name}"), waiting)
            yield done
            if done.error:
                yield Failed(f"{stream.repo} {stream.name}", done.error)

    def _known(self) -> Known:
        known: dict[tuple[str, str], dict[str, Coverage]] = defaultdict(dict)
        for row in self.lake.snapshot().coverage():
            known[row.source, row.repo][row.kind] = row
        return known

    def run(self, sources: Iterable[GitSource], progress: ProgressOf = silent) -> Iterator[Collected | Failed]:
        """Collect each source in turn; one that fails is yielded with its error, and the others go on."""
        known = self._known()
        taken: dict[str, str] = {}
        for source in sources:
            place = self._place(source)
            try:
                repository = open_repository(Path(place), self.cache)
                repo = source.repo.lower() or name_of(repository, self.charter)
                _must_differ(repo, repo, place, taken.setdefault(repo, place))
                now = clock()
                yield collect_git(Task(
                    self.lake, repository, repo, now, known[SOURCE, repo], progress(repo), robots=source.robot_merges
                ))  # fmt: skip
            except MootError as error:
                yield Failed(place, error)
        tidy(self.lake)

    def _place(self, source: GitSource) -> str:
        return os.path.abspath(self.folder / source.path)  # noqa: PTH100  # as above


def _as_it_was(source: GitSource, name: str) -> GitSource:
    if name and source.repo.lower() != name:
        raise BadInput(
            f"it is called '{source.repo or 'by its remote or the charter'}' in folkmoot.toml, not '{name}'.",
            where=source.path,
            mend="To rename it, change 'repo' there; what was read under the old name stays in the lake.",
        )
    return source


def _must_differ(repo: str, other_repo: str, place: str, other: str) -> None:
    if repo == other_repo and place != other:
        raise BadInput(
            f"this and {other} would both be called {repo}.",
            where=place,
            mend="Give this one a name of its own: moot collect git PATH --as forge:owner/name.",
        )


def name_of(repository: Repository, charter: Charter) -> str:
    """Return what a repository is called: by its remote, else by the one declared repository of its name, else git:…"""
    if named := name_of_remote(repository.remote(), charter):
        return named
    base = repository.said.resolve().name if repository.said.is_dir() else repository.said.name
    base = re.sub(r"\.(git|bundle)$", "", base.lower())
    declared = {item.repo for group in charter.groups for item in group.repositories}
    declared |= {item.repo for item in charter.community.repositories}
    same = sorted(repo for repo in declared if repo.rpartition("/")[2] == base)
    return same[0] if len(same) == 1 else "git:" + re.sub(r"[\s:]+", "-", base)


def name_of_remote(address: str, charter: Charter) -> str:
    """Return ``forge:owner/name`` for a remote's address; empty when it is no forge's."""
    try:
        match = _SCP.match(address)
        parts = urlsplit(f"ssh://{match[1]}/{match[2]}" if match else address)
    except ValueError:
        return ""  # anything may stand there
    host, path = parts.hostname or "", parts.path
    declared = {urlsplit(forge.url).hostname: forge.key for forge in charter.community.forges}
    forge = declared.get(host.lower()) or _HOSTS.get(host.lower(), "")
    name = re.sub(r"\.git$", "", path.strip("/").lower())
    return f"{forge}:{name}" if forge and _PATH.fullmatch(name) else ""

"""Which repositories are collected, under which name; runs the job over each and keeps going when one fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter
from folkmoot.jobs.collect import KINDS, SOURCE, Collected, Progress, collect_git
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import BadInput, MootError
from folkmoot.sources.git.client import Repository, open_repository
from folkmoot.wiring.settings import GitSource, Settings, read_settings
from folkmoot.wiring.workspace import add_git_sources

_HOSTS = {
    "gitee.com": "gitee", "github.com": "github", "gitcode.com": "gitcode", "atomgit.com": "atomgit",
    "gitlab.com": "gitlab",
}  # fmt: skip
_SCP = re.compile(r"^[\w.-]+@([\w.-]+):(?!/)(.+)$")
_NAME = re.compile(r"^[a-z][a-z0-9-]*:[^\s:]+$")


@dataclass(frozen=True)
class Failed:
    """A repository that could not be read, and why."""

    path: str
    error: MootError


@dataclass(frozen=True)
class Collecting:
    """A workspace, as far as collecting needs it: no ledger."""

    folder: Path
    settings: Settings
    charter: Charter
    lake: Lake

    @classmethod
    def at(cls, folder: Path) -> Collecting:
        """Open the workspace at ``folder``."""
        settings = read_settings(folder)
        lake = Lake.at(folder / settings.lake)
        lake.create()
        return cls(folder, settings, read_charter((folder / settings.charter).absolute()), lake)

    def add(self, paths: list[Path], name: str) -> tuple[GitSource, ...]:
        """Remember repositories in ``folkmoot.toml`` and return them. Errors: BadInput for a name of the wrong form."""
        if name and (not _NAME.match(name.lower()) or len(paths) != 1):
            raise BadInput(f"--as '{name}' does not fit.", mend="Write --as forge:owner/name, for one path at a time.")
        known = {source.path: source for source in self.settings.git}
        sources = tuple(
            known.get(str(path.absolute()), GitSource(path=str(path.absolute()), repo=name.lower())) for path in paths
        )
        for source in sources:
            open_repository(Path(source.path), self.cache)
        add_git_sources(self.folder, sources)
        return sources

    @property
    def cache(self) -> Path:
        """Where bundles are unpacked."""
        return self.folder / "cache" / "git"

    def run(self, sources: tuple[GitSource, ...], progress: ProgressOf) -> Iterator[Collected | Failed]:
        """Collect each source in turn; one that fails is yielded with its error, and the others go on."""
        known = {
            row.repo: row for row in self.lake.snapshot().coverage() if (row.source, row.kind) == (SOURCE, KINDS[0])
        }
        taken: dict[str, str] = {}
        for source in sources:
            path = (self.folder / source.path).absolute()
            try:
                repository = open_repository(path, self.cache)
                repo = source.repo or name_of(repository, self.charter)
                _only_once(taken, repo, source.path)
                now = datetime.now(UTC).replace(tzinfo=None)
                yield collect_git(self.lake, repository, repo, known.get(repo), now=now, progress=progress(repo))
            except MootError as error:
                yield Failed(source.path, error)


class ProgressOf:
    """Gives each repository its progress; this one shows nothing."""

    def __call__(self, _repo: str) -> Progress:
        """Return what is told the commits read and the commits to read."""
        return lambda _read, _total: None


def _only_once(taken: dict[str, str], repo: str, path: str) -> None:
    if (other := taken.setdefault(repo, path)) != path:
        raise BadInput(
            f"this and {other} are both called {repo}.",
            where=path,
            mend="Give one of them another name: set 'repo' in its [[git]] table of folkmoot.toml.",
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
    return same[0] if len(same) == 1 else f"git:{base}"


def name_of_remote(address: str, charter: Charter) -> str:
    """Return ``forge:owner/name`` for a remote's address; empty when it is no forge's."""
    if match := _SCP.match(address):
        host, path = match[1], match[2]
    else:
        parts = urlsplit(address)
        host, path = parts.hostname or "", parts.path
    declared = {urlsplit(forge.url).hostname: forge.key for forge in charter.community.forges}
    forge = declared.get(host.lower()) or _HOSTS.get(host.lower(), "")
    name = re.sub(r"\.git$", "", path.strip("/").lower())
    return f"{forge}:{name}" if forge and "/" in name else ""

"""GitHub Archive's files from the settings: one stream for each repository."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.facts import Stream
from folkmoot.sources.gharchive.client import Hours
from folkmoot.sources.gharchive.read import FORGE
from folkmoot.sources.gharchive.stream import History
from folkmoot.wiring.settings import FILE
from folkmoot.wiring.streams import Place


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield one stream for each repository that is named, else for each of GitHub that the charter declares.

    Errors: WorkspaceBroken when there is none, or when two tables name the same.
    """
    taken: set[str] = set()
    for source in place.settings.gharchive:
        repos = {repo.strip().lower().removeprefix(f"{FORGE}:") for repo in source.repos} or _declared(place)
        if not repos:
            raise WorkspaceBroken(
                "no repository of GitHub is named, and the charter declares none.",
                where=FILE,
                mend="Name some in the [[gharchive]] table: repos = ['owner/name'].",
            )
        if twice := sorted(repos & taken):
            raise WorkspaceBroken(
                f"two [[gharchive]] tables read '{twice[0]}'.", where=FILE, mend="Put their files into one folder."
            )
        taken |= repos
        hours = Hours(place.folder / source.path, place.folder / "cache" / "gharchive", frozenset(repos))
        for repo in sorted(repos):
            yield History(hours, repo)


def _declared(place: Place) -> set[str]:
    declared = {item.repo for group in place.charter.groups for item in group.repositories}
    for item in place.charter.community.repositories:
        declared |= {item.repo, *item.mirrors}
    return {repo.removeprefix(f"{FORGE}:") for repo in declared if repo.startswith(f"{FORGE}:")}

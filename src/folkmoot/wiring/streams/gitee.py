"""Gitee, AtomGit and GitCode from the settings: the streams of each repository, and of each organisation with all it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.facts import Stream
from folkmoot.sources.gitee.accounts import Accounts
from folkmoot.sources.gitee.changes import Changes, Issues
from folkmoot.sources.gitee.client import Gitee
from folkmoot.sources.gitee.comments import ChangeComments, IssueComments
from folkmoot.sources.gitee.interest import Forks, Releases, Stars, Watches
from folkmoot.sources.gitee.organization import Members, Repositories
from folkmoot.sources.gitee.repository import Repository
from folkmoot.wiring.ages import are_asked, unaged
from folkmoot.wiring.settings import FILE, GiteeSource, tokens
from folkmoot.wiring.streams import Place

_REPO = re.compile(r"[\w.-]+/[\w.-]+")


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield the streams of every repository; one that stands in two tables is read once, as the first one says.

    Errors: WorkspaceBroken for a repository that is no owner/name.
    """
    seen: set[tuple[str, str]] = set()
    for source in place.settings.gitee:
        gitee = gitee_of(source)
        for path in source.repos:
            if not _REPO.fullmatch(path):
                raise WorkspaceBroken(
                    f"'{path}' is no repository of {gitee.dialect.name}.",
                    where=FILE,
                    mend='Write repos = ["owner/name"].',
                )
        yield from _new(gitee, source.repos, seen)
        for org in dict.fromkeys(source.orgs):
            yield Members(gitee, org)
            listed = Repositories(gitee, org)
            yield listed
            yield from _new(gitee, listed.names(), seen)
    for source in {source.forge: source for source in reversed(place.settings.gitee)}.values():
        if are_asked(place):
            yield Accounts(gitee_of(source), unaged(place, source.forge))


def gitee_of(source: GiteeSource) -> Gitee:
    """Return the forge that a table of the settings means, with the tokens of the environment."""
    return Gitee.at(source.forge, source.api, tokens=tokens(source.forge), patience=source.patience * 60)


def streams_of_repository(gitee: Gitee, path: str) -> Iterator[Stream]:
    """Yield the streams of one repository."""
    yield from (Repository(gitee, path), Issues(gitee, path), Changes(gitee, path), IssueComments(gitee, path))
    if gitee.dialect.comments:
        yield ChangeComments(gitee, path)
    yield from (Stars(gitee, path), Watches(gitee, path), Forks(gitee, path), Releases(gitee, path))


def _new(gitee: Gitee, paths: Iterable[str], seen: set[tuple[str, str]]) -> Iterator[Stream]:
    for path in paths:
        key = (gitee.dialect.forge, path.lower())
        if key not in seen:
            seen.add(key)
            yield from streams_of_repository(gitee, path)

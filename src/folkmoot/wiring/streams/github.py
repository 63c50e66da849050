"""GitHub from the settings: the streams of each repository, and of each organisation with all it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.facts import Stream
from folkmoot.sources.github.accounts import Accounts
from folkmoot.sources.github.builds import Builds
from folkmoot.sources.github.changes import Changes
from folkmoot.sources.github.client import GitHub
from folkmoot.sources.github.comments import Comments
from folkmoot.sources.github.happenings import Happenings
from folkmoot.sources.github.interest import Forks, Releases, Stars
from folkmoot.sources.github.issues import Issues
from folkmoot.sources.github.organization import Members, Repositories
from folkmoot.sources.github.read import FORGE
from folkmoot.sources.github.repository import Repository
from folkmoot.wiring.ages import are_asked, unaged
from folkmoot.wiring.settings import FILE, GithubSource, tokens
from folkmoot.wiring.streams import Place

_REPO = re.compile(r"[\w.-]+/[\w.-]+")


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield the streams of every repository; one that stands in two tables is read once, as the first one says.

    Errors: WorkspaceBroken for a repository that is no owner/name.
    """
    seen: set[str] = set()
    for source in place.settings.github:
        github = github_of(source)
        for path in source.repos:
            if not _REPO.fullmatch(path):
                raise WorkspaceBroken(
                    f"'{path}' is no repository of GitHub.", where=FILE, mend='Write repos = ["owner/name"].'
                )
        yield from _of_tables(github, source, source.repos, seen)
        for org in dict.fromkeys(source.orgs):
            yield Members(github, org)
            listed = Repositories(github, org)
            yield listed
            yield from _of_tables(github, source, listed.names(), seen)
    for source in place.settings.github[:1]:  # an account has one age, whoever is asked
        if are_asked(place):
            yield Accounts(github_of(source), unaged(place, FORGE))


def github_of(source: GithubSource) -> GitHub:
    """Return the GitHub that a table of the settings means, with the tokens of the environment."""
    return GitHub.at(source.api, tokens=tokens("github"), patience=source.patience * 60, graphql=source.graphql)


def _of_tables(
    github: GitHub, source: GithubSource, paths: tuple[str, ...] | list[str], seen: set[str]
) -> Iterator[Stream]:
    for path in paths:
        if path.lower() in seen:
            continue
        seen.add(path.lower())
        yield from streams_of_repository(github, path, stars=source.stars, builds=source.builds)


def streams_of_repository(github: GitHub, path: str, *, stars: bool = True, builds: bool = True) -> Iterator[Stream]:
    """Yield the streams of one repository."""
    yield from (
        Repository(github, path), Issues(github, path), Changes(github, path), Comments(github, path),
        Happenings(github, path), Forks(github, path), Releases(github, path),
    )  # fmt: skip
    if stars:
        yield Stars(github, path)
    if builds:
        yield Builds(github, path)

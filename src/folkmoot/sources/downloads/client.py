"""The only network of downloads: pypistats.org, Docker Hub and GitHub's releases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.http.client import Web

PYPISTATS = "https://pypistats.org/api"
GITHUB = "https://api.github.com"
DOCKER_HUB = "https://hub.docker.com/v2"


def pypistats(api: str = "") -> Web:
    """Return the way to PyPI's statistics. Source: https://pypistats.org/api/."""
    return Web((api or PYPISTATS).rstrip("/") + "/", service="pypistats.org")


def docker_hub(api: str = "") -> Web:
    """Return the way to Docker Hub. Source: https://docs.docker.com/reference/api/hub/latest/."""
    return Web((api or DOCKER_HUB).rstrip("/") + "/", service="Docker Hub")


def github(api: str = "", tokens: Sequence[str] = ()) -> Web:
    """Return the way to GitHub. Source: https://docs.github.com/en/rest/releases/releases."""
    return Web((api or GITHUB).rstrip("/") + "/", service="GitHub", tokens=tokens)


def releases(web: Web, repo: str) -> Iterator[object]:
    """Yield each page of a repository's releases. Errors: SourceUnreadable also when there is no such repository."""
    for page in web.pages(f"repos/{repo}/releases", {"per_page": 100}):
        if not page.there:
            raise _unknown(repo)
        yield page.data


def asked(web: Web, path: str, where: str, *, mirrors: bool | None = None) -> object:
    """Return the answer to a question. Errors: SourceUnreadable also when there is no such thing."""
    params = {} if mirrors is None else {"mirrors": str(mirrors).lower()}
    data: object = web.get(path, params).data
    if data is None:
        raise _unknown(where)
    return data


def _unknown(where: str) -> SourceUnreadable:
    return SourceUnreadable("nothing is known of it there.", where=where, mend="Is its name right in folkmoot.toml?")

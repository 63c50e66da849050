"""The community as its files show it: its name, time zone, languages, forges, repositories and robots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from folkmoot.charter.dialects.mindspore.claims import Claims
from folkmoot.charter.dialects.mindspore.markdown import plain, sections
from folkmoot.charter.dialects.mindspore.places import FORGE_URLS
from folkmoot.charter.dialects.mindspore.reconcile import by_repository
from folkmoot.charter.files import read_text
from folkmoot.charter.yamltree import load
from folkmoot.model.community import Community, Forge, Organization, Repository
from folkmoot.model.text import Text, has_han

BOTS = ("gitee:*-ci-bot", "gitee:*-bot", "gitee:*-robot", "gitee:i-robot", "github:*-bot", "github:*[bot]")
"""Robots by the names that these communities give them."""

_COMMITTEE = re.compile(
    r"(.+?)\s*(?:technical steering committee|technical committee|技术委员会|技术指导委员会)", re.IGNORECASE
)
_EAST_EIGHT = re.compile(r"(?:UTC|GMT)\s*\+\s*0?8(?!\d)", re.IGNORECASE)
_CHINA = "Asia/Shanghai"


def community(
    root: Path, claims: Mapping[str, Claims], organizations: tuple[Organization, ...], zone: str
) -> Community:
    """Return the community; its repositories are those that any of its groups names."""
    repositories = tuple(
        Repository(repo, sources=tuple(places)) for repo, places in sorted(by_repository(claims).items())
    )
    used = {repository.repo.partition(":")[0] for repository in repositories} | {"gitee"}
    forges = tuple(Forge(key, url) for key, url in FORGE_URLS.items() if key in used)
    name = next(_names(root), "") or _owner(repositories) or root.name or "community"
    return Community(Text(name), zone, ("zh", "en"), "", forges, repositories, organizations, BOTS)


def _names(root: Path) -> Iterator[str]:
    """Yield the names that the files give: the committee's title, then the list of groups."""
    text = read_text("tsc/README.md", root)[0] if (root / "tsc/README.md").is_file() else None
    for section in [section for section in sections(text or "") if section.level][:1]:
        if found := _COMMITTEE.match(plain(section.title)):
            yield found[1]
    for path in ("sigs/sig_info.yaml", "sig/sig_info.yaml"):
        tree = load(root / path, root)[0] if (root / path).is_file() else None
        if tree is not None and (name := tree.text("name")) and not has_han(name):
            yield name.removesuffix(" SIGs").removesuffix(" SIG")


def _owner(repositories: tuple[Repository, ...]) -> str:
    """Return the owner of most repositories."""
    owners = Counter(each.repo.partition(":")[2].partition("/")[0] for each in repositories if "/" in each.repo)
    return owners.most_common(1)[0][0] if owners else ""


def zone_of(root: Path) -> str:
    """Return the time zone of the community's days: China's where its committee meets by UTC+8 or its words are Chinese."""
    for path in ("tsc/README.md", "sigs/README.md", "README.md", "sig/README.md"):
        text = read_text(path, root)[0] if (root / path).is_file() else None
        if text and (_EAST_EIGHT.search(text) or has_han(text)):
            return _CHINA
    return "UTC"

"""The whole community repository → a Charter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore import folders
from folkmoot.charter.dialects.mindspore.claims import Claims, Folder, together
from folkmoot.charter.dialects.mindspore.organizations import organizations, respelled
from folkmoot.charter.dialects.mindspore.people import gather
from folkmoot.charter.dialects.mindspore.places import FORGE_URLS
from folkmoot.charter.dialects.mindspore.reconcile import by_repository, group
from folkmoot.charter.dialects.mindspore.repositories import owners_found
from folkmoot.charter.dialects.mindspore.rosters.sig_info import sig_info
from folkmoot.charter.yamltree import load
from folkmoot.model.community import Community, Forge, Repository
from folkmoot.model.text import Text

BOTS = ("gitee:*-ci-bot", "gitee:*-bot", "gitee:*-robot", "gitee:i-robot", "github:*[bot]", "github:*-bot")


def recognises(root: Path) -> bool:
    """Return whether the folder looks like MindSpore's or openEuler's community repository."""
    return folders.is_community(root)


def read(root: Path, commit: str) -> Charter:
    """Return everything that the repository declares, with the findings of reading it. Bad content never raises."""
    found = folders.groups(root)
    claims = owners_found({folder.slug: _claims(root, folder) for folder in found})
    known, shown, odd = organizations(seat for claim in claims.values() for seat in claim.seats)
    claims = {slug: replace(claim, seats=respelled(claim.seats, shown)) for slug, claim in claims.items()}
    people = gather({slug: claim.seats for slug, claim in claims.items()})
    groups = []
    for folder in found:
        claim = claims[folder.slug]
        seated = [
            (seat, people.sitting[folder.slug, number])
            for number, seat in enumerate(claim.seats)
            if (folder.slug, number) in people.sitting
        ]
        groups.append(group(folder, claim, seated))
    repositories = tuple(
        Repository(repo, sources=tuple(places)) for repo, places in sorted(by_repository(claims).items())
    )
    forges = tuple(
        Forge(key, url)
        for key, url in FORGE_URLS.items()
        if key == "gitee" or any(repo.repo.startswith(key + ":") for repo in repositories)
    )
    community = Community(
        Text("MindSpore"), "Asia/Shanghai", ("zh", "en"), "", forges, repositories, known, BOTS
    )
    findings = (*(each for claim in claims.values() for each in claim.findings), *odd, *people.findings)
    return Charter(community, people.people, tuple(groups), (), (), (), "mindspore", root, commit, findings)


def _claims(root: Path, folder: Folder) -> Claims:
    tree, odd = load(root / folder.path / "sig-info.yaml", root) if (root / folder.path / "sig-info.yaml").is_file() else (None, ())
    said = [Claims(findings=odd)]
    if tree is not None:
        said.append(sig_info(tree, folder))
    return together(said)

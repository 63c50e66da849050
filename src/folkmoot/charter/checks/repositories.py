"""Checks of repositories: their spelling, their forge, and which group looks after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.community import community_place
from folkmoot.charter.checks.words import listed, nearest
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Place, Severity, place_of
from folkmoot.model.groups import REPO, Kind
from folkmoot.model.text import Text


def _named(charter: Charter) -> Iterator[tuple[Place, str, str]]:
    """Yield every repository that is named, with the place and whose it is."""
    for group in charter.groups:
        for each in group.repositories:
            yield nearest(each.place, group.place), each.repo, group.slug
    for repository in charter.community.repositories:
        place = place_of(repository.sources[0]) if repository.sources else community_place(charter)
        for repo in (repository.repo, *repository.mirrors):
            yield place, repo, ""


@check(
    "repository-form",
    Severity.ERROR,
    zh="每个代码仓都写成 forge:owner/name。",
    mend=Text("Write it as gitee:example/kit.", "请写成 gitee:example/kit 的形式。"),
)
def repository_form(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every repository is spelled forge:owner/name."""
    for place, repo, subject in dict.fromkeys(_named(charter)):
        if not REPO.fullmatch(repo):
            says = Text(f"'{repo}' is no repository.", f"“{repo}”不是代码仓。")
            yield asks.at(place, says, subject=subject)


@check(
    "unknown-forge",
    Severity.WARNING,
    zh="每个代码仓都在已声明的平台上。",
    mend=Text("Name the forge, or declare it in the community.", "请写明平台，或在社区中声明该平台。"),
)
def unknown_forge(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every repository is on a forge that the community declares."""
    forges = {forge.key for forge in charter.community.forges}
    for place, repo, subject in dict.fromkeys(_named(charter)):
        forge = repo.partition(":")[0]
        if forge == "git":
            says = Text(
                f"On which forge and whose '{repo[4:]}' is, is not said.", f"没有写明“{repo[4:]}”在哪个平台、属于谁。"
            )
            yield asks.at(place, says, subject=subject)
        elif forges and forge not in forges and REPO.fullmatch(repo):
            says = Text(f"{repo} is on '{forge}', which is not declared.", f"{repo} 所在的平台“{forge}”未声明。")
            yield asks.at(place, says, mend=mend_word(forge, forges), subject=subject)


@check(
    "shared-repository",
    Severity.WARNING,
    zh="每个代码仓（或其目录）由一个组织负责。",
    mend=Text("Leave it with one group, or give each a folder of it.", "请只归一个组织，或为各组织写明目录。"),
)
def shared_repository(charter: Charter, asks: Check) -> Iterator[Finding]:
    """One group looks after each repository, or each folder of it."""
    owners: dict[tuple[str, str], dict[str, Place]] = defaultdict(dict)
    for group in charter.groups:
        for each in group.repositories:
            if each.until is None and group.status != "archived":
                place = nearest(each.place, group.place)
                owners[each.repo, each.path.strip("/")].setdefault(group.slug, place)
    for (repo, path), groups in owners.items():
        if len(groups) > 1:
            what, said = (f"{repo}, folder {path}," if path else repo), listed(groups)
            says = Text(f"{what} is looked after by {said.en}.", f"{repo} {path} 由 {said.zh} 同时负责。")
            last, place = list(groups.items())[-1]
            yield asks.at(place, says, subject=last)


@check(
    "repository-without-group",
    Severity.NOTE,
    zh="社区的每个代码仓都有组织负责。",
    mend=Text("Add it to the group that looks after it.", "请把它加入负责的组织。"),
)
def repository_without_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A group looks after every repository of the community."""
    owned = {each.repo for group in charter.groups for each in group.repositories}
    for repository in charter.community.repositories:
        if not repository.archived and owned.isdisjoint((repository.repo, *repository.mirrors)):
            place = place_of(repository.sources[0]) if repository.sources else community_place(charter)
            says = Text(f"No group looks after {repository.repo}.", f"没有组织负责 {repository.repo}。")
            yield asks.at(place, says)


@check(
    "repository-twice",
    Severity.WARNING,
    zh="一个组织不重复列出同一代码仓。",
    mend=Text("Remove one of the two.", "请删除其中一个。"),
)
def repository_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No group lists the same repository twice."""
    for group in charter.groups:
        listings: dict[tuple[str, str], int] = defaultdict(int)
        for each in group.repositories:
            listings[each.repo, each.path] += each.since is None and each.until is None
        for (repo, path), number in listings.items():
            if number > 1:
                says = Text(f"{group.slug} lists {repo} {path} {number} times.".replace("  ", " "),
                            f"{group.slug} 把 {repo} {path} 列出了 {number} 次。")  # fmt: skip
                yield asks.at(group.place, says, subject=group.slug)


@check(
    "sig-without-repository",
    Severity.NOTE,
    zh="每个活跃的 SIG 都有代码仓。",
    mend=Text("List its repositories, so that its work is counted.", "请列出其代码仓，以便统计贡献。"),
)
def sig_without_repository(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every active SIG looks after a repository."""
    for group in charter.groups:
        if group.kind is Kind.SIG and group.status == "active" and not group.repositories:
            says = Text(f"{group.slug} lists no repository, so none of its work is counted.",
                        f"{group.slug} 没有列出代码仓，其贡献无法统计。")  # fmt: skip
            yield asks.at(group.place, says, subject=group.slug)

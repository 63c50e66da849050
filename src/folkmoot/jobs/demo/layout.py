"""Where work happens in the demo: its groups, repositories, and the parcels (a group's repository or folder)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from folkmoot.jobs.demo.dice import Dice, Floats, Ints
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.vocabulary import COMMUNITIES, FORGOTTEN, GITHUB_ONLY, SIGS, WGS, Blueprint
from folkmoot.model.text import Text

FOLDERS = ("", "/kernels", "/passes", "/tests", "/include", "/tools")
PLAIN_FOLDERS = ("src", "tests", "docs", "examples", "scripts", "")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A group's place of work: a repository, or one folder of it."""

    group: int
    repo: int
    folder: str


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The community's ground plan."""

    slug: str
    name: Text
    groups: tuple[Blueprint, ...]  # special interest groups first, then working groups
    sigs: int
    repos: tuple[str, ...]  # forge:owner/name
    parcels: tuple[Parcel, ...]
    founded: int  # the first parcels, those of special interest groups, have founders
    weights: Floats  # of the parcels
    slowness: Floats  # of each group's answers: 1 is the usual
    silence: Floats  # the share of changes that a group never answers

    def column(self, name: str) -> Ints:
        """Return ``group`` or ``repo`` of each parcel."""
        return np.array([getattr(parcel, name) for parcel in self.parcels], dtype=np.int64)

    @property
    def quiet(self) -> str:
        """The repository in which nothing happens."""
        return _key(self.slug, FORGOTTEN[0])

    @property
    def domain(self) -> str:
        """The invented domain of the community."""
        return f"{self.slug}.example"

    def web(self, repo: int) -> str:
        """Return the address of a repository; the forges are invented too, so no link leads to a stranger."""
        forge, _, path = self.repos[repo].partition(":")
        return f"https://{forge}.{self.domain}/{path}"


def layout_of(plan: Plan) -> Layout:
    """Return the ground plan: 10 to 14 special interest groups from 250 people on, fewer for fewer."""
    dice = Dice(plan.seed, 23)
    slug, name = COMMUNITIES[plan.seed % len(COMMUNITIES)]
    sigs = SIGS[: max(3, min(len(SIGS), plan.people // 22))]
    groups = (*sigs, *WGS)
    names: dict[str, int] = {}
    parcels: list[Parcel] = []
    weights: list[float] = []
    for place, group in enumerate(groups):
        for rank, work in enumerate(group.work):
            repo, _, folder = work.partition(":")
            parcels.append(Parcel(place, names.setdefault(repo, len(names)), folder))
            weights.append(group.weight * (0.35 if rank else 1.0))
    founded = sum(len(group.work) for group in sigs)
    slowness = np.exp(0.35 * dice.normal(len(groups)))
    silence = np.full(len(groups), 0.05)
    understaffed = min(len(sigs) - 2, 10)
    slowness[understaffed], silence[understaffed] = 3.2, 0.28
    return Layout(
        slug, name, groups, len(sigs), tuple(_key(slug, repo) for repo in names), tuple(parcels), founded,
        np.array(weights), slowness, silence,
    )  # fmt: skip


def _key(slug: str, repo: str) -> str:
    forge = "github" if repo in GITHUB_ONLY else "gitee"
    return f"{forge}:{slug}/{repo}"

"""What is written: a charter that reads back with its few faults, a lake, and the same bytes each time."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from folkmoot.charter.checks import check
from folkmoot.charter.reader import read_charter
from folkmoot.jobs.demo.plan import plan_of
from folkmoot.jobs.demo.tell import tell
from folkmoot.lake.lake import Lake
from folkmoot.model.groups import Kind
from folkmoot.rules.identity import resolve

TODAY = date(2026, 5, 20)
MESSES = {
    "empty-mission": 1, "lead-is-member": 1, "person-without-account": 1, "repository-without-group": 1,
    "shared-repository": 1,
}  # fmt: skip


def told_in(folder: Path, **asked: int) -> Path:
    lake = Lake.at(folder / "lake")
    lake.create()
    tell(plan_of(today=TODAY, **asked), folder / "charter", lake)
    return folder


def digests(folder: Path, pattern: str) -> list[tuple[str, str]]:
    """Which bytes stand there; the Parquet files' own names are chance, so only their table's name counts."""
    files = sorted(path for path in folder.rglob(pattern) if path.is_file() and "_delta_log" not in path.parts)
    return sorted(
        (
            str(path.relative_to(folder)) if pattern == "*" else path.parent.name,
            hashlib.md5(path.read_bytes()).hexdigest(),
        )
        for path in files
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """The default demo: 300 people, 24 months, seed 7."""
    return told_in(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def charter(demo):
    return read_charter(demo / "charter")


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    one, same, other = (
        told_in(tmp_path / name, people=40, months=4, seed=seed) for name, seed in (("a", 7), ("b", 7), ("c", 8))
    )
    assert digests(one / "charter", "*") == digests(same / "charter", "*")
    assert digests(one / "lake", "*.parquet") == digests(same / "lake", "*.parquet")
    assert not set(digests(one / "lake", "*.parquet")) & set(digests(other / "lake", "*.parquet"))
    assert digests(one / "charter", "*") != digests(other / "charter", "*")


def test_the_charter_has_the_deliberate_faults_and_no_others(charter):
    assert charter.findings == ()
    assert Counter(finding.check for finding in check(charter)) == MESSES


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
@pytest.mark.parametrize("people", [25, 90])
def test_other_demos_have_only_faults_of_these_kinds(tmp_path, seed, people):
    folder = told_in(tmp_path / "w", people=people, months=9, seed=seed)
    found = Counter(finding.check for finding in check(read_charter(folder / "charter")))
    assert set(found) <= set(MESSES)
    assert sum(found.values()) <= sum(MESSES.values())


def test_the_community_has_groups_of_every_kind(charter):
    kinds = Counter(group.kind for group in charter.groups)
    assert 10 <= kinds[Kind.SIG] <= 14
    assert kinds[Kind.WG] == 4
    assert kinds[Kind.COMMITTEE] == 1
    assert min(kinds[Kind.CHAPTER], kinds[Kind.TEAM]) >= 2
    assert charter.community.name.en
    assert charter.community.name.zh
    assert all(group.name.en and group.name.zh for group in charter.groups)
    assert any(repository.path for group in charter.groups for repository in group.repositories)


def test_people_are_promoted(charter):
    causes = [term.cause for _, term in charter.terms()]
    assert any(cause.startswith("promoted to") for cause in causes)
    assert any(cause.startswith("promotion round") for cause in causes)
    assert "elected" in causes or "elected maintainer" in causes
    assert any(len(person.affiliations) > 1 for person in charter.people)


def test_whoever_did_something_was_seen(demo, charter):
    snapshot = Lake.at(demo / "lake").snapshot()
    seen = set(snapshot.sightings()["account"].to_pylist())
    actors = set(snapshot.open().run(snapshot.events().select("actor").distinct())["actor"].to_pylist())
    assert actors <= seen


def test_robots_are_known_and_some_accounts_may_belong_together(demo, charter):
    identity = resolve(
        people=charter.people, organizations=charter.community.organizations, bots=charter.community.bots,
        sightings=Lake.at(demo / "lake").snapshot().sightings(), corrections=(),
    )  # fmt: skip
    assert sum(person.bot for person in identity.people.values()) == 2
    assert 8 <= len(identity.suggestions) <= 60
    assert any(belonging.why == "mail domain" for belonging in identity.belongings)


def test_coverage_tells_the_one_gap(demo):
    coverage = Lake.at(demo / "lake").snapshot().coverage()
    assert {row.source for row in coverage if not row.complete} == {"forum"}
    assert {row.repo.rpartition("/")[2] for row in coverage if not row.rows} == {"energy"}  # read, and nothing happened
    assert all(row.until_at - row.since_at > timedelta(days=700) for row in coverage)


def test_stars_are_measured_as_they_were_given(demo):
    """The weekly totals of a repository differ by what was starred and unstarred in the week."""
    snapshot = Lake.at(demo / "lake").snapshot()
    duck, seen, events = snapshot.open(), snapshot.measurements_table(), snapshot.events()
    weekly = duck.run(seen.filter(seen.name == "stars").order_by("at")).to_pylist()
    repo = weekly[0]["subject"]
    totals = [(row["at"], row["amount"]) for row in weekly if row["subject"] == repo]
    stars = duck.run(
        events.filter((events.repo == repo) & events.kind.isin(["repo.starred", "repo.unstarred"]))
    ).to_pylist()
    gained = sum(
        1 if star["kind"] == "repo.starred" else -1
        for star in stars
        if totals[0][0] + timedelta(hours=1) <= star["at"] < totals[-1][0] + timedelta(hours=1)
    )
    assert totals[-1][1] - totals[0][1] == gained
    assert {"downloads", "views", "chat members", "forks", "watches"} <= set(
        duck.run(seen.select("name").distinct())["name"].to_pylist()
    )

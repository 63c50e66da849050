"""Merged changes of the real histories, counted with git and plain Python for everybody, are what a ladder's clauses count."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from functools import partial

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.model.community import Community
from folkmoot.model.groups import Group, GroupRepository, Kind
from folkmoot.model.ladder import Clause, Count, Ladder, LadderStep, Verdict
from folkmoot.model.people import mail_account
from folkmoot.model.text import Text
from folkmoot.reports.climbers import Climbers
from folkmoot.reports.homes import Homes
from folkmoot.reports.standing import standing
from folkmoot.wiring.collecting import Collecting
from folkmoot.wiring.workspace import make_workspace
from tests.reports.facts import asking

pytestmark = pytest.mark.real
NAMES = ("community", "mindinsight", "mindarmour", "hub", "models")
MERGED = re.compile(r"Merge pull request ([!#])(\d+) from ([^\n]+)")
FIVE = Count(("change.merged",), subjects=5)
YEAR = Count(("change.merged",), subjects=5, within="12m")
MONTHS = Count(("change.merged",), months=3, age="6m")
REVIEWS = Count(("change.reviewed", "change.commented"), events=10, others=True)
LADDER = Ladder(
    "sig",
    steps=tuple(
        LadderStep(f"role-{place}", all=(Clause(count=count),))
        for place, count in enumerate((FIVE, YEAR, MONTHS, REVIEWS))
    ),
)
AT, LATER = datetime(2022, 6, 30, 16), datetime(2030, 1, 1)  # the first of July in Shanghai; long after the last commit


@pytest.fixture(scope="module")
def homes(real_data, tmp_path_factory):
    folder = make_workspace(tmp_path_factory.mktemp("real") / "w", real_data / "mindspore-community")
    opened = Collecting(folder)
    results = opened.run([opened.add(real_data / "git" / f"{name}.bundle") for name in NAMES])
    assert all(result.complete for result in results)
    repos = {row.repo for row in opened.lake.snapshot().coverage()}
    groups = tuple(
        Group(
            Kind.SIG,
            name,
            Text(name),
            repositories=(GroupRepository(next(one for one in repos if re.split("[:/]", one)[-1] == name)),),
        )
        for name in NAMES
    )
    community = Community(Text("Real"), zone="Asia/Shanghai", bots=opened.charter.community.bots)
    return Homes(
        Charter(community, people=opened.charter.people, groups=groups, ladders=(LADDER,)), opened.lake, ledger=False
    )


def merge_of(entry, mails):
    if not (match := MERGED.search(entry)):
        return None
    head = entry.split("\n", 1)[0] or entry.split("\n", 2)[1]
    moment, _first, second = head.split()[:3]
    login, slash, _branch = match[3].partition("/")
    login = " ".join(login.split()).lstrip("@: ").lower()
    forge = "gitee" if match[1] == "!" else "github"
    account = f"{forge}:{login}" if slash and login else mail_account(mails[second])
    return datetime.fromtimestamp(int(moment), UTC).replace(tzinfo=None), match[1] + match[2], account


@pytest.fixture(scope="module")
def merges(real_data, tmp_path_factory):
    """By repository: (moment, number as it is written, account) of each merge; the account of its author where it names none."""
    folder, found = tmp_path_factory.mktemp("clones"), {}
    for name in NAMES:
        bundle = real_data / "git" / f"{name}.bundle"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), str(folder / name)], check=True)
        git = partial(subprocess.run, capture_output=True, text=True, errors="replace", check=True, cwd=folder / name)
        mails = dict(line.split(" ", 1) for line in git(["git", "log", "--all", "--format=%H %ae"]).stdout.splitlines())
        log = git(["git", "log", "--all", "--merges", "--format=%ct %P%n%B%x00"]).stdout
        found[name] = [one for entry in log.split("\0") if (one := merge_of(entry, mails))]
    return found


def expected(homes, merges, name, since, until):
    """Return the different changes of each person, and the moments of their merges."""
    numbers, moments = defaultdict(set), defaultdict(list)
    identity = homes.identity
    for at, number, account in merges[name]:
        person = identity.person_of.get(account, account)
        robot = person in identity.people and identity.people[person].bot
        if not robot and not account.endswith((":ghost", ":unknown")) and (since is None or at >= since) and at < until:
            numbers[person].add(number)
            moments[person].append(at)
    return {person: len(found) for person, found in numbers.items()}, moments


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("until", [AT, LATER])
def test_merged_changes_of_everybody(homes, merges, name, until):
    climbers = Climbers(homes, homes.charter.group_by_slug[name], LADDER, until)
    counted, _moments = expected(homes, merges, name, None, until)
    assert {person: done.subjects for person, done in climbers.done[FIVE].items()} == counted
    verdicts = {one.person: one for one in climbers.verdicts(LADDER.steps[0])}
    for person, number in counted.items():
        (tally,) = verdicts[person].root.below[0].tallies
        enough = Verdict.MET if number >= 5 else Verdict.NOT_MET if until == AT else Verdict.UNKNOWN
        assert (tally.have, verdicts[person].word) == (number, enough)


@pytest.mark.parametrize("name", NAMES)
def test_merged_changes_of_the_last_year_and_months(homes, merges, name):
    climbers = Climbers(homes, homes.charter.group_by_slug[name], LADDER, AT)
    counted, _moments = expected(homes, merges, name, datetime(2021, 6, 30, 16), AT)
    assert {person: done.subjects for person, done in climbers.done[YEAR].items()} == counted
    _counted, moments = expected(homes, merges, name, None, AT)
    for one in climbers.verdicts(LADDER.steps[2]):
        mine = [
            datetime.fromtimestamp(at.replace(tzinfo=UTC).timestamp() + 8 * 3600, UTC) for at in moments[one.person]
        ]
        months = {(at.year, at.month) for at in mine}
        old = bool(mine) and min(mine).date().isoformat() <= "2021-12-30"
        assert (one.word is Verdict.MET) == (len(months) >= 3 and old), one.person


def test_what_no_history_tells_is_unknown_for_everybody(homes):
    for name in NAMES:
        climbers = Climbers(homes, homes.charter.group_by_slug[name], LADDER, AT)
        words = {one.word for one in climbers.verdicts(LADDER.steps[3])}
        assert words == {Verdict.UNKNOWN}


def test_the_evidence_is_as_much_as_was_counted(homes):
    asked = asking(homes)
    for row in asked("ladder", group="hub", role="role-0", size="20", until="2022-06-30").rows:
        (leaf,) = standing(homes, "hub", row["person"], "role-0", AT).root.below
        subjects = {each["subject"] for each in asked("proof", **leaf.proof).rows}
        assert len(subjects) == leaf.tallies[0].have

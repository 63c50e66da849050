"""Every clause of every ladder of the invented community, counted once more in plain Python from its raw events."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta

from folkmoot.charter.ladders import ladder_of
from folkmoot.charter.reader import read_charter
from folkmoot.jobs.demo.plan import Plan
from folkmoot.jobs.demo.tell import tell
from folkmoot.lake.lake import Lake
from folkmoot.model.ladder import Verdict
from folkmoot.reports.climbers import Climbers
from folkmoot.reports.homes import Homes

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    lake = Lake.at(folder / "lake")
    lake.create()
    tell(Plan(people=80, months=14, seed=3, until=date(2026, 3, 1)), folder / "charter", lake)
    return Homes(read_charter(folder / "charter"), lake, ledger=False)


@pytest.fixture(scope="module")
def events(homes):
    """Return the lake's own rows, read from its files without people or groups, each with who did it."""
    rows = homes.snapshot.run(homes.snapshot.events()).to_pylist()
    identity = homes.identity
    for row in rows:
        who = identity.person_of.get(row["actor"], row["actor"])
        known = identity.people.get(who)
        row["person"] = None if row["actor"].endswith((":ghost", ":unknown")) or not row["actor"] else who
        row["bot"] = bool(known and known.bot)
        row["extra"] = json.loads(row["extra"] or "{}")
    return rows


def local(moment):
    return moment.replace(tzinfo=UTC).astimezone(ZONE)


def is_here(homes, group, row):
    """Return whether an event lies in what a group looks after: it names it, or its repository or folder is the group's."""
    if row["kind"].startswith(("meeting.", "task.", "mail.", "post.", "content.")) and row["extra"].get("group"):
        return row["extra"]["group"] == group.slug
    for item in group.repositories:
        if row["repo"] in homes.same(item.repo):
            folders = [folder.strip("/") for folder in row["extra"].get("dirs") or ()]
            if not item.path or any((folder + "/").startswith(item.path.strip("/") + "/") for folder in folders):
                return True
    return False


LENGTHS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def before(day, length):
    return day - relativedelta(**{LENGTHS[length[-1]]: int(length[:-1])})


def done(homes, events, group, ladder, count, at):
    """Return of each person: events, subjects, months, and the day of the first."""
    day = local(at - timedelta(microseconds=1)).date()
    since = before(day, count.within) + timedelta(days=1) if count.within else date.min
    openers = defaultdict(set)
    for row in events:
        if row["kind"] in ("change.opened", "issue.opened"):
            openers[row["subject"]].add(row["person"] or row["actor"])
    main = {name for repo in ladder.repos for name in homes.same(repo)} if count.where == "main" else set()
    found = defaultdict(set)
    for row in events:
        if row["kind"] not in count.kinds or row["bot"] or row["person"] is None or row["at"] >= at:
            continue
        if local(row["at"]).date() < since or not (row["repo"] in main or is_here(homes, group, row)):
            continue
        if count.others and (not openers[row["subject"]] or row["person"] in openers[row["subject"]]):
            continue
        found[row["person"]].add((row["kind"], row["subject"], row["at"]))
    return {
        person: {
            "events": len(told),
            "subjects": len({subject for _kind, subject, _at in told}),
            "months": len({(local(moment).year, local(moment).month) for _kind, _subject, moment in told}),
        }
        for person, told in found.items()
    }


def holds(homes, group, person, roles, day):
    person_of = homes.identity.person_of
    return [
        term for term in group.roles
        if term.role in roles and person_of.get(term.person, term.person) == person and term.holds_on(day)
    ]  # fmt: skip


@pytest.mark.parametrize("at", [datetime(2025, 10, 10, 16), datetime(2026, 2, 28, 16)])
def test_every_clause_for_everybody_in_every_group(homes, events, at):
    day = local(at - timedelta(microseconds=1)).date()
    judged = met = 0
    for group in homes.charter.groups:
        ladder = ladder_of(homes.charter, group)
        if ladder is None:
            continue
        climbers = Climbers(homes, group, ladder, at)
        plain = {count: done(homes, events, group, ladder, count, at) for count in climbers.counts}
        for step in ladder.steps:
            for found in climbers.verdicts(step):
                for leaf in found.root.leaves():
                    judged += 1
                    met += leaf.word is Verdict.MET
                    check(homes, group, ladder, plain, found, leaf, day)
    assert judged > 800
    assert met > 80


def check(homes, group, ladder, plain, found, leaf, day):
    """Say again what one clause comes to."""
    clause = leaf.clause
    if clause.count:
        mine = plain[clause.count].get(found.person, {"events": 0, "subjects": 0, "months": 0})
        assert {tally.of: tally.have for tally in leaf.tallies} == {tally.of: mine[tally.of] for tally in leaf.tallies}
        enough = all(mine[tally.of] >= tally.need for tally in leaf.tallies)
        assert leaf.word is (Verdict.MET if enough else Verdict.UNKNOWN if leaf.unread else Verdict.NOT_MET)
    elif clause.role:
        running = holds(homes, group, found.person, ladder.from_(clause.role), day)
        if not clause.lasting:
            assert (leaf.word is Verdict.MET) == bool(running)
        elif leaf.word is Verdict.MET:
            long_ago = before(day, clause.lasting)
            assert all(holds(homes, group, found.person, ladder.from_(clause.role), one) for one in (day, long_ago))
        else:
            assert not any(term.since and term.since <= before(day, clause.lasting) for term in running)
    else:
        assert leaf.word is Verdict.NOT_MET  # a vote that nobody has held

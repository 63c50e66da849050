"""The real community beside the checkout: counts and slugs only."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects import mindspore
from folkmoot.charter.dialects.mindspore.claims import SIG_INFO, Claims, Seat
from folkmoot.charter.dialects.mindspore.folders import groups
from folkmoot.charter.dialects.mindspore.gathering import gather_claims
from folkmoot.charter.dialects.mindspore.people import gather
from folkmoot.charter.dialects.mindspore.rolls import Outcome, Roll, compare, judged
from folkmoot.charter.native.reader import read as read_native
from folkmoot.charter.native.writer import write_native
from folkmoot.charter.order import in_order
from folkmoot.model.groups import Kind, Term

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def root(real_data: Path) -> Path:
    return real_data / "mindspore-community"


@pytest.fixture(scope="module")
def charter(root: Path) -> Charter:
    return mindspore.read(root, "")


@pytest.fixture(scope="module")
def claims(root: Path) -> dict[str, Claims]:
    return gather_claims(root, groups(root), "Asia/Shanghai")[0]


@pytest.fixture(scope="module")
def entries(claims: dict[str, Claims]) -> list[tuple[str, Seat]]:
    """Every person entry of the sig-info.yaml files with its group."""
    return [(slug, seat) for slug, claim in claims.items() for seat in claim.seats if seat.roster == SIG_INFO]


@pytest.fixture(scope="module")
def found(charter: Charter) -> Counter[str]:
    return Counter(finding.check for finding in charter.findings)


def of_sig_info(term: Term) -> bool:
    return any("sig-info.yaml" in source for source in term.sources)


def test_groups(charter: Charter):
    kinds = Counter(group.kind for group in charter.groups)
    assert kinds == {Kind.SIG: 40, Kind.WG: 6, Kind.COMMITTEE: 1}
    assert {"data", "computer-vision-cv-suite-sig", "llm-inference-serving", "wg-research", "tsc"} <= set(
        charter.group_by_slug
    )
    assert all(group.name and group.mission and group.sources for group in charter.groups)


def test_files_and_folders(charter: Charter, found: Counter[str]):
    with_yaml = [group for group in charter.groups if any("sig-info.yaml" in source for source in group.sources)]
    assert len(with_yaml) == 16
    assert found["group-without-sig-info"] == 24
    assert found["group-name-differs-from-folder"] == 11
    assert found["key-spelling"] == 2
    assert found["wrong-type"] == 1
    missing = [
        each for each in charter.findings if each.check == "group-not-in-table" and each.place.path.startswith("sigs/")
    ]
    assert len(missing) == 15


def test_entries_and_placeholders(entries: list[tuple[str, Seat]], found: Counter[str]):
    """The 127 distinct ids leave out the placeholders."""
    assert len(entries) == 185
    assert len({seat.account for _, seat in entries if seat.account}) == 127
    assert sum(1 for _, seat in entries if not seat.account) == found["placeholder-account"] == 13
    assert Counter(seat.role for _, seat in entries)["repo-admin"] == 16


def test_placeholders_join_nobody(charter: Charter, entries: list[tuple[str, Seat]]):
    nobodies = {(slug, str(seat.place)) for slug, seat in entries if not seat.account}
    ids = {
        (group.slug, source): term.person
        for group in charter.groups for term in group.roles for source in term.sources
    }  # fmt: skip
    people = [ids[each] for each in nobodies]
    assert len(set(people)) == 13
    assert all(
        not person.accounts or person.accounts[0].startswith("mail:")
        for person in map(charter.person_by_id.get, people)
        if person
    )
    assert all(person.endswith(f"-{slug}") for (slug, _), person in zip(nobodies, people, strict=True))


def test_several_roles(entries: list[tuple[str, Seat]]):
    roles: dict[tuple[str, str], set[str]] = {}
    for slug, seat in entries:
        if seat.account:
            roles.setdefault((slug, seat.account), set()).add(seat.role)
    assert sum(1 for held in roles.values() if len(held) > 1) == 30


def test_more_than_two_maintainers(claims: dict[str, Claims]):
    number = {
        slug: len({seat.name for seat in claim.seats if seat.roster == SIG_INFO and seat.role == "maintainer" and not seat.repos})
        for slug, claim in claims.items()
    }  # fmt: skip
    assert sum(1 for each in number.values() if each > 2) == 8


def test_who_leads_by_file_and_by_table(claims: dict[str, Claims]):
    """Nine groups stand in both: one table row agrees by its account, two by name, six contradict."""
    people = gather({slug: claim.seats for slug, claim in claims.items()})
    outcomes: Counter[str] = Counter()
    for slug, claim in claims.items():
        seated = [(seat, people.sitting[slug, number]) for number, seat in people.seats(slug)]
        leads: dict[str, Roll] = {
            roll.source: roll for each in judged(seated) if each.role == "maintainer" for roll in each.rolls
        }
        own = next((roll for path, roll in leads.items() if path.endswith("sig-info.yaml")), None)
        row = leads.get("sigs/README.md")
        if own and row:
            by_account = any(seat.account for seat in claim.seats if seat.place.path == "sigs/README.md")
            agrees = compare(own, row) is not Outcome.DISAGREE
            outcomes["contradict" if not agrees else "account" if by_account else "name"] += 1
    assert outcomes == {"account": 1, "name": 2, "contradict": 6}


def test_meeting_notes(charter: Charter, root: Path, found: Counter[str]):
    """The 24 odd times are the notes whose title has an hour after noon with "pm"; 14 lists differ, one in spelling only."""
    minutes = Counter("tsc" if each.group == "tsc" else "sig" for each in charter.minutes)
    assert minutes == {"sig": 52, "tsc": 10}
    assert len(list((root / "sigs").glob("*/meetings/**/*.md"))) == 66
    assert found["note-time-odd"] == 24
    assert found["note-weekday-wrong"] == 5
    assert found["note-attendees-differ"] == 14
    assert found["note-form-odd"] == 13  # of 14 forms one has "xx:xx" for its time
    assert all(each.day for each in charter.minutes)


def test_the_committee(charter: Charter):
    tsc = charter.group_by_slug["tsc"]
    assert Counter(term.role for term in tsc.roles) == {"member": 14, "chair": 1}
    assert {term.since for term in tsc.roles} == {date(2020, 3, 28)}
    (series,) = tsc.meetings
    assert (series.rrule, series.time, series.minutes, series.zone) == (
        "FREQ=MONTHLY;BYDAY=3TH",
        "16:00",
        60,
        "Asia/Shanghai",
    )
    short = [each for each in charter.findings if each.check == "note-below-quorum"]
    present = [int(each.says.en.split()[0]) for each in sorted(short, key=lambda each: each.place)]
    assert present == [4, 4, 3, 4, 2, 1, 3]


def test_proposals(charter: Charter, found: Counter[str]):
    assert len(charter.proposals) == 14
    assert found["proposal-without-header"] == 3
    assert found["proposal-template-left"] == 2
    assert sum(1 for each in charter.proposals if each.group) == 10
    known = set(charter.person_by_id)
    assert all({*each.authors, *each.reviewers, *each.approvers} <= known for each in charter.proposals)


def test_the_community(charter: Charter):
    community = charter.community
    assert (community.name.en, community.zone, community.languages) == ("MindSpore", "Asia/Shanghai", ("zh", "en"))
    assert [forge.key for forge in community.forges] == ["gitee"]
    assert {"gitee:mindspore/mindspore", "gitee:mindspore/graphlearning"} <= {
        each.repo for each in community.repositories
    }
    assert all(each.repo == each.repo.lower() and each.sources for each in community.repositories)
    assert [domain for each in community.organizations for domain in each.domains] == ["huawei.com"]


def test_every_value_keeps_its_source(charter: Charter, root: Path):
    for group in charter.groups:
        for term in group.roles:
            assert term.person in charter.person_by_id
            for source in term.sources:
                path, _, line = source.rpartition(":")
                assert 0 < int(line) <= len((root / path).read_text("utf-8-sig").splitlines())
    assert all(person.sources for person in charter.people)


def test_sentences_are_in_both_languages(charter: Charter):
    for finding in charter.findings:
        assert finding.says.en.endswith(".")
        assert finding.says.zh.endswith("。")
        assert finding.place.path


def test_the_native_form_declares_the_same(charter: Charter, tmp_path: Path):
    write_native(charter, tmp_path / "native")
    assert in_order(read_native(tmp_path / "native", "")) == in_order(charter)


def test_it_is_read_in_less_than_a_second(root: Path):
    times = []
    for _ in range(3):
        began = time.process_time()  # other work on the machine does not count
        mindspore.read(root, "")
        times.append(time.process_time() - began)
    assert min(times) < 1

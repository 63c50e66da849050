"""Kubernetes' sigs.yaml, read as it is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.charter.dialects import kubernetes
from folkmoot.charter.dialects.kubernetes.meetings import series
from folkmoot.charter.dialects.kubernetes.repositories import owned
from folkmoot.charter.native.writer import write_native
from folkmoot.charter.reader import read_charter
from folkmoot.charter.yamltree import parse
from folkmoot.model.groups import GroupRepository, Kind
from folkmoot.model.people import mail_account

SIGS = """\
sigs:
- dir: sig-kit
  name: Kit
  mission_statement: >
    Covers tools.
  charter_link: charter.md
  label: kit
  leadership:
    chairs:
    - {github: Ann, name: Ann Author, company: Example Inc., email: ann@example.org}
    - {github: "", name: Cy}
    tech_leads:
    - {github: ann, name: Ann Author, company: Example Inc.}
  meetings:
  - {description: Weekly, day: Tuesday, time: "9:00", tz: PT (Pacific Time), frequency: weekly, url: "https://example.org/m",
     archive_url: "https://example.org/a", recordings_url: "https://example.org/r"}
  contact:
    slack: sig-kit
    mailing_list: https://example.org/list
    teams: [{name: kit-bugs, description: Bug triage}]
    liaison: {github: bo, name: Bo}
  subprojects:
  - name: tools
    owners:
    - https://raw.githubusercontent.com/Example/Kit/main/tools/OWNERS
    - https://example.org/OWNERS
    leads: [{github: bo, name: Bo}]
- dir: sig-other
  name: Other
  leadership:
    chairs: [{github: null, name: Cy}]
workinggroups:
- {dir: wg-x, name: X, stakeholder_sigs: [Kit, Nobody]}
committees:
- {dir: committee-steering, name: Steering, leadership: {chairs: [{github: bo, name: Bo}]}, meetings: null}
gb_rep: {github: ann, name: Ann Author}
"""


@pytest.fixture
def charter(tmp_path: Path):
    (tmp_path / "sigs.yaml").write_text(SIGS)
    (tmp_path / "sig-kit").mkdir()
    (tmp_path / "sig-kit" / "charter.md").write_text("# Charter")
    return read_charter(tmp_path)


def test_a_group(charter):
    kit = charter.group_by_slug["sig-kit"]
    assert (kit.kind, kit.name.en, kit.mission.en, kit.aliases) == (Kind.SIG, "Kit", "Covers tools.", ("kit",))
    assert [(term.person, term.role, term.subproject, term.place.line) for term in kit.roles] == [
        ("ann", "chair", "", 10),
        ("name:cy", "chair", "", 11),
        ("ann", "tech-lead", "", 13),
        ("bo", "liaison", "", 21),
        ("bo", "subproject-lead", "tools", 27),
    ]
    assert kit.repositories == kit.subprojects[0].repositories == (GroupRepository("github:example/kit", "tools"),)
    assert {channel.kind for channel in kit.channels} == {"slack", "mail", "github-team"}
    assert kit.documents == ("sig-kit/charter.md",)
    (meeting,) = kit.meetings
    assert (meeting.rrule, meeting.time, meeting.zone) == ("FREQ=WEEKLY;BYDAY=TU", "09:00", "America/Los_Angeles")
    assert (meeting.url, meeting.agenda_url) == ("https://example.org/m", "https://example.org/a")


def test_one_person_per_account_and_nobody_joined_by_name(charter):
    assert sorted(charter.person_by_id) == ["ann", "bo", "name:cy", "name:cy-2"]
    ann = charter.person_by_id["ann"]
    assert ann.accounts == ("github:ann", mail_account("ann@example.org"))
    assert [each.organization for each in ann.affiliations] == ["Example Inc."]
    assert ann.sources == ("sigs.yaml:10", "sigs.yaml:13", "sigs.yaml:36")


def test_other_groups(charter):
    assert charter.group_by_slug["wg-x"].stakeholders == ("sig-kit",)
    roles = charter.group_by_slug["committee-steering"].roles
    assert [(term.person, term.role) for term in roles] == [("bo", "chair"), ("ann", "governing-board-representative")]


def test_faults_are_findings(charter):
    assert [f"{finding.place.line} {finding.check}" for finding in sorted(charter.findings)] == [
        "11 registry-person",
        "26 registry-owners",
        "31 registry-person",
        "33 registry-stakeholder",
    ]


@pytest.mark.parametrize(
    ("often", "day", "rule", "starts"),
    [
        ("weekly", "Tuesday", "FREQ=WEEKLY;BYDAY=TU", None),
        ("Biweekly, interleaved with others", "Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", None),
        ("bi-weekly starting Tuesday April 16, 2024", "Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2024, 4, 16)),
        ("biweekly 2019 start date: Jan. 11th", "Friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", date(2019, 1, 11)),
        ("weekly", "Thursdays (starting February 15th 2024)", "FREQ=WEEKLY;BYDAY=TH", date(2024, 2, 15)),
        ("every four weeks", "Wednesday", "FREQ=WEEKLY;INTERVAL=4;BYDAY=WE", None),
        ("monthly", "first Wednesday", "FREQ=MONTHLY;BYDAY=1WE", None),
        ("Monthly on 4th Thursday", "Thursday", "FREQ=MONTHLY;BYDAY=4TH", None),
        ("monthly - last Wednesday every month", "Wednesday", "FREQ=MONTHLY;BYDAY=-1WE", None),
        ("monthly 2020 start date: Jan. 7th", "Tuesday", "FREQ=MONTHLY;BYDAY=1TU", date(2020, 1, 7)),
        ("monthly - Wednesday, after the fourth Tuesday, every month", "Wednesday",
         "FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=23,24,25,26,27,28,29", None),
        ("monthly", "Thursday", "", None),
        ("now and then", "Friday", "", None),
    ],
)  # fmt: skip
def test_when_a_group_meets(often, day, rule, starts):
    said, _ = parse(f'{{description: M, frequency: "{often}", day: "{day}", time: "9:00", tz: UTC}}', "sigs.yaml")
    meeting, findings = series(said, "sig-kit")
    assert (meeting.rrule, meeting.starts) == (rule, starts)
    assert [finding.check for finding in findings] == ([] if rule else ["meeting-unclear"])
    assert meeting.said == f"{often}, {day} 9:00 UTC"


@pytest.mark.parametrize(
    ("said", "time"),
    [("9:00", "09:00"), ("19:30", "19:30"), ("2PM", "14:00"), ("12 am", "00:00"), ("12pm", "12:00"), ("9", ""),
     ("25:00", ""), ("13pm", ""), ("soon", "")],
)  # fmt: skip
def test_clocks(said, time):
    tree, _ = parse(f'{{frequency: weekly, day: Monday, time: "{said}", tz: UTC}}', "sigs.yaml")
    meeting, findings = series(tree, "sig-kit")
    assert meeting.time == time
    assert [finding.check for finding in findings] == ([] if time else ["meeting-time"])


@pytest.mark.parametrize(
    ("said", "zone"),
    [("PT (Pacific Time)", "America/Los_Angeles"), ("Eastern Time (ET)", "America/New_York"), ("Poland", "Europe/Warsaw"),
     ("CET (Central European Time)", "Europe/Brussels"), ("Asia/Tokyo", "Asia/Tokyo"), ("IST", ""), ("", "")],
)  # fmt: skip
def test_zones(said, zone):
    tree, _ = parse(f'{{frequency: weekly, day: Monday, time: "9:00", tz: "{said}"}}', "sigs.yaml")
    meeting, findings = series(tree, "sig-kit")
    assert meeting.zone == zone
    assert [finding.check for finding in findings] == ([] if zone else ["meeting-zone"])


@pytest.mark.parametrize(
    ("link", "repo", "path"),
    [
        ("https://raw.githubusercontent.com/A/B/main/OWNERS", "github:a/b", ""),
        ("https://raw.githubusercontent.com/a/b/refs/heads/main/OWNERS", "github:a/b", ""),
        ("https://raw.githubusercontent.com/a/b/master/x/Y/OWNERS", "github:a/b", "x/Y"),
        ("https://github.com/a/b/blob/main/x/OWNERS", "github:a/b", "x"),
        ("https://github.com/a/b", "github:a/b", ""),
    ],
)
def test_owners(link, repo, path):
    assert owned(link) == GroupRepository(repo, path)


pieces = st.recursive(
    st.none() | st.booleans() | st.sampled_from(["ann", "", "NA", "@", "mail:@", "x@", "9:00", "weekly", "Tuesday", "/"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
        st.sampled_from(["sigs", "committees", "dir", "name", "leadership", "chairs", "github", "email", "company", "meetings",
                         "frequency", "day", "time", "tz", "contact", "liaison", "teams", "subprojects", "owners", "leads",
                         "stakeholder_sigs", "charter_link", "gb_rep"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None)
@given(pieces, pieces, pieces)
def test_nothing_that_stands_there_raises(tmp_path_factory, first, second, third):
    folder = tmp_path_factory.getbasetemp() / "pieces"
    folder.mkdir(exist_ok=True)
    (folder / "sigs.yaml").write_text(
        yaml.safe_dump({"sigs": [first, {"dir": "x", "leadership": second}, third], "gb_rep": third})
    )
    kubernetes.read(folder, "")


@pytest.mark.real
def test_the_real_registry(real_data: Path, tmp_path: Path):
    charter = read_charter(real_data / "kubernetes")
    assert Counter(group.kind.value for group in charter.groups) == {"sig": 24, "wg": 8, "committee": 3}
    assert all(any(term.role == "chair" for term in group.roles) for group in charter.groups)
    assert Counter(term.role for _, term in charter.terms())["chair"] == 112
    assert sum(len(group.subprojects) for group in charter.groups) == 236
    meetings = [each for group in charter.groups for part in (group, *group.subprojects) for each in part.meetings]
    assert (len(meetings), sum(bool(each.rrule and each.time and each.zone) for each in meetings)) == (102, 100)
    assert Counter(finding.check for finding in charter.findings) == {"meeting-unclear": 1, "meeting-zone": 1}
    assert read_charter(write_native(charter, tmp_path / "native")) == charter

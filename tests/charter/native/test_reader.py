"""The native form: every fault is one finding at its line, and the rest is read."""

from __future__ import annotations

from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter
from folkmoot.model.groups import Kind
from folkmoot.model.people import mail_account
from folkmoot.model.text import Text


def _told(charter: Charter) -> list[str]:
    return [f"{finding.place} {finding.check}" for finding in sorted(charter.findings)]


def test_a_whole_charter(charter: Charter):
    """
    community:
      name: 示例
      zone: Asia/Shanghai
      forges: [{key: gitee, url: https://gitee.com}]
      bots: ["gitee:CI-bot"]
    # file: people.yml
    people:
      - id: ann
        name: no
        accounts: ["Gitee:@Ann", "mail: Ann@Example.org"]
        affiliations: [{organization: Example University, since: 2024-03-01}]
    # file: groups/kit.yaml
    group:
      kind: wg
      slug: kit
      name: {en: Kit, zh: 工具}
      created:
      roles:
        - person: ann
          role: chair
          since: 2024-03-01
          repo: Gitee:Example/Kit
      repositories: [{repo: "Gitee:Example/Kit", path: src/Kit}]
      meetings: [{title: Weekly, rrule: FREQ=WEEKLY;BYDAY=TU, time: 19:00, starts: 2024-03-05}]
      targets: [{year: 2026, title: Grow, amount: 5}]
    """
    assert _told(charter) == []
    assert charter.community.name == Text(zh="示例")
    assert charter.community.bots == ("gitee:ci-bot",)
    (ann,), (kit,) = charter.people, charter.groups
    assert (ann.name, str(ann.place)) == ("no", "people.yml:2")
    assert ann.accounts == ("gitee:ann", mail_account("ann@example.org"))
    assert (kit.kind, kit.name, str(kit.place)) == (Kind.WG, Text("Kit", "工具"), "groups/kit.yaml:2")
    assert str(kit.roles[0].place) == "groups/kit.yaml:7"
    assert kit.roles[0].repo == kit.repositories[0].repo == "gitee:example/kit"
    assert kit.meetings[0].time == "19:00"
    assert kit.targets[0].amount == 5


def test_each_fault_has_its_line_and_loses_only_its_entry(charter: Charter):
    """
    community:
      name: Example
      colour: red
    people:
      - id: ann
        acounts: [gitee:ann]
      - name: Bo
      - {id: cy, accounts: [nobody, "gitee:cy"]}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        status: asleep
        place: {path: elsewhere}
        roles:
          - {person: ann, role: member, since: 2024}
          - {person: cy, role: member}
          - cy
        targets: [{year: 3000, title: Far}, {year: 2026, title: Near, amount: .nan}]
      - {kind: club, slug: tea, name: Tea}
      - {kind: sig, slug: kit, name: Again}
    proposals: none
    grops: []
    """
    assert _told(charter) == [
        "community.yaml:3 unknown-field",
        "community.yaml:6 unknown-field",
        "community.yaml:7 missing-field",
        "community.yaml:8 wrong-value",
        "community.yaml:13 wrong-value",
        "community.yaml:14 unknown-field",
        "community.yaml:16 wrong-value",
        "community.yaml:18 wrong-value",
        "community.yaml:19 wrong-value",
        "community.yaml:19 wrong-value",
        "community.yaml:20 wrong-value",
        "community.yaml:21 declared-twice",
        "community.yaml:22 wrong-shape",
        "community.yaml:23 unknown-kind",
    ]
    assert [person.id for person in charter.people] == ["ann", "cy"]
    assert charter.person_by_id["cy"].accounts == ("gitee:cy",)
    (kit,) = charter.groups
    assert [(term.person, term.place.line) for term in kit.roles] == [("cy", 17)]
    assert (kit.name.en, kit.status, kit.targets) == ("Kit", "active", ())
    mends = {finding.place.line: finding.mend.en for finding in charter.findings}
    assert mends[6] == "Write 'accounts' if you meant that."
    assert mends[23] == "Write 'groups' if you meant that."
    assert mends[16] == "Write a day as 2024-03-01."


def test_every_sentence_is_in_both_languages(charter: Charter):
    """
    community: {name: [a], colour: red, languages: en}
    people:
      - {id: a b, bot: perhaps}
      - 5
    groups: [{kind: x, slug: K, name: {fr: K}, created: soon, targets: [{year: x, title: t, amount: much}]}]
    minutes: [{group: kit, day: 2024-02-30}]
    skip: [{check: a, reason: b}]
    # file: other.yaml
    - a
    """
    assert len(charter.findings) > 12
    assert all(text.en and text.zh for finding in charter.findings for text in (finding.says, finding.mend))


def test_a_private_address_with_a_slip_is_not_repeated(charter: Charter):
    """
    community: {name: Example}
    people:
      - {id: ann, accounts: ["mail:", "ann(at)example.org"]}
    """
    assert _told(charter) == ["community.yaml:3 wrong-value", "community.yaml:3 wrong-value"]
    assert not any("example.org" in str(finding) for finding in charter.findings)


def test_strange_files_are_told_and_do_not_stop_the_reading(written: Path):
    """
    community: {name: Example}
    # file: empty.yaml
    # file: broken.yaml
    people: [
    # file: mkdocs.yml
    site_name: Example
    # file: z.yaml
    people: [{id: ann}]
    """
    (written / "folder.yaml").mkdir()
    (written / "out.yaml").symlink_to("/etc/hostname")
    (written / "lost.yaml").symlink_to("nowhere.yaml")
    (written / "latin.yaml").write_bytes(b"people: [{id: \xe9}]")
    charter = read_charter(written)
    assert [person.id for person in charter.people] == ["ann"]
    assert _told(charter) == [
        "broken.yaml:2 yaml-syntax",
        "latin.yaml:1 file-encoding",
        "lost.yaml file-unreadable",
        "mkdocs.yml:1 no-kinds",
        "out.yaml path-outside",
    ]


def test_the_same_group_in_two_files(charter: Charter):
    """
    community: {name: Example}
    # file: groups/a.yaml
    group: {kind: sig, slug: kit, name: First}
    # file: groups/b.yaml
    group: {kind: sig, slug: kit, name: Second}
    """
    assert [group.name.en for group in charter.groups] == ["First"]
    assert [finding.says.en for finding in charter.findings] == [
        "'kit' (group) is declared here again; the one at groups/a.yaml:1 is kept."
    ]


def test_an_alias_may_be_used_twice(charter: Charter):
    """
    community: {name: Example}
    groups:
      - {kind: sig, slug: a, name: A, roles: &both [{person: ann, role: chair}]}
      - {kind: sig, slug: b, name: B, roles: *both}
    """
    assert [group.roles[0].person for group in charter.groups] == ["ann", "ann"]

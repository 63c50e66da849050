"""All checks together: their register, skips, and order."""

from __future__ import annotations

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import check, known_checks
from folkmoot.model.finding import Severity


def test_every_check_says_what_it_asks_in_both_languages():
    known = known_checks()
    assert sum(each.run is not None for each in known.values()) >= 25
    for each in known.values():
        assert all(text.en.endswith(".") and text.zh for text in (each.asks, each.mend)), each.name
        assert each.name == each.name.lower().replace("_", "-")


def test_the_worst_comes_first(charter: Charter):
    """
    community: {name: Example, zone: Mars/Base}
    people: [{id: ann, name: Ann}, {id: bo, name: Ann}]
    groups: [{kind: sig, slug: kit, name: Kit}]
    """
    assert [finding.severity for finding in check(charter)] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.WARNING,
        Severity.NOTE,
        Severity.NOTE,
    ]


def test_skips_hide_by_name_and_path_and_must_hide_something(charter: Charter):
    """
    community: {name: Example}
    skip:
      - {check: empty-mission, path: groups/old-*, reason: Kept for their history.}
      - {check: group-without-lead, reason: We have none.}
      - {check: sig-without-repository, reason: We only talk.}
      - {check: dispute, reason: There are none.}
      - {check: emty-mission, reason: A slip.}
    # file: groups/old-kit.yaml
    group: {kind: sig, slug: old-kit, name: Old Kit}
    # file: groups/kit.yaml
    group: {kind: sig, slug: kit, name: Kit}
    """
    assert [f"{finding.place} {finding.check}" for finding in check(charter)] == [
        "community.yaml:6 skip-unused",
        "community.yaml:7 skip-unknown",
        "groups/kit.yaml:1 empty-mission",
    ]
    assert [finding.mend.en for finding in check(charter) if finding.check == "skip-unknown"] == [
        "Write 'empty-mission' if you meant that."
    ]


def test_findings_of_reading_are_skipped_like_others(charter: Charter):
    """
    community: {name: Example, colour: red}
    skip:
      - {check: unknown-field, reason: We like it.}
      - {check: no-groups, reason: Not yet.}
    """
    assert list(check(charter)) == []


def test_another_dialect_is_skipped_from_a_file_beside_it(charter: Charter):
    """
    # file: sigs.yaml
    sigs: [{dir: sig-kit, name: Kit}]
    # file: folkmoot.yaml
    skip:
      - {check: empty-mission, reason: To be written.}
      - {check: sig-without-repository, reason: To be found.}
      - {check: group-without-lead, reason: To be elected.}
    skips: []
    """
    assert [f"{finding.place} {finding.check}" for finding in check(charter)] == ["folkmoot.yaml:5 unknown-field"]

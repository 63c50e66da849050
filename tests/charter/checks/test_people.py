"""Checks of people."""

from __future__ import annotations


def test_placeholder_person(found):
    """
    community: {name: Example}
    people:
      - {id: NA, name: TBD}
      - {id: ann, name: Ann}
    """
    assert found("placeholder-person") == ["3 The id 'NA' names nobody.", "3 The name 'TBD' names nobody."]


def test_duplicate_account_shows_no_mail_address(found):
    """
    community: {name: Example}
    people:
      - {id: ann, accounts: ["gitee:ann", "mail:ann@example.org"]}
      - {id: bo, accounts: ["gitee:Ann", "mail:ANN@example.org", "gitee:bo"]}
    """
    assert found("duplicate-account") == ["4 bo and ann both have a mail address.", "4 bo and ann both have gitee:ann."]


def test_duplicate_person(found):
    """
    community: {name: Example}
    people:
      - {id: ann, name: Ann Author}
      - {id: ann2, name: author, aliases: [AUTHOR  Ann]}
      - {id: na, name: NA}
      - {id: nb, name: NA}
    """
    assert found("duplicate-person") == ["4 ann2 has the same name as ann; they are kept apart."]


def test_person_without_account(found):
    """
    community: {name: Example}
    people: [{id: ann, name: Ann}, {id: bo, accounts: ["gitee:bo"]}, {id: cy}]
    groups:
      - kind: sig
        slug: kit
        name: Kit
        roles: [{person: ann, role: chair}, {person: bo, role: chair}, {person: di, role: chair}]
    # file: people.yaml
    people: [{id: di}]
    """
    assert found("person-without-account") == [
        "2 Ann has no account, so nothing they do can be counted.",
        "1 di has no account, so nothing they do can be counted.",
    ]


def test_affiliations(found):
    """
    community: {name: Example}
    people:
      - id: ann
        affiliations:
          - {organization: One, since: 2024-01-01, until: 2023-01-01}
          - {organization: Two, since: 2025-01-01, until: 2025-06-30}
          - {organization: Three, since: 2025-06-30}
          - {organization: Four, until: 2024-12-31}
    """
    assert found("affiliation-dates") == ["5 ann leaves One on 2023-01-01, before joining it on 2024-01-01."]
    assert found("affiliation-overlap") == ["7 ann belongs to Two and to Three, at the same time."]


def test_organizations_spelled_in_several_ways(found):
    """
    community: {name: Example, organizations: [{name: Acme, aliases: [ACME Corp.]}]}
    people:
      - {id: ann, affiliations: [{organization: Example Inc.}]}
      - {id: bo, affiliations: [{organization: example}]}
      - {id: cy, affiliations: [{organization: ACME Corp.}]}
      - {id: di, affiliations: [{organization: Acme}]}
      - {id: ed, affiliations: [{organization: 示例科技有限公司}]}
      - {id: fu, affiliations: [{organization: 示例科技}]}
    """
    assert found("organization-variants") == [
        "4 'Example Inc.' and 'example' look like one organisation.",
        "8 '示例科技' and '示例科技有限公司' look like one organisation.",
    ]

"""Checks of proposals, minutes and the community itself."""

from __future__ import annotations


def test_proposals(found):
    """
    community: {name: Example}
    people: [{id: ann}]
    proposals:
      - {id: p1, title: One, status: implemented, group: kit, authors: [ann]}
      - {id: p2, title: Two, status: implementible, authors: [cy, NA]}
      - {id: p3, title: Three, group: NA}
    """
    assert found("proposal-incomplete") == [
        "5 p2 names no owning group.",
        "6 p3 names no status, no author and no owning group.",
    ]
    assert found("proposal-person") == ["5 p2 names cy, not declared as people."]
    assert found("proposal-status") == ["5 'implementible' is no status of a proposal."]


def test_minutes(found):
    """
    community: {name: Example}
    minutes:
      - {group: kit, day: 2024-01-09, attendees: [Ann, Bo], absent: [Cy]}
      - {group: kit, day: 2024-01-09, attendees: [Ann], absent: [Ann]}
      - {group: kit, attendees: [Ann]}
      - {group: kit, day: 2024-02-09}
    """
    assert found("minutes-twice") == ["4 kit has 2 sets of minutes for 2024-01-09."]
    assert found("present-and-absent") == ["4 Under present and under absent: Ann."]
    assert found("minutes-date") == ["5 These minutes of kit do not say when the meeting was."]
    assert found("minutes-attendees") == ["6 These minutes of kit do not say who was there."]


def test_the_community(found):
    """
    community:
      name: Example
      zone: Beijing
      languages: [zh-CN, fr]
      bots: [ci-bot, "gitee:*-bot"]
      organizations:
        - {name: One, domains: [one.example, GMAIL.com]}
        - {name: Two, domains: [ONE.example]}
    """
    assert found("community-zone") == ["0 'Beijing' is no IANA time zone."]
    assert found("community-language") == ["0 The portal does not speak 'fr'."]
    assert found("bot-form") == ["0 'ci-bot' is no account."]
    assert found("public-mail-domain") == ["0 One claims gmail.com, a public mail provider."]
    assert found("domain-twice") == ["0 one.example belongs to One and Two."]
    assert found("no-groups") == ["0 No group is declared."]

"""Checks of groups."""

from __future__ import annotations


def test_missions_and_names(found):
    """
    community: {name: Example}
    groups:
      - {kind: sig, slug: a, name: Kit, mission: TBD}
      - {kind: sig, slug: b, name: {en: kit, zh: 工具}, mission: Makes tools.}
      - {kind: wg, slug: c, name: Kit}
    """
    assert found("empty-mission") == [
        "3 a does not say what it is responsible for.",
        "5 c does not say what it is responsible for.",
    ]
    assert found("group-name-twice") == ["4 b has the same name as a: kit."]


def test_file_name(found):
    """
    community: {name: Example}
    # file: groups/kit.yaml
    group: {kind: sig, slug: tea, name: Tea}
    # file: groups/cup.yaml
    group: {kind: sig, slug: cup, name: Cup}
    """
    assert found("file-name") == ["1 The group tea stands in kit.yaml."]


def test_unknown_groups(found):
    """
    community: {name: Example}
    groups:
      - {kind: sig, slug: kit, name: Kit, parent: kti, stakeholders: [none]}
    proposals: [{id: p1, title: One, group: nowhere}]
    minutes: [{group: kitt, title: First}]
    """
    assert found("unknown-group") == [
        "3 kit names the group 'kti', which is not declared.",
        "3 kit names the group 'none', which is not declared.",
        "4 p1 names the group 'nowhere', which is not declared.",
        "5 First names the group 'kitt', which is not declared.",
    ]


def test_cyclic_parents(found):
    """
    community: {name: Example}
    groups:
      - {kind: sig, slug: a, name: A, parent: b}
      - {kind: sig, slug: b, name: B, parent: a}
      - {kind: sig, slug: c, name: C, parent: a}
      - {kind: sig, slug: d, name: D, parent: d}
    """
    assert found("parent-cycle") == [
        "3 a is above itself: a → b → a.",
        "4 b is above itself: b → a → b.",
        "6 d is above itself: d → d.",
    ]


def test_disputes_list_their_claims(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        disputes:
          - field: role:maintainer
            claims: [{value: ann, sources: ["README.md:3", "OWNERS:1"]}, {value: "", sources: ["sig.yaml:9"]}]
    """
    assert found("dispute") == [
        "3 The sources of kit disagree about 'maintainer': ann (README.md:3 and OWNERS:1); nobody (sig.yaml:9)."
    ]


def test_documents(found):
    """
    community: {name: Example}
    groups: [{kind: sig, slug: kit, name: Kit, documents: [there.md, none.md, ../outside.md]}]
    minutes: [{group: kit, document: lost.md}]
    # file: there.md
    # Kit
    """
    assert found("missing-document") == [
        "2 The document ../outside.md is outside of the charter.",
        "2 There is no document none.md.",
        "3 There is no document lost.md.",
    ]


def test_links_and_channels(found):
    """
    community: {name: Example}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        links:
          - {title: Site, url: "https://example.org/x"}
          - {title: Mail, url: "mailto:kit@example.org"}
          - {title: File, url: community.yaml}
          - {title: Lost, url: TBD}
          - {title: Hidden, url: "\u200bhttps://example.org/?pwd=1"}
        channels:
          - {kind: mail, address: kit@example.org}
          - {kind: mail, address: kit at example}
          - {kind: wechat, address: NA}
          - {kind: wechat, address: kit-group}
    """
    assert found("link-form") == [
        "10 The link 'Lost' of kit leads to 'TBD', which is no web address.",
        "11 The link 'Hidden' of kit leads to '\\u200bhttps://example.org/', which is no web address.",
    ]
    assert found("channel-address") == [
        "14 'kit at example', a mail channel of kit, is no address.",
        "15 'NA', a wechat channel of kit, is no address.",
    ]

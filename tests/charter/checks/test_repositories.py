"""Checks of repositories."""

from __future__ import annotations


def test_repositories(found):
    """
    community:
      name: Example
      forges: [{key: gitee, url: https://gitee.com}]
      repositories:
        - {repo: "gitee:example/lost"}
        - {repo: "gitee:example/old", archived: true}
        - {repo: "gitee:example/kit"}
    groups:
      - kind: sig
        slug: kit
        name: Kit
        repositories:
          - {repo: "gitee:example/kit"}
          - {repo: example/kit}
          - {repo: "git:kit"}
          - {repo: "gitea:example/kit"}
          - {repo: "gitee:example/kit"}
      - kind: sig
        slug: tea
        name: Tea
        repositories:
          - {repo: "gitee:example/kit"}
          - {repo: "gitee:example/cup", path: a}
      - {kind: sig, slug: cup, name: Cup, repositories: [{repo: "gitee:example/cup", path: b}]}
      - {kind: sig, slug: talk, name: Talk}
    """
    assert found("repository-form") == ["14 'example/kit' is no repository."]
    assert found("unknown-forge") == [
        "15 On which forge and whose 'kit' is, is not said.",
        "16 gitea:example/kit is on 'gitea', which is not declared.",
    ]
    assert found("shared-repository") == ["22 gitee:example/kit is looked after by kit and tea."]
    assert found("repository-without-group") == ["0 No group looks after gitee:example/lost."]
    assert found("repository-twice") == ["9 kit lists gitee:example/kit 2 times."]
    assert found("sig-without-repository") == ["25 talk lists no repository, so none of its work is counted."]

"""Links and words that mean accounts and repositories."""

from __future__ import annotations

import pytest

from folkmoot.charter.dialects.mindspore.places import account_in, account_named, repo_in, repo_named


@pytest.mark.parametrize(
    ("url", "account"),
    [
        ("https://gitee.com/Ann", "gitee:ann"),
        ("https://www.gitee.com/ann/", "gitee:ann"),
        ("https://github.com/bo", "github:bo"),
        ("https://gitee.com/example/kit", ""),
        ("https://example.org/ann", ""),
        ("https://gitee.com/", ""),
        ("https://[", ""),
        ("ann", ""),
    ],
)
def test_a_link_leads_to_an_account_or_not(url: str, account: str):
    assert account_in(url) == account


@pytest.mark.parametrize(
    ("login", "account"),
    [("@Ann", "gitee:ann"), ("https://gitee.com/ann", "gitee:ann"), ("NA", ""), ("Ann Author", ""), ("", "")],
)
def test_a_login_is_an_account_or_not(login: str, account: str):
    assert account_named(login) == account


@pytest.mark.parametrize(
    ("url", "repo", "path"),
    [
        ("https://gitee.com/Example/Kit", "gitee:example/kit", ""),
        ("https://gitee.com/example/kit.git", "gitee:example/kit", ""),
        ("https://gitee.com/example/kit/tree/master/src/a", "gitee:example/kit", "src/a"),
        ("https://gitee.com/example/kit/issues/I1", "", ""),
        ("https://gitee.com/example/kit/raw/master/a.png", "", ""),
        ("https://github.com/example/", "", ""),
        ("https://example.org/a/b", "", ""),
    ],
)
def test_a_link_leads_to_a_repository_or_not(url: str, repo: str, path: str):
    words = repo_in(url)
    assert (words.key, words.path) == (repo, path)


@pytest.mark.parametrize(
    ("said", "repo", "odd"),
    [
        ("example/kit", "gitee:example/kit", ""),
        ("kit", "git:kit", "owner"),
        ("example/kit/", "gitee:example/kit", "slash"),
        ("EXAMPLE/kit", "gitee:example/kit", "case"),
        ("example/Kit", "gitee:example/kit", ""),
        ("https://github.com/example/kit", "github:example/kit", ""),
        ("a b", "", ""),
        ("", "", ""),
    ],
)
def test_what_is_odd_about_a_repository_is_told(said: str, repo: str, odd: str):
    words = repo_named(said)
    assert (words.key, words.odd) == (repo, odd)

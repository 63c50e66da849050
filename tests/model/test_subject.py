"""Changes and issues, by their subjects and as people paste their addresses."""

from __future__ import annotations

import pytest

from folkmoot.model.subject import address_of, hosts_of, repo_of, subject_of


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("gitee:example/kit!12", "gitee:example/kit!12"),
        (" gitee:Example/Kit#I4RS73 ", "gitee:example/kit#I4RS73"),
        ("https://gitee.com/example/kit/pulls/12", "gitee:example/kit!12"),
        ("https://gitee.com/example/kit/pulls/12/files?a=1", "gitee:example/kit!12"),
        ("https://www.github.com/Example/kit/pull/7#issuecomment-1", "github:example/kit!7"),
        ("https://github.com/example/kit/issues/7", "github:example/kit#7"),
        ("https://gitlab.com/example/kit/-/merge_requests/3", "gitlab:example/kit!3"),
        ("https://example.org/example/kit/pull/7", ""),
        ("https://github.com/example/kit", ""),
        ("kit!12", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_what_people_paste(said: str, subject: str):
    assert subject_of(said) == subject


def test_a_forge_of_ones_own():
    own = {"forge": "https://code.example.org"}
    assert subject_of("https://code.example.org/a/b/pulls/3", hosts_of(own)) == "forge:a/b!3"
    assert address_of("forge:a/b!3", own) == "https://code.example.org/a/b/pulls/3"


def test_there_and_back():
    for subject in ("gitee:example/kit!12", "github:example/kit!7", "github:example/kit#7", "gitlab:a/b!3"):
        assert subject_of(address_of(subject, {})) == subject
    assert address_of("unknown:a/b!3", {}) == ""
    assert repo_of("gitee:example/kit!12") == "gitee:example/kit"

"""Published keys: what a forge shows, and whatever else may come back."""

from __future__ import annotations

import httpx
import pytest

from folkmoot.model.errors import BadInput, SourceUnreadable
from folkmoot.sources.keys import client
from folkmoot.sources.keys.client import published_keys


def forge(answer: httpx.Response, seen: list[httpx.Request] | None = None) -> httpx.MockTransport:
    def answered(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        return answer

    return httpx.MockTransport(answered)


def test_keys_are_the_lines_of_the_page():
    seen: list[httpx.Request] = []
    text = "ssh-ed25519 AAAA\n\n# a comment\nssh-rsa BBBB ann@laptop\n"
    found = published_keys("github:ann", transport=forge(httpx.Response(200, text=text), seen))
    assert found == ("ssh-ed25519 AAAA", "ssh-rsa BBBB ann@laptop")
    assert str(seen[0].url) == "https://github.com/ann.keys"
    assert "authorization" not in seen[0].headers


def test_a_communitys_own_forge_is_asked_at_its_address():
    seen: list[httpx.Request] = []
    published_keys(
        "gitee:ann_a", {"gitee": "https://git.example.org"}, transport=forge(httpx.Response(200, text=""), seen)
    )
    assert str(seen[0].url) == "https://git.example.org/ann_a.keys"


@pytest.mark.parametrize(
    "account", ["gerrit:ann", "github:", "github:../ann", "github:a b", "github:ann/../bo", "ann", "github:a?b"]
)
def test_what_can_be_no_login_is_not_asked_for(account):
    seen: list[httpx.Request] = []
    with pytest.raises(BadInput, match="no keys are published"):
        published_keys(account, transport=forge(httpx.Response(200, text=""), seen))
    assert seen == []


def test_who_is_not_there_has_no_keys():
    with pytest.raises(SourceUnreadable, match="shows no keys"):
        published_keys("github:ann", transport=forge(httpx.Response(404, text="Not Found")))


def test_a_forge_that_does_not_answer_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(client, "PATIENCE", 0)
    for answer in (httpx.Response(503), httpx.Response(302, headers={"location": "https://evil.example/ann.keys"})):
        with pytest.raises(SourceUnreadable):
            published_keys("github:ann", transport=forge(answer))

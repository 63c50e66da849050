"""``moot digest``: printed in each form and language, sent once, and sentences for what cannot be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import HTTPServer

import pytest

from tests.cli.conftest import Moot
from tests.sources.notify.test_client import Posts, serving

CHANNEL = '[[channel]]\nname = "hook:chat"\nform = "slack"\nlanguage = "zh"\n'


@pytest.fixture
def chat(workspace: Moot, monkeypatch: pytest.MonkeyPatch) -> Iterator[list]:
    """What a chat was told that the workspace has as its channel."""
    with (workspace.folder / "folkmoot.toml").open("a", encoding="utf-8") as file:
        file.write(f'digest_to = ["hook:chat"]\n{CHANNEL}')
    with serving(HTTPServer, Posts) as (kept, port):
        monkeypatch.setenv("MOOT_CHANNEL_CHAT_URL", f"http://127.0.0.1:{port}/in")
        yield kept


def test_it_is_printed_in_each_form_and_language(workspace):
    assert workspace("digest", "--week", "2024-03-06").startswith("# Weekly digest, 4 – 10 March 2024\n")
    assert workspace("digest", "--week", "2024-03-06", "--form", "text", "--lang", "zh").startswith(
        "每周摘要：2024 年 3 月 4 日 – 3 月 10 日\n===="
    )
    assert workspace("digest", "--form", "html").startswith("<!DOCTYPE html>")


def test_it_is_sent_once_and_again_when_that_is_asked_for(workspace, chat):
    week = ("digest", "--week", "2024-03-06", "--send", "hook:chat")
    for more in ((), (), ("--again",)):
        workspace(*week, *more)
    said = [json.loads(body)["text"] for _, _, body in chat]
    assert len(said) == 2
    assert said[0].startswith("*[Example] 每周摘要：2024 年 3 月 4 日 – 3 月 10 日*")


def test_what_is_due_is_sent_to_the_channels_of_the_setting(workspace, chat):
    for _ in range(2):
        assert workspace("digest", "--due", "--quiet") == ""
    assert len(chat) == 1


def test_a_channel_that_does_not_take_it_is_a_finding(workspace, chat, monkeypatch):
    monkeypatch.setenv("MOOT_CHANNEL_CHAT_URL", "http://127.0.0.1:9/in")
    said = workspace("digest", "--due", "--quiet", code=1)
    assert said.startswith("hook:chat: hook:chat: the webhook could not be reached")
    assert workspace("digest", "--due") == "", "it is tried again the next day"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--send", "mail:ops"), "There are: hook:chat."),
        (("--due", "--again"), "Leave --send"),
        (("--week", "2199-01-01"), "no day that has been"),
        (("--group", "nobody"), "no group 'nobody'"),
    ],
)
def test_what_cannot_be_is_said_with_what_can(workspace, chat, words, says):
    assert says in workspace("digest", *words, code=2)

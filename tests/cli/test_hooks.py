"""``moot hooks``, as somebody with a shell types it; and every recorded delivery of GitHub goes all the way."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from typer.testing import CliRunner

from folkmoot.cli.app import app, register_verbs
from folkmoot.ledger import deliveries
from folkmoot.ledger.arriving import keep
from folkmoot.ledger.models import Audit
from folkmoot.model.delivery import Arrived
from folkmoot.model.errors import BadInput
from tests.web.accounts.workspaces import make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12)
SECRET = "wind in the willows"


@pytest.fixture
def moot(tmp_path, monkeypatch):
    """The command on a workspace of its own; returns what it printed."""
    for name in ("MOOT_WORKSPACE", "MOOT_LEDGER_ADDRESS", "MOOT_SESSION_KEY"):
        monkeypatch.setenv(name, "")  # opening a workspace sets them; they are taken back afterwards
    workspace = make(tmp_path)
    register_verbs()

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["--workspace", str(workspace), "hooks", *words])
        if isinstance(done.exception, BadInput):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.output

    return run


def starred(key: str, number: object) -> Arrived:
    said = {
        "action": "created",
        "starred_at": "2026-02-01T10:00:00Z",
        "repository": {"id": number, "full_name": "Example/Kit"},
        "sender": {"id": 7, "login": "ann", "type": "User"},
    }
    return Arrived("github", key, "star", json.dumps(said), NOW)


def test_a_delivery_is_listed_read_counted_and_shown(moot):
    keep([starred("a", 1)])
    assert json.loads(moot("list", "--format", "json"))["rows"][0]["state"] == "pending"
    assert "1 done (1 new facts)" in moot("process")
    assert moot("process") == "Nothing waits.\n"
    assert json.loads(moot("stats", "--format", "json"))["rows"] == [
        {"source": "github", "pending": 0, "done": 1, "ignored": 0, "dead": 0}
    ]
    number = str(deliveries.listed()[1][0].id)
    assert json.loads(moot("show", number))["body"]["sender"]["login"] == "ann"
    assert "star" in moot("list")
    assert "none yet" not in moot("stats")


def test_a_dead_delivery_says_why_and_is_replayed(moot, monkeypatch):
    monkeypatch.setattr(deliveries, "MOST_TRIES", 1)
    keep([starred("a", "no number")])
    assert "1 given up" in moot("process")
    assert "id" in json.loads(moot("list", "--state", "dead", "--format", "json"))["rows"][0]["error"]
    assert "1 delivery waits again" in moot("replay", "--dead", "--why", "try again")
    assert Audit.objects.get(verb="hooks.replay").why == "try again"


@pytest.mark.parametrize(
    "words", [["replay"], ["replay", "1", "--dead"], ["replay", "99"], ["show", "99"], ["list", "--state", "x"]]
)
def test_what_makes_no_sense_is_told_in_a_sentence(moot, words):
    with pytest.raises(BadInput):
        moot(*words)


def test_every_recorded_delivery_of_github_is_accepted_and_becomes_facts_or_is_not_of_interest(
    moot, monkeypatch, real_data: Path
):
    monkeypatch.setenv("MOOT_HOOK_GITHUB_SECRET", SECRET)
    files = sorted((real_data / "github-webhooks").glob("*.json"))
    for number, file in enumerate(files):
        body = file.read_bytes()
        headers = {
            "X-GitHub-Event": file.name.partition(".")[0],
            "X-GitHub-Delivery": f"recorded-{number}",
            "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest(),
        }
        answer = Client().post("/hooks/github", data=body, content_type="application/json", headers=headers)
        assert (file.name, answer.status_code) == (file.name, 200)
    moot("process")
    counts = deliveries.counts()
    assert counts.of("done") + counts.of("ignored") == len(files)
    assert counts.of("done") > 30

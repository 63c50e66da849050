"""Gitee proves that it knew the secret at a moment; GitCode and AtomGit sign the body, or say the password."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from folkmoot.model.errors import BadInput
from folkmoot.sources.gitee.delivery import SENDERS, signed

GITEE, GITCODE, ATOMGIT = SENDERS["gitee"], SENDERS["gitcode"], SENDERS["atomgit"]
MOMENT, SECRET = "1576754827988", "this is secret"
TOLD = "2D978FIy4DMMTbiN80zQkNH1Eq/kMBt3gL6OnWfGzzY="
NOW = datetime.fromtimestamp(int(MOMENT) / 1000, UTC).replace(tzinfo=None)
HOUR = timedelta(hours=1)


def test_the_formula_gives_the_known_signature():
    assert signed(MOMENT, SECRET) == TOLD


@pytest.mark.parametrize(
    ("moment", "told", "now", "proven"),
    [
        (MOMENT, TOLD, NOW, True),
        (MOMENT, quote(TOLD, safe=""), NOW, True),
        (MOMENT, SECRET, NOW, True),  # the webhook is set to a password
        (MOMENT, TOLD, NOW + HOUR, True),
        (MOMENT, TOLD, NOW - HOUR, True),
        (MOMENT, TOLD, NOW + HOUR + timedelta(seconds=1), False),
        (MOMENT, TOLD, NOW - HOUR - timedelta(seconds=1), False),
        (MOMENT, SECRET, NOW + HOUR + timedelta(seconds=1), False),
        (str(int(MOMENT) + 1), TOLD, NOW, False),
        ("", SECRET, NOW, False),
        ("9" * 400, TOLD, NOW, False),
        ("-1", TOLD, NOW, False),
        ("１５７６７５４８２７９８８", TOLD, NOW, False),  # digits, but none of ASCII
        (MOMENT, TOLD.lower(), NOW, False),
        (MOMENT, "", NOW, False),
        (MOMENT, "密", NOW, False),
    ],
)
def test_gitee_is_proven_by_a_near_moment_or_the_password(moment, told, now, proven):
    headers = {"X-Gitee-Token": told, "X-Gitee-Timestamp": moment}
    assert GITEE.proven(headers, b"{}", ("an older one", SECRET), now) is proven
    assert not GITEE.proven(headers, b"{}", (), now)


@pytest.mark.parametrize(("sender", "forge"), [(GITCODE, "GitCode"), (ATOMGIT, "AtomGit"), (ATOMGIT, "GitCode")])
def test_its_kin_sign_the_body_or_say_the_password(sender, forge):
    body = b'{"a": 1}'
    right = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert sender.proven({f"X-{forge}-Signature-256": right}, body, (SECRET,), NOW)
    assert sender.proven({f"X-{forge}-Token": SECRET}, body, (SECRET,), NOW)
    assert not sender.proven({f"X-{forge}-Signature-256": right}, body + b" ", (SECRET,), NOW)
    wrong = {f"X-{forge}-Signature-256": "sha256=00", f"X-{forge}-Token": SECRET}
    assert not sender.proven(wrong, body, (SECRET,), NOW)
    assert not sender.proven({}, body, (SECRET,), NOW)


def test_the_same_words_sent_again_are_the_same_delivery():
    said = {"action": "open", "issue": {"number": "I5XYZ"}}
    once = GITEE.key_of({}, "Issue Hook", {**said, "timestamp": "1", "sign": "a", "password": "b", "hook_id": 3})
    again = GITEE.key_of({}, "Issue Hook", {"password": "", "timestamp": "2", "sign": "c", **said})
    assert once == again
    assert once != GITEE.key_of({}, "Note Hook", said)
    assert once != GITEE.key_of({}, "Issue Hook", {**said, "action": "close"})


def test_its_kin_have_ids_of_deliveries():
    assert GITCODE.key_of({"X-GitCode-Delivery": "0A1b-22222222"}, "Note Hook", {}) == "id:0a1b-22222222"
    assert len(GITCODE.key_of({"X-GitCode-Delivery": "no id!"}, "Note Hook", {})) == 64
    assert not GITEE.key_of({"X-Gitee-Delivery": "0a1b-22222222"}, "Note Hook", {}).startswith("id:")


def test_what_is_no_json_or_no_event_is_refused():
    with pytest.raises(BadInput, match="JSON"):
        GITEE.text_of("application/x-www-form-urlencoded", b"payload={}")
    with pytest.raises(BadInput, match="X-Gitee-Event"):
        GITEE.event_of({"X-Gitee-Event": "Note\nHook"})

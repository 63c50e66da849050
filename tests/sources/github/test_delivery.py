"""GitHub's own example proves the signature; whatever differs from it by a letter proves nothing."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

import pytest

from folkmoot.model.errors import BadInput
from folkmoot.sources.github import delivery

NOW = datetime(2026, 3, 1)
SECRET, BODY = "It's a Secret to Everybody", b"Hello, World!"
TOLD = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


@pytest.mark.parametrize(
    ("told", "body", "secrets", "proven"),
    [
        (TOLD, BODY, (SECRET,), True),
        (TOLD, BODY, ("the one before", SECRET), True),  # while one secret replaces another
        (TOLD, BODY + b" ", (SECRET,), False),
        (TOLD, BODY, ("another",), False),
        (TOLD, BODY, (), False),
        (TOLD.upper(), BODY, (SECRET,), False),
        (TOLD[:-1], BODY, (SECRET,), False),
        (TOLD.removeprefix("sha256="), BODY, (SECRET,), False),
        ("sha256=密码\ud800", BODY, (SECRET,), False),
        ("", BODY, (SECRET,), False),
    ],
)
def test_only_the_signature_of_exactly_these_bytes_proves(told, body, secrets, proven):
    assert delivery.proven({"X-Hub-Signature-256": told}, body, secrets, NOW) is proven


def test_json_may_stand_in_a_form():
    form = b"payload=" + quote('{"zen": "语 & +"}').encode()
    assert delivery.text_of("application/x-www-form-urlencoded", form).decode() == '{"zen": "语 & +"}'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b"{}"),
        ("", b"{}"),
        ("application/x-www-form-urlencoded", b"other={}"),
        ("application/x-www-form-urlencoded", b"payload=%ff%fe"),
        ("application/x-www-form-urlencoded", b"payload=\xff"),
        ("application/x-www-form-urlencoded", b"payload={}&" + b"&".join(b"a=1" for _n in range(50))),
    ],
)
def test_another_type_or_a_broken_form_is_refused(kind, body):
    with pytest.raises(BadInput):
        delivery.text_of(kind, body)


@pytest.mark.parametrize("said", ["", "a b", "x" * 101, "'; --", "\x00", "né"])
def test_a_delivery_needs_an_event_and_an_id(said):
    with pytest.raises(BadInput, match="X-GitHub-Event"):
        delivery.event_of({"X-GitHub-Event": said})
    with pytest.raises(BadInput, match="X-GitHub-Delivery"):
        delivery.key_of({"X-GitHub-Delivery": said}, "issues", {})

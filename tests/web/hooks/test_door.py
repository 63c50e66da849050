"""The intake: what proves itself is kept and acknowledged; everything else is refused in a sentence, and never breaks it."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from itertools import count

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.ledger import deliveries
from folkmoot.sources.gitee.delivery import signed
from folkmoot.web.hooks import door
from folkmoot.web.hooks.payload import REDACTED

pytestmark = pytest.mark.django_db

SECRET = "wind in the willows"
HUB, JSON = "/hooks/github", "application/json"
numbers = count()


@pytest.fixture(autouse=True)
def secrets(monkeypatch):
    monkeypatch.setenv("MOOT_HOOK_GITHUB_SECRET", f"the next one, {SECRET}")
    monkeypatch.setenv("MOOT_HOOK_GITEE_SECRET", SECRET)
    monkeypatch.delenv("MOOT_HOOK_ATOMGIT_SECRET", raising=False)


def by_github(body: bytes, kind: str = JSON, **headers: str):
    said = {
        "X-GitHub-Event": "issues",
        "X-GitHub-Delivery": f"d-{next(numbers)}",
        "X-Hub-Signature-256": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest(),
        **headers,
    }
    return Client().post(HUB, data=body, content_type=kind, headers=said)


def by_gitee(body: bytes, moment: datetime | None = None):
    stamp = str(int((moment or datetime.now(UTC)).timestamp() * 1000))
    said = {"X-Gitee-Event": "Issue Hook", "X-Gitee-Token": signed(stamp, SECRET), "X-Gitee-Timestamp": stamp}
    return Client().post("/hooks/gitee", data=body, content_type=JSON, headers=said)


def kept() -> int:
    return deliveries.listed()[0]


def test_a_proven_delivery_is_kept_once_without_its_secrets():
    said = {
        "action": "opened",
        "hook": {"config": {"secret": "s1", "url": "u"}},
        "list": [{"Access-Token": "s2", "client_secret": "s3"}, {"password": ""}],
        "issue": {"title": "a token of 谢意"},
    }
    body = json.dumps(said).encode()
    assert [by_github(body, **{"X-GitHub-Delivery": "one"}).status_code for _time in range(2)] == [200, 200]
    (one,) = deliveries.listed()[1]
    text = deliveries.kept(one.id).body
    assert json.loads(text) == {
        "action": "opened",
        "hook": {"config": {"secret": REDACTED, "url": "u"}},
        "list": [{"Access-Token": REDACTED, "client_secret": REDACTED}, {"password": ""}],
        "issue": {"title": "a token of 谢意"},
    }
    assert (one.event, one.state, text.isascii()) == ("issues", "pending", True)


def test_gitee_sends_again_with_another_moment_and_it_is_one_delivery():
    at = datetime.now(UTC)
    for stamp in ("1", "2"):
        body = json.dumps({"action": "open", "timestamp": stamp, "sign": stamp, "password": SECRET}).encode()
        assert by_gitee(body, at).status_code == 200
    assert kept() == 1
    assert SECRET not in deliveries.kept(deliveries.listed()[1][0].id).body


def test_a_form_is_read_and_a_moment_too_far_away_is_not():
    assert by_github(b"payload=%7B%22a%22%3A1%7D", "application/x-www-form-urlencoded").status_code == 200
    assert by_gitee(b"{}", datetime(2020, 1, 1, tzinfo=UTC)).status_code == 401
    assert kept() == 1


@pytest.mark.parametrize(
    ("method", "path", "status", "word"),
    [
        ("GET", HUB, 405, "POST"),
        ("PUT", HUB, 405, "POST"),
        ("DELETE", f"{HUB}/", 405, "POST"),
        ("POST", "/hooks/atomgit", 404, "secret"),
        ("POST", "/hooks/gitlab", 404, "github"),
        ("POST", "/hooks/", 404, "github"),
        ("POST", "/hooks/github/more", 404, "github"),
        ("POST", HUB, 401, "signature"),
    ],
)
def test_what_is_not_taken_in_is_refused_in_a_sentence(method, path, status, word):
    answer = Client(enforce_csrf_checks=True).generic(method, path, b"{}", JSON)
    assert answer.status_code == status
    assert word in answer.json()["says"]
    assert kept() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'"a"', b"\xff\xfe{}", b'\xef\xbb\xbf{"a":1}', b'{"a":\xed\xa0\x80}', b'{"a": NaN}',
        b'{"a": -Infinity}', b'{"a": 1e999}', b'{"a":' + b"9" * 5000 + b"}", b"[" * 100_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000, b'{"a": "\x00"}',
    ],
)  # fmt: skip
def test_proven_garbage_is_refused_and_not_kept(body):
    assert by_github(body).status_code == 400
    assert kept() == 0


def test_what_databases_stumble_over_is_kept_as_it_came():
    said = '{"nul": "\\u0000", "half": "\\ud800", "twice": 1, "twice": 2, "big": 123456789012345678901234567890}'
    assert by_github(said.encode()).status_code == 200
    found = json.loads(deliveries.kept(deliveries.listed()[1][0].id).body)
    assert found == {"nul": "\x00", "half": "\ud800", "twice": 2, "big": 123456789012345678901234567890}


def test_a_delivery_that_is_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(door, "MOST", 100)
    assert by_github(b'{"a":"' + b"x" * 92 + b'"}').status_code == 200
    assert by_github(b'{"a":"' + b"x" * 93 + b'"}').status_code == 413
    assert kept() == 1


@pytest.mark.parametrize("name", ["X-GitHub-Event", "X-GitHub-Delivery"])
@pytest.mark.parametrize("said", ["", "é\x7f", "a b"])
def test_headers_that_say_nothing_are_refused(name, said):
    assert by_github(b"{}", **{name: said}).status_code == 400


def test_a_ledger_that_cannot_take_it_asks_to_send_again(monkeypatch):
    def broken(_some):
        raise OperationalError("database is locked")

    monkeypatch.setattr(door.together, "commit", broken)
    assert by_github(b"{}").status_code == 503


def test_it_costs_no_session_no_language_and_no_more_than_one_transaction(django_assert_max_num_queries):
    connection.ensure_connection()
    with django_assert_max_num_queries(3):
        answer = by_github(b"{}", Cookie="sessionid=x", **{"Accept-Language": "zh"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Vary" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    names = django_settings.MIDDLEWARE
    assert names.index("folkmoot.web.hooks.door.hooks") < names.index("django.middleware.csrf.CsrfViewMiddleware")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.sampled_from(("token", "sign")), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(body=st.binary(max_size=200) | ANYTHING.map(lambda one: json.dumps(one).encode()), proven=st.booleans())
def test_whatever_is_sent_the_portal_does_not_break(body, proven):
    before = kept()
    headers = {} if proven else {"X-Hub-Signature-256": "sha256=0"}
    status = by_github(body, **headers).status_code
    assert status in ({200, 400} if proven else {401})
    assert kept() == before + (status == 200)


@FUZZ
@given(
    event=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=30),
    told=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80),
    stamp=st.text("0123456789.-e ", max_size=40),
    kind=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
    path=st.sampled_from(["github", "gitee", "gitcode", "x"]),
)
def test_whatever_the_headers_say_the_portal_does_not_break(event, told, stamp, kind, path):
    headers = {
        "X-GitHub-Event": event, "X-Gitee-Event": event, "X-Hub-Signature-256": told, "X-Gitee-Token": told,
        "X-Gitee-Timestamp": stamp,
    }  # fmt: skip
    answer = Client().post(f"/hooks/{path}", data=b"{}", content_type=kind or JSON, headers=headers)
    assert 400 <= answer.status_code < 500

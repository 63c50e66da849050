"""What the client does with faults, limits, tokens, redirects and odd answers."""

from __future__ import annotations

import json
import logging
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from folkmoot.model.errors import SourceBusy, SourceUnreadable
from folkmoot.sources.http import client
from folkmoot.sources.http.client import Web

BASE = "https://api.example.org/v5"
SECRET, OTHER = "tokentokentoken-one1", "tokentokentoken-two2"  # made up
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()


class Service:
    """Answers with what is scripted, one after the other; the last one again and again."""

    def __init__(self, *script, **more):
        self.script, self.asked, self.slept, self.now = list(script), [], [], NOW
        self.web = Web(
            more.pop("base", BASE), service="Example", transport=httpx.MockTransport(self.answer),
            sleep=self.sleep, clock=lambda: self.now, **more,
        )  # fmt: skip

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def answer(self, request):
        self.asked.append(request)
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(answer, type):
            raise answer("no")
        return answer(request) if callable(answer) else answer


def said(status=200, data=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request: httpx.Response(status, json=data, headers=named)


GOOD = said(200, {"ok": 1})


@pytest.mark.parametrize(
    "fault",
    [
        said(500), said(502), said(408), said(304), httpx.ReadTimeout, httpx.ConnectError, httpx.RemoteProtocolError,
        lambda _: httpx.Response(200, content=b'{"ok": '), lambda _: httpx.Response(200, content=b""),
        lambda _: httpx.Response(200, text="<html>"), lambda _: httpx.Response(200, content=b"[" * 100_000),
        lambda _: httpx.Response(200, content=b'{"ok": 1}', headers={"Content-Length": "20"}),
        lambda _: httpx.Response(200, content=b"xx", headers={"Content-Encoding": "gzip"}),
    ],
)  # fmt: skip
def test_a_fault_is_tried_again_with_growing_pauses(fault):
    service = Service(fault, fault, fault, GOOD)
    assert service.web.get("x").data == {"ok": 1}
    assert service.slept == [0.25, 0.5, 1.0]


def test_a_fault_that_stays_is_an_error_in_words():
    service = Service(said(503))
    with pytest.raises(SourceUnreadable, match=r"api.example.org: it has a fault of its own \(HTTP 503\), 9 times"):
        service.web.get("x")
    assert sum(service.slept) < 100


def test_a_service_that_is_away_does_not_cost_a_minute_for_each_question():
    service = Service(httpx.ConnectError)
    for _ in range(3):
        with pytest.raises(SourceUnreadable):
            service.web.get("x")
    assert len(service.asked) == 9 + 3 + 3
    service.script = [*[httpx.ConnectError] * 2, GOOD, *[httpx.ConnectError] * 8, GOOD]
    assert [service.web.get("x").data, service.web.get("x").data] == [{"ok": 1}] * 2


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [
        (said(429, Retry_After="7"), 7),
        (said(503, Retry_After="7"), 7),
        (said(403, {"message": "abuse"}, Retry_After="7"), 7),
        (said(429, Retry_After=format_datetime(datetime.fromtimestamp(NOW + 90, UTC), usegmt=True)), 90),
        (said(403, X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOW) + 600)), 600),
        (said(429, X_RateLimit_Remaining="0", X_RateLimit_Reset="30"), 30),
        (said(403, {"message": "You have exceeded a secondary rate limit"}, X_RateLimit_Remaining="9"), 60),
        (said(403, {"message": "403 Forbidden (Rate Limit Exceeded)"}), 60),
        (said(429), 60),
        (said(200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}), 60),
    ],
)
def test_a_limit_is_obeyed(limit, seconds):
    service = Service(limit, GOOD)
    assert service.web.get("x").data == {"ok": 1}
    assert service.slept == [pytest.approx(seconds)]


def test_our_clock_may_be_wrong_about_when_a_limit_ends():
    theirs = NOW - 3600  # their clock; ours is an hour ahead, or theirs was recorded long ago
    date = format_datetime(datetime.fromtimestamp(theirs, UTC), usegmt=True)
    limit = said(403, X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(theirs) + 60), Date=date)
    service = Service(limit, limit, limit, GOOD)
    assert service.web.get("x").data == {"ok": 1}
    assert 0 < sum(service.slept) < 10


def test_patience_ends_with_the_moment_to_come_back():
    service = Service(said(429, Retry_After="120"), patience=300)
    with pytest.raises(SourceBusy, match=r"left alone until 2026-03-01 12:06:00 UTC. What was read is kept"):
        service.web.get("x")
    assert service.slept == [120, 120]


def test_a_last_call_left_lets_the_token_rest_before_the_next():
    last = said(200, {"ok": 1}, X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOW) + 50))
    service = Service(last, GOOD)
    service.web.get("x")
    assert service.slept == []
    service.web.get("x")
    assert service.slept == [50]


def test_the_token_with_most_left_is_used_and_a_limited_one_rests():
    left = {SECRET: 10, OTHER: 20}

    def answer(request):
        token = request.headers["authorization"].removeprefix("token ")
        left[token] -= 1
        if left[token] < 0:
            return httpx.Response(429, headers={"Retry-After": "1000"})
        return httpx.Response(200, json=token, headers={"X-RateLimit-Remaining": str(left[token])})

    service = Service(answer, tokens=(SECRET, OTHER), auth="token {}")
    used = [service.web.get("x").data for _ in range(28)]
    assert used[2:12] == [OTHER] * 10
    assert used.count(SECRET) == 9
    assert service.slept == []
    with pytest.raises(SourceBusy):
        list(iter(lambda: service.web.get("x").status, 0))


def test_a_refused_token_is_dropped_and_named_and_without_any_nobody_asks():
    def answer(request):
        known = "authorization" in request.headers
        return httpx.Response(401 if known else 200, json={"message": "Bad credentials"} if known else [])

    service = Service(answer, tokens=(SECRET, OTHER))
    assert service.web.get("x").data == []
    assert service.web.bad_tokens == ["…one1", "…two2"]
    assert len(service.asked) == 3
    with pytest.raises(SourceUnreadable, match="Give it a token that is valid"):
        Service(said(401)).web.get("x")


def test_no_token_is_shown_to_anybody_else(caplog):
    caplog.set_level(logging.DEBUG)
    away = said(302, Location=f"https://evil.example.com/?access_token={SECRET}")
    for script in (away, said(500, {"message": SECRET}), said(400, {"message": f"bad {SECRET}"}), httpx.ConnectError):
        service = Service(script, tokens=(SECRET,), auth_param="access_token")
        with pytest.raises(SourceUnreadable) as caught:
            service.web.get("x", {"page": 2})
        assert SECRET not in str(caught.value)
        assert {request.url.host for request in service.asked} == {"api.example.org"}
        assert all(dict(request.url.params) == {"page": "2", "access_token": SECRET} for request in service.asked)
    link = said(200, [], Link=f'<{BASE}/x?page=3&access_token={SECRET}>; rel="next"')
    reply = Service(link, tokens=(SECRET,), auth_param="access_token").web.get("x")
    assert (reply.next, reply.url) == (f"{BASE}/x?page=3", f"{BASE}/x")
    assert SECRET not in caplog.text


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_renamed_thing_is_followed_on_the_same_host(status):
    service = Service(said(status, Location="/v5/repositories/7"), GOOD)
    reply = service.web.get("repos/old/name")
    assert (reply.data, reply.url) == ({"ok": 1}, "https://api.example.org/v5/repositories/7")
    with pytest.raises(SourceUnreadable, match="again and again"):
        Service(said(status, Location="x")).web.get("x")


def test_links_of_the_public_name_are_asked_for_where_we_reach_it():
    link = said(200, [1], Link='<https://api.forge.example/n?page=2>; rel="next"')
    service = Service(link, said(200, [2]), base="http://127.0.0.1:8080", aliases=("api.forge.example",))
    assert [page.data for page in service.web.pages("n")] == [[1], [2]]
    assert [str(request.url) for request in service.asked] == [
        "http://127.0.0.1:8080/n",
        "http://127.0.0.1:8080/n?page=2",
    ]
    with pytest.raises(SourceUnreadable, match="circles"):
        list(Service(said(200, [], Link=f'<{BASE}/n?page=1>; rel="next"')).web.pages("n"))


@pytest.mark.parametrize("status", sorted(client.EMPTY))
def test_what_is_not_there_is_an_answer(status):
    reply = Service(said(status, {"message": "Issues are disabled"})).web.get("x", etag="1")
    assert (reply.status, reply.data, reply.there, reply.said) == (status, None, False, reply.said)
    assert reply.said == ("" if status == 204 else "Issues are disabled")


def test_an_etag_is_sent_and_kept():
    service = Service(said(200, [], ETag='W/"1"'), said(304, ETag='W/"1"'))
    tag = service.web.get("x").etag
    assert service.web.get("x", etag=tag).status == 304
    assert service.asked[1].headers["if-none-match"] == 'W/"1"'


def test_text_is_text_and_the_rest_is_bytes():
    kinds = {"text/plain": "é".encode(), "application/mbox": b"From \xff", "text/html": b"\xff"}
    for kind, body in kinds.items():
        service = Service(
            lambda _, kind=kind, body=body: httpx.Response(200, content=body, headers={"Content-Type": kind})
        )
        assert service.web.text("x").data == ("é" if kind == "text/plain" else body)


def test_a_huge_answer_is_refused(monkeypatch):
    monkeypatch.setattr(client, "LARGEST", 1000)
    with pytest.raises(SourceUnreadable, match="larger than"):
        Service(lambda _: httpx.Response(200, content=b"[" + b" " * 2000 + b"]")).web.get("x")


@pytest.mark.parametrize("base", ["", "ftp://x", "api.example.org", "https://", "https://x:y"])
def test_an_address_that_is_none(base):
    with pytest.raises(SourceUnreadable, match="is no address"):
        Web(base, service="Example")


class _Slow(BaseHTTPRequestHandler):
    """Breaks off, says nothing for long, and then answers."""

    protocol_version = "HTTP/1.1"
    times = 0

    def do_GET(self):
        type(self).times += 1
        body = json.dumps({"ok": type(self).times}).encode()
        if self.times == 1:
            self.release.wait(2)  # longer than the client waits
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body) + (10 if self.times == 2 else 0)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_):
        pass


def test_a_real_server_that_is_slow_and_breaks_off():
    _Slow.release = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    slept = []
    web = Web(f"http://127.0.0.1:{server.server_port}", service="Example", timeout=0.2, sleep=slept.append)
    try:
        assert web.get("x").data == {"ok": 3}
        assert slept == [0.25, 0.5]
    finally:
        _Slow.release.set()
        web.close()
        server.shutdown()
        server.server_close()

"""Channels, against servers on loopback: what arrives, and what is said when nothing does."""

from __future__ import annotations

import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from folkmoot.model.errors import BadInput, SourceUnreadable
from folkmoot.model.notices import Notice
from folkmoot.model.text import Text
from folkmoot.sources.notify.client import SIGNATURE, Hook, Mail
from folkmoot.sources.notify.words import FORMS, ROOM, shortened, title_of

KIT = Text("Kit", "工具箱")
NOTICE = Notice(
    7,
    datetime(2026, 3, 1),
    "fewer",
    "kit",
    "raised",
    Text("Fewer\npeople", "人数减少"),
    Text("5, -40%", "5，-40%"),
    5.0,
)


class Letters(socketserver.StreamRequestHandler):
    """As much of SMTP as one mail needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.kept.append(body)  # type: ignore[attr-defined]
            if word == b"RCPT" and b"nobody" in line:
                self.wfile.write(b"550 nobody here\r\n")
                continue
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 well\r\n")


class Posts(BaseHTTPRequestHandler):
    """Keeps what is posted; /full answers 503, /away sends elsewhere."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.kept.append((self.path, dict(self.headers), body))  # type: ignore[attr-defined]
        self.send_response({"/full": 503, "/away": 302}.get(self.path, 200))
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def serving(kind: type[socketserver.BaseServer], handler: type) -> Iterator[tuple[list, int]]:
    with kind(("127.0.0.1", 0), handler) as server:  # type: ignore[arg-type]
        server.kept = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.kept, server.server_address[1]  # type: ignore[attr-defined, index, misc]
        server.shutdown()


def test_a_mail_says_what_where_and_why_in_its_language():
    with serving(socketserver.ThreadingTCPServer, Letters) as (kept, port):
        Mail(f"smtp://127.0.0.1:{port}", "moot@example.org", ("ops@example.org",), language="zh").send(
            NOTICE, KIT, "https://x/"
        )
    message = message_from_bytes(kept[0], policy=policy.default)
    assert message["Subject"] == "[工具箱] 告警: 人数减少 (kit)"
    assert message["To"] == "ops@example.org"
    assert message.get_content().split() == ["5，-40%", "https://x/"]


def test_a_title_of_two_lines_adds_no_header():
    assert title_of(NOTICE, KIT, "en") == "[Kit] Alert: Fewer people (kit)"


def test_a_mail_that_is_not_taken_says_why():
    with serving(socketserver.ThreadingTCPServer, Letters) as (kept, port):
        with pytest.raises(SourceUnreadable, match="nobody here"):
            Mail(f"smtp://127.0.0.1:{port}", "moot@example.org", ("nobody@example.org",)).mail("x", "y")
        assert kept == []
    with pytest.raises(SourceUnreadable, match="not taken"):
        Mail("smtp://127.0.0.1:9", "moot@example.org", ("ops@example.org",)).mail("x", "y")
    with pytest.raises(BadInput, match="no mail server"):
        Mail("http://127.0.0.1", "moot@example.org", ("ops@example.org",)).mail("x", "y")


def test_a_webhook_is_signed_and_tells_everything():
    with serving(HTTPServer, Posts) as (kept, port):
        Hook("hook:chat", f"http://127.0.0.1:{port}/in", secret="s3cret").send(NOTICE, KIT, "https://x/")
    path, headers, body = kept[0]
    assert path == "/in"
    assert headers[SIGNATURE] == "sha256=" + hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    said = json.loads(body)
    assert (said["alert"], said["thing"], said["state"], said["value"]) == ("fewer", "kit", "raised", 5.0)
    assert said["at"] == "2026-03-01T00:00:00Z"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_chat_gets_the_words_in_its_own_shape(form):
    with serving(HTTPServer, Posts) as (kept, port):
        Hook("hook:chat", f"http://127.0.0.1:{port}/in", form, language="zh").send(NOTICE, KIT, "")
    assert "人数减少" in kept[0][2].decode()
    assert SIGNATURE not in kept[0][1]


def test_a_letter_is_a_mail_in_both_forms_and_a_post():
    with serving(socketserver.ThreadingTCPServer, Letters) as (kept, port):
        Mail(f"smtp://127.0.0.1:{port}", "moot@example.org", ("ops@example.org",)).write(
            "A\nweek", "words", "<p>words</p>"
        )
    message = message_from_bytes(kept[0], policy=policy.default)
    assert message["Subject"] == "A week"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    with serving(HTTPServer, Posts) as (kept, port):
        Hook("hook:chat", f"http://127.0.0.1:{port}/in", "slack", language="zh").write(
            "A week", "words", "<p>words</p>"
        )
    assert json.loads(kept[0][2]) == {"text": "*A week*\nwords"}


def test_a_letter_that_is_too_long_for_a_chat_ends_with_a_whole_line():
    text = "\n".join("一周" * 50 for _ in range(20))
    assert shortened(text, 0) == text
    short = shortened(text, ROOM["wecom"])
    assert short.splitlines() == [*["一周" * 50] * 6, "…"]
    assert len(short.encode()) <= ROOM["wecom"]


@pytest.mark.parametrize("path", ["/full", "/away"])
def test_a_webhook_that_is_not_taken_says_so_without_its_address(path):
    with serving(HTTPServer, Posts) as (kept, port), pytest.raises(SourceUnreadable) as told:
        Hook("hook:chat", f"http://127.0.0.1:{port}{path}").send(NOTICE, KIT, "")
    assert len(kept) == 1
    assert path not in str(told.value)
    with pytest.raises(SourceUnreadable, match="could not be reached"):
        Hook("hook:chat", "http://127.0.0.1:9/secret").send(NOTICE, KIT, "")

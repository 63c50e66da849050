"""The months of a HyperKitty archive, asked for one by one."""

from __future__ import annotations

import gzip
from datetime import date, datetime

import httpx
import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.http.client import Web
from folkmoot.sources.mail.client import Archive
from folkmoot.sources.mail.stream import MailingList

LIST = "dev@lists.example.org"
URL = "https://lists.example.org/archives"
MAIL = (
    "From ann at example.org {month} 02 10:00:00 2026\nFrom: Ann Author <ann at example.org>\n"
    "To: dev at lists.example.org\nSubject: {month}\nDate: Mon, 02 {month} 2026 10:00:00 +0000\n"
    "Message-ID: <{month}@example.org>\nMIME-Version: 1.0\n\nHello\n\n\n"
)


class Server:
    """An archive that keeps a mail for each month, made in January, and remembers what was asked."""

    def __init__(self, *answers):
        self.asked = []
        self.answers = list(answers)

    def __call__(self, request):
        if request.url.path.endswith("/api/list/dev@lists.example.org/"):
            return httpx.Response(200, json={"name": LIST, "created_at": "2026-01-15T08:00:00Z"})
        if self.answers and (answer := self.answers.pop(0)):
            return answer
        start = date.fromisoformat(request.url.params["start"])
        self.asked.append((start.isoformat(), request.url.params["end"]))
        text = MAIL.format(month=f"{start:%b}")
        return httpx.Response(200, content=gzip.compress(text.encode()), headers={"Content-Type": "application/gzip"})


def read(server, state=None, now=datetime(2026, 3, 20), since=None):
    web = Web(URL, service="HyperKitty", transport=httpx.MockTransport(server), sleep=lambda _: None)
    steps = list(MailingList(LIST, (), (Archive(web, URL, LIST),), since).steps(state or {}, now))
    return [event.extra["title"] for step in steps for event in step.facts.events], steps[-1]


def test_every_month_is_read_and_the_last_one_again():
    server = Server()
    titles, last = read(server)
    assert titles == ["Jan", "Feb", "Mar"]
    assert server.asked == [("2026-01-15", "2026-02-01"), ("2026-02-01", "2026-03-01"), ("2026-03-01", "2026-04-01")]
    assert (last.complete, last.until_at) == (True, datetime(2026, 3, 20))
    again = Server()
    assert read(again, last.state, datetime(2026, 4, 2))[0] == ["Mar", "Apr"]
    assert read(Server(), since=date(2026, 3, 1))[0] == ["Mar"]


def test_an_export_that_breaks_off_is_asked_for_again():
    packed = gzip.compress(MAIL.format(month="Jan").encode())
    assert read(Server(httpx.Response(200, content=packed[:-9], headers={"Content-Type": "application/gzip"})))[0] == [
        "Jan", "Feb", "Mar",
    ]  # fmt: skip


def test_faults_on_the_way_change_nothing():
    faults = [
        httpx.Response(503),
        httpx.Response(200, content=b"\x1f\x8b"),
        None,
        httpx.Response(502, text="<html>"),
        None,
    ]
    assert read(Server(*faults))[0] == read(Server())[0]


def test_a_reading_that_breaks_off_goes_on_with_its_month():
    server = Server(None, httpx.Response(403, text="not now"))
    web = Web(URL, service="HyperKitty", transport=httpx.MockTransport(server), sleep=lambda _: None)
    steps = MailingList(LIST, (), (Archive(web, URL, LIST),)).steps({}, datetime(2026, 3, 20))
    first = next(steps)
    with pytest.raises(SourceUnreadable):
        next(steps)
    assert read(Server(), first.state)[0] == ["Jan", "Feb", "Mar"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404, text="Not found"), "has no list"),
        (httpx.Response(200, html="<html>Sign in</html>"), "no mailbox"),
        (httpx.Response(403, text="private"), "refuses"),
    ],
)
def test_a_list_that_is_not_there_is_told(answer, said):
    with pytest.raises(SourceUnreadable, match=said):
        read(Server(answer, answer, answer))

"""What a mail's head tells, however badly it is written."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.model.people import account_of, mail_account
from folkmoot.sources.mail.mbox import Raw
from folkmoot.sources.mail.read import Reader, id_of, moment_of

LIST = "dev@lists.example.org"
HEAD = {
    "From": "Ann Author <Ann@Example.org>",
    "Date": "Mon, 02 Mar 2026 10:00:00 +0800",
    "Subject": "Plans",
    "Message-ID": "<1@example.org>",
}


def raw(**said):
    lines = {**HEAD, **{name.replace("_", "-"): value for name, value in said.items()}}
    head = b"".join(
        f"{name}: {value}\n".encode("utf-8", "surrogateescape") for name, value in lines.items() if value is not None
    )
    return Raw(0, b"From ann at example.org Tue Mar  3 09:00:00 2026\n", head)


def read(**said):
    facts = Reader(LIST).facts(raw(**said))
    return (facts.events[0], facts.sightings[0]) if facts.events else (None, None)


def test_a_mail_is_sent_by_a_hashed_address_at_a_moment_in_utc():
    event, sighting = read(In_Reply_To="<0@example.org>")
    assert event.at == datetime(2026, 3, 2, 2)
    assert event.actor == account_of("ann@example.org")
    assert event.subject == f"mail:{LIST}/{id_of('1@example.org')}"
    assert event.parent == f"mail:{LIST}/{id_of('0@example.org')}"
    assert event.extra == {"title": "Plans", "list": LIST}
    assert (sighting.account, sighting.name, sighting.domain) == (event.actor, "Ann Author", "example.org")
    assert "ann@" not in str((event, sighting)).lower()


@pytest.mark.parametrize(
    "written",
    [
        "Ann Author <ann at example.org>",
        "ann at example.org (Ann Author)",
        "Ann Author <ann (a) example.org>",
        "Ann Author <ann(a)example.org>",
        '"Author, Ann" <ann@example.org>',
        "Author, Ann <ann@example.org>",
        "ANN@EXAMPLE.ORG (Ann Author)",
        "ann@example.org",
        "=?utf-8?q?Ann_Author?= <ann@example.org>",
        "=?utf-8?B?QW5uIDxhbm5AZXhhbXBsZS5vcmc+?=",
        '"ann@example.org" <ann@example.org>',
        "Ann via dev <ann@example.org>",
    ],
)
def test_an_address_is_found_however_it_is_written(written):
    event, sighting = read(From=written)
    assert event.actor == mail_account("ann@example.org")
    assert "@" not in sighting.name


@pytest.mark.parametrize(
    "said",
    [
        {"From": "Ann Author via dev <dev@lists.example.org>", "Reply_To": "Ann Author <ann@example.org>"},
        {"From": "Ann via dev <dev-bounces@lists.example.org>", "X_Original_From": "ann@example.org"},
        {"From": LIST, "Reply_To": "Ann Author <ann@example.org>"},
    ],
)
def test_a_list_that_writes_its_own_address_does_not_hide_who_wrote(said):
    event, sighting = read(**said)
    assert event.actor == mail_account("ann@example.org")
    assert sighting.name.startswith("Ann")


def test_an_address_that_many_share_joins_nobody():
    shared = ["dev@lists.example.org", "noreply@example.org", "an...@example.org", "xxx@xxx.com", "root@localhost"]
    shared += ["MAILER-DAEMON@example.org"]
    for address in shared:
        ann, bo = read(From=f"Ann Author <{address}>")[0], read(From=f"Bo Maintainer <{address}>")[0]
        assert ann.actor != bo.actor, address
        assert ann.actor != mail_account(address)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?utf-8?b?5L2g?= =?utf-8?b?5aW9?=", "你好"),
        ("=?utf-8?b?5L2g5a?= =?utf-8?b?W9?=", None),  # broken
        ("=?x-nobody-knows?q?Plans?=", "Plans"),
        ("你好", "你好"),
        ("你好".encode("gbk").decode("utf-8", "surrogateescape"), "你好"),
        ("two\n lines", "two lines"),
        ("from ann.author@example.org", "from …@example.org"),
        ("x" * 999, "x" * 200),
    ],
)
def test_a_title_is_decoded_or_shown_as_it_is(written, title):
    told = read(Subject=written)[0].extra["title"]
    assert told == title if title is not None else isinstance(told, str)
    told.encode("utf-8")


@pytest.mark.parametrize(
    ("date", "received", "at"),
    [
        ("Mon, 02 Mar 2026 10:00:00 -0500", None, datetime(2026, 3, 2, 15)),
        ("Mon, 02 Mar 2026 10:00:00 -0000", None, datetime(2026, 3, 2, 10)),
        ("Mon, 02 Mar 2026 10:00:00 CST", None, datetime(2026, 3, 2, 16)),
        ("yesterday", None, datetime(2026, 3, 3, 9)),
        (None, "from a by b; Mon, 02 Mar 2026 11:00:00 +0100", datetime(2026, 3, 2, 10)),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None, datetime(2026, 3, 3, 9)),
        ("Mon, 02 Mar 2037 10:00:00 +0000", None, datetime(2026, 3, 3, 9)),
        ("Mon, 99 Mar 99999 10:00:00 +9999", None, datetime(2026, 3, 3, 9)),
    ],
)
def test_a_date_that_cannot_be_true_gives_way_to_the_arrival(date, received, at):
    assert read(Date=date, Received=received)[0].at == at


def test_no_date_at_all_is_counted():
    assert moment_of({"date": ["soon"]}) is None
    reader = Reader(LIST)
    mail = raw(Date="soon")
    mail.envelope = b""
    assert not reader.facts(mail).events
    assert reader.left_out == {"no date that can be true": 1}


def test_a_mail_without_an_id_gets_one_from_what_it_says():
    first, again, other = read(Message_ID=None)[0], read(Message_ID=None)[0], read(Message_ID=None, Subject="Else")[0]
    assert first == again
    assert first.id != other.id
    assert first.extra["without_id"] is True


def test_one_mail_to_two_lists_is_one_event_on_each_with_the_same_end():
    here, there = Reader(LIST).facts(raw()).events[0], Reader("users@lists.example.org").facts(raw()).events[0]
    assert here.id != there.id
    assert here.subject.rpartition("/")[2] == there.subject.rpartition("/")[2]


def test_a_digest_tells_of_the_mails_in_it():
    """
    From: dev-request   dev Digest, Vol 1, Issue 2
        Ann: One
        Bo:  Two
    """
    reader = Reader(LIST)
    mail = raw(
        From="dev-request@lists.example.org",
        Subject="dev Digest, Vol 1, Issue 2",
        Content_Type='multipart/mixed; boundary="a"',
    )
    mail.body = (
        b'--a\nContent-Type: text/plain\n\nToday\n--a\nContent-Type: multipart/digest; boundary="b"\n\n'
        + b"".join(
            f"--b\n\nFrom: {who}@example.org\nDate: Mon, 02 Mar 2026 10:00:00 +0000\nSubject: {what}\n"
            f"Message-ID: <{what}@example.org>\n\nHello\n".encode()
            for who, what in (("ann", "One"), ("bo", "Two"))
        )
        + b"--b--\n--a--\n"
    )
    facts = reader.facts(mail)
    assert [event.extra["title"] for event in facts.events] == ["One", "Two"]
    assert facts.events[0].actor == mail_account("ann@example.org")


def test_a_digest_in_plain_text_is_no_mail_but_an_answer_to_it_is():
    reader = Reader(LIST)
    assert not reader.facts(raw(Subject="dev Digest, Vol 7, Issue 1")).events
    assert reader.left_out == {"a digest in plain text": 1}
    assert reader.facts(raw(Subject="Re: dev Digest, Vol 7, Issue 1")).events


def test_what_a_robot_or_a_filter_said_is_kept():
    assert read(Auto_Submitted="auto-replied")[0].extra["automatic"] is True
    assert read(X_Spam_Flag="YES")[0].extra["spam"] is True


WORDS = st.sampled_from([
    b"From: ", b"Date: ", b"Subject: ", b"Message-ID: ", b"In-Reply-To: ", b"Reply-To: ", b"Content-Type: multipart/digest",
    b"\n", b"\n ", b"<ann@example.org>", b"=?utf-8?b?", b"=?gb2312?q?", b"?=", b" via dev <dev@lists.example.org>", b"\xff\xc4",
    b"Mon, 02 Mar 2026 10:00:00 +0800", b"\x00", b" at ", b"example.org", b"(", b'"', b";", b"digest",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS | st.binary(max_size=5), max_size=25).map(b"".join), st.binary(max_size=40))
def test_any_head_is_read_into_texts_that_a_table_can_hold(head, body):
    reader = Reader(LIST)
    facts = reader.facts(Raw(0, b"From x Mon Mar  2 10:00:00 2026\n", head, body))
    str((facts.events, facts.sightings)).encode("utf-8")
    for event, seen in zip(facts.events, facts.sightings, strict=True):
        assert not {"\0", "\n"} & set("".join((str(event.extra["title"]), seen.name, seen.domain)))

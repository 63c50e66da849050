"""Where one mail ends and the next begins."""

from __future__ import annotations

import hashlib
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.sources.mail.mbox import LARGEST_HEAD, Mails

FROM = b"From ann@example.org Mon Mar  2 10:00:00 2026\n"


def read(data, place=0):
    file = io.BytesIO(data)
    file.seek(place)
    return list(Mails(file, hashlib.blake2b(), place))


def mail(number, body=b"Hello\n"):
    return FROM + b"Subject: %d\nFrom: ann@example.org\n\n" % number + body + b"\n"


def test_mails_are_parted_and_their_bodies_not_kept():
    mails = read(mail(1) + mail(2))
    assert [each.head.split(b"\n")[0] for each in mails] == [b"Subject: 1", b"Subject: 2"]
    assert [each.start for each in mails] == [0, len(mail(1))]
    assert not any(each.body for each in mails)


def test_a_line_of_a_body_that_begins_with_from_parts_nothing():
    bodies = [
        b"Hello\n\nFrom here on it is easy.\n",
        b"Hello\n\nFrom Monday at 10:00 in 2026\nwe meet\n",
        b"Hello\n" + FROM + b"quoted: without an empty line before it\n",
    ]
    for body in bodies:
        assert len(read(mail(1, body) + mail(2))) == 2, body


def test_a_file_of_one_mail_needs_no_separator():
    assert read(b"Subject: 1\n\nHello\n")[0].head == b"Subject: 1\n"


def test_a_head_that_breaks_off_waits_for_the_rest():
    assert len(read(mail(1) + mail(2)[:60])) == 1


def test_carriage_returns_are_fine():
    assert len(read((mail(1) + mail(2)).replace(b"\n", b"\r\n"))) == 2


def test_a_mail_of_any_size_is_read_in_little_memory():
    mails = read(mail(1, b"x" * 3_000_000 + b"\n") + FROM + b"X: y\n" * 400_000 + b"\nHello\n\n" + mail(3))
    assert len(mails) == 3
    assert len(mails[1].head) <= LARGEST_HEAD + 100


@settings(deadline=None)
@given(st.lists(st.binary(max_size=30), max_size=6), st.integers(0, 5))
def test_reading_on_from_a_mails_place_brings_the_same_mails(bodies, number):
    data = b"".join(mail(at, body.replace(b"From ", b"from ") + b"\n") for at, body in enumerate(bodies))
    whole = read(data)
    assert len(whole) == len(bodies)
    if number < len(whole):
        assert read(data, whole[number].start)[-1].head == whole[-1].head
        assert len(read(data, whole[number].start)) == len(whole) - number


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(data):
    read(data)

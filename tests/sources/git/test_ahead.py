"""Reading ahead keeps the order, hands on errors, and ends with its reader."""

import threading
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.sources.git.ahead import ahead


@given(st.lists(st.binary(max_size=4)), st.integers(1, 5))
def test_the_order_stays(chunks, depth):
    assert list(ahead(iter(chunks), depth)) == chunks


def test_an_error_comes_after_what_was_before_it():
    def chunks():
        yield b"one"
        raise ValueError("broken off")

    got = []
    with pytest.raises(ValueError, match="broken off"):
        got.extend(ahead(chunks()))
    reader = ahead(chunks())
    assert next(reader) == b"one"
    reader.close()


def test_a_reader_that_stops_early_ends_the_source():
    before = threading.active_count()
    closed = []

    def endless():
        try:
            for number in count():
                yield str(number).encode()
        finally:
            closed.append(True)

    reader = ahead(endless(), 2)
    assert next(reader) == b"0"
    reader.close()
    assert closed == [True]
    assert threading.active_count() == before

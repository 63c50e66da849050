"""Chance and ids that are the same on every machine."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.jobs.demo.dice import Dice, digests


def test_a_stream_is_fixed_by_its_labels():
    assert Dice(7, 1).uniform(3).tolist() == Dice(7, 1).uniform(3).tolist()
    assert Dice(7, 1).uniform(3).tolist() != Dice(7, 2).uniform(3).tolist()
    assert Dice(7, 1).uniform(3).tolist() != Dice(8, 1).uniform(3).tolist()


def test_the_bit_stream_is_the_one_that_was_always_there():
    """A change of these figures changes the bytes of every demo."""
    assert Dice(7, 1).below(1_000_000, 3).tolist() == [770140, 111927, 189097]
    assert digests(7, 3, np.arange(1)).to_pylist() == ["24d183c32a994db0462674ac1d01d97c"]


def test_distributions_have_their_shape():
    dice = Dice(1)
    assert abs(dice.normal(100_000).std() - 1) < 0.02
    assert abs(dice.poisson(2.5, 100_000).mean() - 2.5) < 0.05
    assert abs(dice.exponential(3.0, 100_000).mean() - 3.0) < 0.1
    assert abs(np.median(dice.lognormal(8.0, 1.2, 100_000)) - 8.0) < 0.3
    assert abs(np.bincount(dice.pick(np.array([1.0, 4.0]), 100_000))[0] / 100_000 - 0.25) < 0.01


@given(st.integers(0, 2**32 - 1), st.integers(1, 2**20), st.integers(0, 10**9), st.sampled_from([16, 32, 40]))
def test_ids_are_hex_of_one_length_and_differ(seed, stream, first, digits):
    numbers = np.arange(first, first + 50)
    ids = digests(seed, stream, numbers, digits).to_pylist() + digests(seed, stream + 1, numbers, digits).to_pylist()
    assert len(set(ids)) == 100
    assert all(len(one) == digits and int(one, 16) >= 0 for one in ids)


def test_no_numbers_no_ids():
    assert len(digests(7, 1, np.arange(0))) == 0

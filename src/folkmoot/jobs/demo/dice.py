"""Deterministic chance and ids for millions of rows at once: only the raw bit stream of PCG64, which numpy keeps fixed."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_HEX = np.frombuffer(b"".join(b"%02x" % byte for byte in range(256)), dtype="<u2")


class Dice:
    """A stream of chance named by a seed and labels: the same names give the same stream, whatever else is drawn."""

    def __init__(self, seed: int, *labels: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *labels]))

    def uniform(self, size: int) -> Floats:
        """Return ``size`` numbers in [0, 1)."""
        return (self._bits.random_raw(size) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def between(self, low: float, high: float, size: int) -> Floats:
        """Return ``size`` numbers in [low, high)."""
        return low + (high - low) * self.uniform(size)

    def below(self, limit: int, size: int) -> Ints:
        """Return ``size`` whole numbers in [0, limit)."""
        return np.minimum((self.uniform(size) * limit).astype(np.int64), limit - 1)

    def chance(self, share: float | Floats, size: int) -> Bools:
        """Return for each of ``size`` cases whether it happens."""
        return np.asarray(self.uniform(size) < share)

    def normal(self, size: int) -> Floats:
        """Return ``size`` numbers of the standard normal distribution (Box and Muller)."""
        radius = np.sqrt(-2.0 * np.log1p(-self.uniform(size)))
        return np.asarray(radius * np.cos(2.0 * np.pi * self.uniform(size)))

    def lognormal(self, median: float | Floats, sigma: float, size: int) -> Floats:
        """Return ``size`` positive numbers around ``median`` with a long tail: how long people take."""
        return np.asarray(median * np.exp(sigma * self.normal(size)))

    def exponential(self, mean: float | Floats, size: int) -> Floats:
        """Return ``size`` waiting times."""
        return np.asarray(-np.log1p(-self.uniform(size)) * mean)

    def poisson(self, mean: float, size: int, most: int = 30) -> Ints:
        """Return ``size`` small counts around ``mean``, at most ``most``."""
        steps = np.arange(most, dtype=np.float64)
        chances = np.exp(-mean + steps * np.log(mean) - np.concatenate([[0.0], np.cumsum(np.log(steps[1:]))]))
        return self.pick(np.cumsum(chances), size, total=1.0).clip(0, most - 1)

    def pick(self, cumulative: Floats, size: int, total: float | None = None) -> Ints:
        """Return ``size`` places, each as often as its weight says; ``cumulative`` is the running sum of weights."""
        top = float(cumulative[-1]) if total is None else total
        found = np.searchsorted(cumulative, self.uniform(size) * top, side="right")
        return np.minimum(found, len(cumulative) - 1).astype(np.int64)

    def shuffled(self, size: int) -> Ints:
        """Return the whole numbers below ``size`` in a chance order."""
        return np.argsort(self._bits.random_raw(size), kind="stable").astype(np.int64)


def mixed(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return each word scrambled; the step is one-to-one, so different words stay different (splitmix64)."""
    with np.errstate(over="ignore"):
        words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return words ^ (words >> np.uint64(31))


def digests(seed: int, stream: int, numbers: Ints, digits: int = 32) -> Any:
    """Return hex ids as an Arrow array: different for each (stream, number), the same in every run.

    The first 64 bits are a one-to-one image of stream and number, so no two ids of a seed can be equal; the rest hangs
    on the seed too. Numbers are below 2**40, streams below 2**24.
    """
    with np.errstate(over="ignore"):
        packed = (np.uint64(stream) << np.uint64(40)) | numbers.astype(np.uint64)
        key = mixed(np.array([seed + 1], dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))[0]
        words = [mixed(packed ^ key)]
        while len(words) * 16 < digits:
            words.append(mixed(words[-1] + key + np.uint64(len(words))))
    raw = np.stack(words, axis=1).astype(">u8").view(np.uint8).reshape(len(numbers), 8 * len(words))[:, : digits // 2]
    letters = _HEX[raw]
    ends = np.arange(len(numbers) + 1, dtype=np.int32) * digits
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(ends), pa.py_buffer(np.ascontiguousarray(letters)))

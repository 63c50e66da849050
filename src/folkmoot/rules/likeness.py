"""Which complaints say much the same: a suggestion, the same for the same words on every machine. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from folkmoot.model.complaint import Cluster

ALIKE = 60.0  # of 100: from here on two are suggested as one; below it chance begins, in both languages
MEAN = 50.0  # what all pairs of a suggestion have in the mean, so that a chain of neighbours is none
FEWEST = 2  # words, or pairs of Han characters, that they share at least
_COMMON = re.compile(
    r"a|an|and|are|as|at|be|been|but|by|can|do|does|for|from|has|have|i|in|is|it|its|me|my|no|not|of|on|or|so|that|the|their|"
    r"them|there|this|to|too|very|was|we|when|with|you|your|nobody|anybody"
)
_LATIN = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*")
_HAN = re.compile(r"[㐀-鿿]+")
_EMPTY = re.compile(r"[的了是在很太也都就和与及又不没有]")


def words_of(said: str) -> tuple[str, ...]:
    """Return the words in which a complaint is compared: Latin words as they are, Han characters in pairs.

    Chinese has no spaces; pairs of neighbouring characters take the place of words, as search engines do it. Words that
    stand in every sentence tell nothing, and are left out.
    """
    lowered = said.lower()
    found = [_stem(word) for word in _LATIN.findall(lowered) if not _COMMON.fullmatch(word)]
    for run in _HAN.findall(lowered):
        for part in _EMPTY.split(run):
            found += [part[place : place + 2] for place in range(len(part) - 1)]
    return tuple(found)


def _stem(word: str) -> str:
    return re.sub(r"(ing|ation|ed|es|s)$", "", word) if len(word) > 4 else word


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how much two complaints have in common, from 0 to 100; 0 when they share hardly a word."""
    from rapidfuzz import fuzz

    if len(set(one) & set(other)) < FEWEST:
        return 0.0
    return float(fuzz.token_set_ratio(" ".join(one), " ".join(other)))


def suggestions(
    clusters: Iterable[Cluster], apart: frozenset[tuple[int, int]] = frozenset()
) -> list[tuple[Cluster, ...]]:
    """Return clusters that might be one, each in one suggestion at most, the oldest in front.

    In the order of their numbers each joins the suggestion that it is most like, if it is like one of it and not unlike the
    rest. What an organiser has split is not suggested again.
    """
    every = sorted(clusters, key=lambda one: one.number)
    told = {one.number: words_of(f"{one.head.title} {one.head.title} {one.head.words}") for one in every}
    found: list[list[Cluster]] = []
    for one in every:
        best: list[Cluster] | None = None
        highest = ALIKE
        for each in found:
            alike = [likeness(told[one.number], told[other.number]) for other in each]
            split = any((other.number, one.number) in apart for other in each)
            if not split and max(alike) >= highest and sum(alike) / len(alike) >= MEAN:
                best, highest = each, max(alike)
        if best is None:
            found.append([one])
        else:
            best.append(one)
    return [tuple(each) for each in found if len(each) > 1]


def alike(said: str, clusters: Iterable[Cluster], most: int = 5) -> list[tuple[float, Cluster]]:
    """Return the clusters that say most nearly the same as some words, the nearest first."""
    words = words_of(said)
    scored = [(likeness(words, words_of(f"{one.head.title} {one.head.words}")), one) for one in clusters]
    near = [(score, one) for score, one in scored if score >= ALIKE]
    return sorted(near, key=lambda pair: (-pair[0], pair[1].number))[:most]


def groups_of(found: Iterable[tuple[Cluster, ...]]) -> Mapping[int, int]:
    """Return for each cluster of a suggestion the number under which the suggestion is told."""
    return {one.number: each[0].number for each in found for one in each}

"""Schulze's method with winning votes: pairwise preferences, strongest paths, and ranks by the number of defeats.

After: Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011). All arithmetic is of whole numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NO_OPINION = -1
Counts = NDArray[np.int64]


def pairwise(marks: NDArray[np.int32]) -> Counts:
    """How many ballots put one candidate above another?

    ``marks``: a row per ballot and a column per candidate; a lower rank is better, equal ranks prefer neither.
    Rows: ``found[i, j]`` ballots that rank i above j. Edges: a ballot with no opinion about one of two candidates says nothing
    about the pair.
    """
    columns = np.ascontiguousarray(marks.T)
    known = columns != NO_OPINION
    number = len(columns)
    found: Counts = np.zeros((number, number), dtype=np.int64)
    for one in range(number):
        for other in range(one + 1, number):
            both = known[one] & known[other]
            found[one, other] = np.count_nonzero((columns[one] < columns[other]) & both)
            found[other, one] = np.count_nonzero((columns[other] < columns[one]) & both)
    return found


def strongest_paths(preferred: Counts) -> Counts:
    """How strong is the strongest path from each candidate to each other one?

    A link counts where more ballots prefer its beginning to its end than the other way round, and is as strong as those who do
    (winning votes); a path is as strong as its weakest link; 0 where there is none.
    """
    paths: Counts = np.where(preferred > preferred.T, preferred, 0)
    for middle in range(len(paths)):
        paths = np.maximum(paths, np.minimum(paths[:, [middle]], paths[[middle], :]))
    np.fill_diagonal(paths, 0)
    return paths


def defeats(paths: Counts) -> NDArray[np.int64]:
    """By how many others is each candidate beaten: their path to it is stronger than its path to them?"""
    return np.asarray((paths < paths.T).sum(axis=1), dtype=np.int64)

"""Joining accounts into people: union-find in which some may never meet."""

from __future__ import annotations

from collections.abc import Iterable


class Joined:
    """Sets of accounts and declared ids. Two sets that hold a pair kept apart, or two declared people, do not join."""

    def __init__(self, declared: Iterable[str]) -> None:
        self._above: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._foes: dict[str, set[str]] = {}
        self._declared = set(declared)  # roots of sets that hold a declared person
        for name in self._declared:
            self.add(name)

    def copy(self) -> Joined:
        """Return the same sets once more; what is joined there is not joined here."""
        other = Joined(())
        other._above, other._size = dict(self._above), dict(self._size)
        other._foes = {root: set(foes) for root, foes in self._foes.items()}
        other._declared = set(self._declared)
        return other

    def add(self, name: str) -> None:
        """Take in an account; nothing happens when it is there already."""
        if name not in self._above:
            self._above[name] = name
            self._size[name] = 1

    def __contains__(self, name: str) -> bool:
        return name in self._above

    def root(self, name: str) -> str:
        """Return what stands for the set of ``name``."""
        above = self._above
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    def keep_apart(self, a: str, b: str) -> None:
        """Never let the sets of ``a`` and ``b`` join from now on. Nothing happens when they are one already."""
        one, other = self.root(a), self.root(b)
        if one != other:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)

    def are_apart(self, a: str, b: str) -> bool:
        """Return whether the sets of ``a`` and ``b`` are kept apart."""
        return self.root(b) in self._foes.get(self.root(a), ())

    def join(self, a: str, b: str, *, even_declared: bool = False) -> bool:
        """Make one set of two; return whether they are one now."""
        one, other = self.root(a), self.root(b)
        if one == other:
            return True
        if other in self._foes.get(one, ()):
            return False
        both = one in self._declared and other in self._declared
        if both and not even_declared:
            return False
        self._unite(one, other)
        return True

    def _unite(self, one: str, other: str) -> None:
        if (self._size[one], other) < (self._size[other], one):
            one, other = other, one
        self._above[other] = one
        self._size[one] += self._size[other]
        if other in self._declared:
            self._declared.discard(other)
            self._declared.add(one)
        for foe in self._foes.pop(other, ()):
            self._foes[foe].discard(other)
            self._foes[foe].add(one)
            self._foes.setdefault(one, set()).add(foe)

    def sets(self) -> dict[str, list[str]]:
        """Return the members of every set, sorted, by what stands for it."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._above):
            found.setdefault(self.root(name), []).append(name)
        return found

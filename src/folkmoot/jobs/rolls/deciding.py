"""From the people of a file to corrections: what is known already is not said again, and nobody is joined wrongly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from folkmoot.jobs.rolls.entry import Entry, Reading
from folkmoot.ledger.batches import Said
from folkmoot.model.identity import Correction, Identity


class Deciding:
    """Judges entries against who is who now, what is recorded already, and what operators keep apart."""

    def __init__(
        self, identity: Identity, decided: Iterable[Correction], settled: frozenset[Said], reading: Reading
    ) -> None:
        self._identity, self._settled, self._reading = identity, settled, reading
        self._apart = {
            frozenset((self._person(one.a), self._person(one.b))) for one in decided if one.verb in {"split", "refuse"}
        }
        self._recorded = {(self._person(one[1]), *one[2:]) for one in settled if one[0] == "affiliate"}
        owners: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(reading.entries):
            for account in entry.accounts:
                owners[account].add(number)
        self._shared = {account for account, of in owners.items() if len(of) > 1}

    def corrections(self) -> list[Said]:
        """Return what the file adds, each once, in the order of the file."""
        found: dict[Said, None] = {}
        for entry in self._reading.entries:
            for said in self._of(entry):
                if said not in self._settled:
                    found.setdefault(said)
        return list(found)

    def _of(self, entry: Entry) -> Iterator[Said]:
        own = [account for account in entry.accounts if account not in self._shared]
        if shared := [account for account in entry.accounts if account in self._shared]:
            self._reading.leave_out(
                entry.line, f"{_shown(shared[0])} stands at several people: it is joined to none of them."
            )
        if not own:
            return
        first = own[0]
        for other in own[1:]:
            if self._may_join(entry.line, first, other):
                yield "merge", first, other, None, None
        for spell in entry.spells:
            if (self._person(first), spell.organization, spell.since, spell.until) not in self._recorded:
                yield "affiliate", first, spell.organization, spell.since, spell.until
        known = self._identity.people.get(self._person(first))
        if entry.bot and not (known and known.bot):
            yield "bot", first, "", None, None

    def _may_join(self, line: int, one: str, other: str) -> bool:
        sides = self._person(one), self._person(other)
        if sides[0] == sides[1]:
            return False
        if frozenset(sides) in self._apart:
            self._reading.leave_out(line, f"an operator keeps {_shown(one)} and {_shown(other)} apart.")
            return False
        known = [self._identity.people.get(side) for side in sides]
        if all(person is not None and person.declared for person in known):
            self._reading.leave_out(line, f"the charter declares {_shown(one)} and {_shown(other)} as two people.")
            return False
        return True

    def _person(self, side: str) -> str:
        return self._identity.person_of.get(side, side)


def _shown(account: str) -> str:
    """Return an account as a message may show it."""
    return account[:17] if account.startswith("mail:") else account

"""How people and accounts are shown: hidden people by pseudonym, mail hashes cut short. The one place for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from folkmoot.model.identity import Identity, KnownPerson

SHOWN = 12  # hex digits of a mail hash that may be seen: enough to tell people apart, too few to search for an address


def shown_account(account: str) -> str:
    """Return an account as anybody may see it."""
    forge, _, login = account.partition(":")
    return f"mail:{login[:SHOWN]}" if forge == "mail" else account


class Faces:
    """The public ids and names of all people."""

    def __init__(self, identity: Identity) -> None:
        self.identity = identity

    def known(self, person: str) -> KnownPerson | None:
        """Return the person of an inner id, also of one that was merged into another."""
        return self.identity.people.get(self.identity.person_of.get(person, person))

    def id_of(self, person: str) -> str:
        """Return a person's public id: their own, a pseudonym for the hidden, a short one for a mere address."""
        known = self.known(person)
        if known is None:
            return shown_account(person)
        return known.name if known.hidden else shown_account(known.id)

    def name_of(self, person: str) -> str:
        """Return the name to show; the public id where nobody knows a name."""
        known = self.known(person)
        return (known.name if known else "") or self.id_of(person)

    def account_of(self, account: str) -> str:
        """Return an account as it may be seen: a hidden person's accounts are their pseudonym."""
        person = self.known(account)
        return person.name if person and person.hidden else shown_account(account)

    def is_hidden(self, person: str) -> bool:
        """Return whether somebody asked not to be named."""
        known = self.known(person)
        return bool(known and known.hidden)

    @cached_property
    def _by_public(self) -> Mapping[str, str]:
        return {self.id_of(person).lower(): person for person in self.identity.people}

    def find(self, said: str) -> KnownPerson | None:
        """Return the person of a public id or of an account; a hidden one is found by the pseudonym only."""
        person = self._by_public.get(said.lower())
        if person is None:
            person = self.identity.person_of.get(said.lower(), said)
            if self.is_hidden(person):
                return None
        return self.identity.people.get(person)

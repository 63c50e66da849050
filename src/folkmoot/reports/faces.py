"""How people and accounts are shown: hidden people by pseudonym, mail hashes cut short. The one place for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from folkmoot.model.identity import Identity, KnownPerson
from folkmoot.model.people import Person
from folkmoot.model.text import Text, has_han, listed

SHOWN = 12  # hex digits of a mail hash that may be seen: enough to tell people apart, too few to search for an address

SHORTEST = 2  # letters of a name that is looked for in sentences


def shown_account(account: str) -> str:
    """Return an account as anybody may see it."""
    forge, _, login = account.partition(":")
    return f"mail:{login[:SHOWN]}" if forge == "mail" else account


def _whole(word: str) -> str:
    """Return a pattern for a word that stands by itself; in Chinese no space parts a name from the words around it."""
    before, after = ("" if has_han(end) else end_of for end, end_of in ((word[0], r"(?<!\w)"), (word[-1], r"(?!\w)")))
    return before + re.escape(word) + after


class Faces:
    """The public ids and names of all people."""

    def __init__(self, identity: Identity, people: Iterable[Person] = ()) -> None:
        self.identity = identity
        self._declared_names = {one.id: (one.name, *one.aliases) for one in people}

    def known(self, person: str | None) -> KnownPerson | None:
        """Return the person of an inner id, also of one that was merged into another; none of who is gone."""
        return self.identity.people.get(self.identity.person_of.get(person, person)) if person else None

    def id_of(self, person: str | None) -> str:
        """Return a person's public id: their own, a pseudonym for the hidden, a short one for a mere address.

        Edges: nothing for an account that is gone, such as github:ghost: it is nobody's.
        """
        if not person:
            return ""
        known = self.known(person)
        if known is None:
            return shown_account(person)
        return known.name if known.hidden else shown_account(known.id)

    def name_of(self, person: str | None) -> str:
        """Return the name to show; the public id where nobody knows a name."""
        known = self.known(person)
        return (known.name if known else "") or self.id_of(person)

    def account_of(self, account: str) -> str:
        """Return an account as it may be seen: a hidden person's accounts are their pseudonym."""
        person = self.known(account)
        return person.name if person and person.hidden else shown_account(account)

    def is_hidden(self, person: str | None) -> bool:
        """Return whether somebody asked not to be named."""
        known = self.known(person)
        return bool(known and known.hidden)

    def masked(self, words: Text) -> Text:
        """Return a sentence of the charter or a check with hidden people's names, ids and logins as pseudonyms."""
        return Text(self.masked_words(words.en), self.masked_words(words.zh)) if self._hidden_words else words

    def masked_words(self, words: str) -> str:
        """Return what somebody wrote, a title or a document, with hidden people's names, ids and logins as pseudonyms."""
        return self._hidden_pattern.sub(self._pseudonym, words) if words and self._hidden_words else words

    def _pseudonym(self, found: re.Match[str]) -> str:
        return self._hidden_words[found[0].lower()]

    @cached_property
    def _hidden_words(self) -> Mapping[str, str]:
        """What hidden people are known by → their pseudonyms."""
        found: dict[str, str] = {}
        for person in self.identity.people.values():
            if person.hidden:
                members = {person.id, *person.accounts}
                members |= {one for one, ident in self.identity.person_of.items() if ident == person.id}
                members |= {one.partition(":")[2] for one in members if ":" in one and not one.startswith("mail:")}
                members |= {*person.unnamed, *(name for one in members for name in self._declared_names.get(one, ()))}
                found.update({word.lower(): person.name for word in members if len(word) >= SHORTEST})
        return found

    @cached_property
    def _hidden_pattern(self) -> re.Pattern[str]:
        words = sorted(self._hidden_words, key=len, reverse=True)
        return re.compile("|".join(map(_whole, words)), re.IGNORECASE)

    @cached_property
    def shown_accounts(self) -> Mapping[str, list[str]]:
        """Every account that may be seen, as it is shown, with the accounts behind it."""
        found: dict[str, list[str]] = {}
        for account, person in self.identity.person_of.items():
            if ":" in account and not self.is_hidden(person):
                found.setdefault(shown_account(account), []).append(account)
        return found

    def accounts_shown_as(self, said: str) -> list[str]:
        """Return the accounts behind ``said``, whole or as it is shown; none of hidden people."""
        return self.shown_accounts.get(shown_account(said.lower()), [])

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

    def named(self, said: str) -> KnownPerson | None:
        """Return whom somebody means in a form: by id or account, else by a name that only one person who is shown bears."""
        words = " ".join(said.split())
        found = self.find(words)
        if found is not None:
            return found
        same = [
            one
            for one in self.identity.people.values()
            if one.name.lower() == words.lower() and not self.is_hidden(one.id)
        ]
        return same[0] if len(same) == 1 and words else None

    def ids_named(self, said: str) -> list[str]:
        """Return the ids of those whom a list in a form means, between commas or lines, ids between spaces too; who is unknown stays as typed."""
        words = [word for part in listed(said) for word in ([part] if self.named(part) is not None else part.split())]
        known = ((self.named(word), word) for word in words)
        return list(dict.fromkeys(one.id if one and not self.is_hidden(one.id) else word for one, word in known))

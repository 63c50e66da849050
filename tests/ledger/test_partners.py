"""Contacts and notes of partners in the ledger: sealed where they lie, apart for each partner, and erased for good."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from folkmoot.ledger import partner_sealing, partners
from folkmoot.ledger.models import Audit, PartnerContact, PartnerNote
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, WorkspaceBroken

NOW = datetime(2026, 3, 2, 9)
ANN = Actor("ann", "10.0.0.1", operator=True)
LONG = "长" * 200  # as many letters as a name may have, each of three bytes


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MOOT_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("MOOT_CONTACTS_KEY", raising=False)
    return tmp_path


def contact(partner: str = "north", name: str = "Cy Outsider", mail: str = "cy@north.example", role: str = "Dean"):
    return partners.add_contact(partner, name=name, mail=mail, role=role, actor=ANN, now=NOW)


def test_what_is_kept_is_read_back_and_lies_sealed(ledger, workspace):
    made, long = contact(), contact(name=LONG, mail="", role=LONG)
    partners.add_note("north", "They want two boards.", actor=ANN, now=NOW)
    assert partners.contacts("north") == (made, long)
    assert (made.name, made.mail, made.role, made.at) == ("Cy Outsider", "cy@north.example", "Dean", NOW)
    assert (long.name, long.mail) == (LONG, "")
    assert partners.contacts("south") == ()
    rows = [*PartnerContact.objects.values_list("name", "mail", "role"), *PartnerNote.objects.values_list("says")]
    told = [*Audit.objects.filter(verb__startswith="partner.").values_list("before", "after", "why")]
    assert len(told) == 3
    assert not any(word in f"{rows}{told}" for word in ("Cy Outsider", "cy@north", "two boards", "长"))
    key = workspace / ".contacts-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in workspace.iterdir() if one.name.startswith(".contacts")] == [key.name]


def test_notes_begin_with_the_newest_and_what_is_erased_is_gone(ledger):
    first, second = (partners.add_note("north", says, actor=ANN, now=NOW) for says in ("One.", "Two."))
    assert [one.says for one in partners.notes("north")] == ["Two.", "One."]
    assert partners.erase("south", "note", [first.id], actor=ANN) == 0, "it is another partner's"
    assert partners.erase("north", "note", [first.id, 10**6], actor=ANN, why="asked") == 1
    assert partners.notes("north") == (second,)
    row = Audit.objects.get(verb="partner.erase-note")
    assert (row.before, row.why) == ({"ids": [first.id]}, "asked")
    one = contact()
    assert partners.erase("north", "contact", [one.id], actor=ANN) == 1
    assert not PartnerContact.objects.filter(partner="north").exists()


def test_what_cannot_be_written_is_refused_before_anything_is_kept(ledger):
    with pytest.raises(BadInput):
        contact(name="a\x00b")
    assert partners.contacts("north") == ()


def test_without_the_key_nothing_is_told_and_one_sentence_says_so(ledger, workspace, monkeypatch):
    contact()
    key = (workspace / ".contacts-key").read_text("ascii")
    (workspace / ".contacts-key").unlink()
    with pytest.raises(WorkspaceBroken, match="contacts and notes of partners are sealed"):
        partners.contacts("north")
    assert not (workspace / ".contacts-key").exists(), "reading makes no new key"
    monkeypatch.setenv("MOOT_CONTACTS_KEY", key)
    assert partners.contacts("north")[0].name == "Cy Outsider"
    monkeypatch.setenv("MOOT_CONTACTS_KEY", "none")
    with pytest.raises(WorkspaceBroken, match="holds no key"):
        partners.contacts("north")
    monkeypatch.setenv("MOOT_CONTACTS_KEY", "A" * 43 + "=")
    with pytest.raises(WorkspaceBroken, match="not the key that sealed them"):
        partners.contacts("north")


def test_a_key_is_made_once_whoever_asks(workspace):
    first = partner_sealing.sealed("one")
    assert partner_sealing.opened(first) == "one"
    assert partner_sealing.sealed("one") != first, "the same words never look the same"
    os.environ["MOOT_WORKSPACE"] = ""
    with pytest.raises(WorkspaceBroken, match="need a workspace"):
        partner_sealing.sealed("one")

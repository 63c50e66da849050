"""Records of decisions: one canonical form, signed, and computed again from what they hold."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.errors import BadInput
from folkmoot.model.motion_plain import act_of, act_plain, motion_plain, outcome_plain
from folkmoot.model.motion_plain import motion_of as motion_plain_of
from folkmoot.rules.bylaws import BUILT_IN
from folkmoot.rules.canonical import canonical, fingerprint, must_be_signed, public_of, read, signed
from folkmoot.rules.recompute import verified
from folkmoot.rules.voting import judge, outcome_of
from tests.rules.motions import MONDAY, acts_of, motion_of, rule_of, votes

KEY = bytes(range(32))
OTHER = bytes(32)
LATE = MONDAY + timedelta(days=30)


def record_of(rule, said: str, number: int = 5, late=LATE) -> dict:
    motion, acts = motion_of(rule, number), acts_of(said)
    outcome = outcome_of(judge(motion, acts, late))
    end = {"ordinal": len(acts) + 1, "at": late.isoformat() + "Z", "verb": "close", "by": "", "elector": "", "choice": "",
           "channel": "", "why": "", "people": [], "content": {}}  # fmt: skip
    return {
        "type": "folkmoot/decision", "version": 1, "community": {"en": "Kit", "zh": "套件"}, "motion": motion_plain(motion),
        "acts": [*map(act_plain, acts), end], "voted": [], "ballots": [], "outcome": outcome_plain(outcome),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(BUILT_IN))
@pytest.mark.parametrize("said", [votes(3), votes(1, 3), votes(2) + "\neli object", "", votes(5)])
def test_a_record_gives_the_same_outcome_again_offline(name, said):
    record = json.loads(json.dumps(signed(record_of(BUILT_IN[name], said), KEY)))
    again = verified(record, public_of(KEY))
    assert again.word == record["outcome"]["word"]


def test_a_rule_that_closes_early_gives_the_same_moment_again():
    rule = rule_of("more than 1/2", of="electors", early=True)
    record = signed(record_of(rule, votes(3), late=MONDAY + timedelta(days=1)), KEY)
    assert verified(record).at == MONDAY + timedelta(hours=3)


def test_signing_twice_gives_the_same_bytes():
    record = record_of(rule_of(), votes(3))
    assert canonical(signed(record, KEY)) == canonical(signed(signed(record, KEY), KEY))


@pytest.mark.parametrize("path", [
    ("outcome", "word"), ("motion", "title", "en"), ("acts", 0, "choice"), ("motion", "electors", 1, "votes"),
    ("motion", "rule", "threshold"), ("signature", "value"), ("community", "zh"),
])  # fmt: skip
def test_a_changed_record_is_refused(path):
    record = json.loads(json.dumps(signed(record_of(rule_of(), votes(3)), KEY)))
    inside = record
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = "AAAA" if path[-1] == "value" else f"{inside[path[-1]]}x"
    with pytest.raises(BadInput, match="signature does not fit"):
        verified(record)


def test_no_byte_of_a_record_can_be_changed():
    """Neither in what it says, nor in its signature; only white space between its parts is nobody's."""
    raw = json.dumps(signed(record_of(rule_of(), votes(2, 1)), KEY)).encode()
    same = json.loads(raw)
    for place in range(len(raw)):
        for other in (raw[place] ^ 1, raw[place] ^ 0x20, ord("0"), ord('"')):
            changed = raw[:place] + bytes([other]) + raw[place + 1 :]
            try:
                said = read(changed)
                verified(said)
            except (ValueError, BadInput):
                continue
            assert said == same, changed[max(0, place - 20) : place + 10]


def test_what_stands_beside_the_signature_or_twice_is_refused():
    record = signed(record_of(rule_of(), votes(3)), KEY)
    with pytest.raises(BadInput, match="and nothing else"):
        verified({**record, "signature": {**record["signature"], "by": "the committee"}})
    with pytest.raises(ValueError, match="'a' stands twice in one object"):
        read('{"b": [{"a": 1, "a": 2}]}')


def test_a_record_without_an_end_is_refused():
    record = record_of(rule_of(), votes(3))
    with pytest.raises(BadInput, match="has no end"):
        verified(signed({**record, "acts": record["acts"][:-1]}, KEY))


def test_an_outcome_that_does_not_follow_is_refused_however_well_it_is_signed():
    record = record_of(rule_of(), votes(1, 3))
    record["outcome"]["word"] = "passed"
    with pytest.raises(BadInput, match="says passed, but what it holds comes to failed"):
        verified(signed(record, KEY))


def test_another_key_is_told():
    record = signed(record_of(rule_of(), votes(3)), OTHER)
    assert must_be_signed(record) == public_of(OTHER)
    with pytest.raises(BadInput, match="signed with another key"):
        verified(record, public_of(KEY))


@pytest.mark.parametrize(("record", "said"), [
    ({}, "no record of a decision"), ({"type": "folkmoot/decision", "version": 2}, "no record of a decision"),
    ({"type": "folkmoot/decision", "version": 1}, "no signature"),
    (signed({"type": "folkmoot/decision", "version": 1}, KEY), "lacks something"),
    ({"type": "folkmoot/decision", "version": 1, "signature": {"algorithm": "Ed25519", "public_key": "?", "value": ""}}, "does not fit"),
])  # fmt: skip
def test_what_is_no_record(record, said):
    with pytest.raises(BadInput, match=said):
        verified(record)


def test_the_canonical_form():
    """Source: https://www.rfc-editor.org/rfc/rfc8785#section-3.2 — keys in order, no space, letters as they are."""
    said = {"b": [1, True, None], "a": {"zh": "套件 €", "en": '\u20ac\n"\\\u000f'}}
    assert canonical(said) == '{"a":{"en":"€\\n\\"\\\\\\u000f","zh":"套件 €"},"b":[1,true,null]}'.encode()
    for bad in ({"a": 0.5}, {"a": 2**53}, {"套": 1}, {1: 2}, {"a": object()}):
        with pytest.raises(ValueError, match="a record"):
            canonical(bad)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(plain)
def test_what_is_read_back_is_written_the_same(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), plain, max_size=4), st.binary(min_size=32, max_size=32))
def test_any_record_is_signed_by_the_key_that_it_names(record, secret):
    public = must_be_signed(signed(record, secret))
    assert public == public_of(secret)
    Ed25519PrivateKey.from_private_bytes(secret)


def test_a_fingerprint_is_short_enough_to_compare():
    assert len(fingerprint(public_of(KEY)).split()) == 8


@pytest.mark.parametrize("rule", BUILT_IN.values(), ids=sorted(BUILT_IN))
def test_nouns_come_back_from_json_as_they_went(rule):
    motion = motion_of(
        rule, secret=True, about="minutes:12", authorises={"a": [1, {"b": "c"}]}, days_off=(MONDAY.date(),)
    )
    assert motion_plain_of(json.loads(json.dumps(motion_plain(motion)))) == motion
    for act in acts_of("- present ann,bo\nann yes live\n- stage 0\nbo object\nbo retract\ncy recuse"):
        assert act_of(json.loads(json.dumps(act_plain(act)))) == act

"""Small cuts in YAML texts."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.charter.amending.surgery import Cut
from folkmoot.model.errors import BadInput

ROSTER = """\
# Who serves here. Keep it sorted by hand!
group:
  slug: kit   # the short name
  roles:
  - person: ann   # founder
    role: maintainer

  - person: bo
    role: reviewer
    since: 2026-01-01
  # nobody else yet

  channels: []
"""


def test_an_entry_stands_below_the_others_and_as_far_apart():
    cut = Cut(ROSTER, "kit.yaml").append({"person": "cy", "role": "member"}, "group", "roles")
    assert cut.text == ROSTER.replace(
        "    since: 2026-01-01\n", "    since: 2026-01-01\n\n  - person: cy\n    role: member\n"
    )


def test_a_value_is_added_set_and_nothing_else_changes():
    once = Cut(ROSTER, "kit.yaml").put("moved on", "group", "roles", 0, "cause")
    assert once.text == ROSTER.replace("role: maintainer\n", "role: maintainer\n    cause: moved on\n")
    again = once.put("retired", "group", "roles", 0, "cause").put("dee", "group", "roles", 0, "person")
    assert again.text == once.text.replace("moved on", "retired").replace("person: ann ", "person: dee ")


def test_an_entry_goes_with_its_lines():
    cut = Cut(ROSTER, "kit.yaml").take_out("group", "roles", 0)
    assert cut.text == ROSTER.replace("  - person: ann   # founder\n    role: maintainer\n\n", "")
    assert yaml.safe_load(cut.take_out("group", "roles", 0).text)["group"]["roles"] == []


def test_a_list_that_is_empty_or_missing_is_begun():
    cut = Cut(ROSTER, "kit.yaml").append({"kind": "mail"}, "group", "channels").append({"a": 1}, "group", "links")
    read = yaml.safe_load(cut.text)["group"]
    assert (read["channels"], read["links"], len(read["roles"])) == ([{"kind": "mail"}], [{"a": 1}], 2)
    assert "# nobody else yet" in cut.text


def test_a_list_on_one_line_stays_on_it():
    assert Cut("a: [{b: 1}]  # why\n", "x.yaml").append({"b": 2}, "a").text == "a: [{b: 1}, {b: 2}]  # why\n"


@pytest.mark.parametrize("text", ["a: {b: [\n", "- 1\n", "a: {b: 1}\n", "a: text\n"])
def test_what_cannot_be_cut_is_said_with_its_place(text):
    with pytest.raises(BadInput, match=r"x\.yaml"):
        Cut(text, "x.yaml").append({"c": 1}, "a")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
ENTRIES = st.lists(st.fixed_dictionaries({"person": WORDS, "role": WORDS}), max_size=5)


@given(ENTRIES, st.fixed_dictionaries({"person": WORDS, "role": WORDS}))
def test_reading_back_gives_what_was_there_and_the_new_one(entries, new):
    text = yaml.safe_dump({"group": {"slug": "kit", "roles": entries, "last": 1}}, allow_unicode=True, sort_keys=False)
    cut = Cut(text, "kit.yaml").append(new, "group", "roles")
    assert yaml.safe_load(cut.text)["group"] == {"slug": "kit", "roles": [*entries, new], "last": 1}
    back = cut.take_out("group", "roles", len(entries))
    assert yaml.safe_load(back.text)["group"] == {"slug": "kit", "roles": entries, "last": 1}

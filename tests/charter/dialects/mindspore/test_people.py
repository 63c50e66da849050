"""Who is who across rosters: by account, mail, login, and by name inside a group only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.charter.dialects.mindspore.claims import PROPOSAL, README, SIG_INFO, Seat
from folkmoot.charter.dialects.mindspore.people import People, gather
from folkmoot.model.finding import Place


def seat(name: str = "", account: str = "", path: str = "sigs/kit/sig-info.yaml", **more: str) -> Seat:
    roster = SIG_INFO if path.endswith(".yaml") else README
    return Seat(roster, "maintainer", Place(path, 1), name, account, **more)  # type: ignore[arg-type]


def ids(found: People, group: str, number: int) -> str:
    return found.sitting[group, number]


def checks(found: People) -> list[str]:
    return [finding.check for finding in found.findings]


def test_an_account_is_one_person_everywhere():
    found = gather({"kit": [seat("Ann", "gitee:ann")], "docs": [seat("Ann Author", "gitee:ann")]})
    assert [(person.id, person.name, person.aliases) for person in found.people] == [("ann", "Ann Author", ("Ann",))]


def test_another_forge_gives_another_id():
    found = gather({"kit": [seat("Ann", "github:ann"), seat("Ann", "gitee:ann")]})
    assert sorted(person.id for person in found.people) == ["ann", "github:ann"]


def test_placeholders_of_two_groups_stay_apart():
    found = gather({"kit": [seat("Cy")], "docs": [seat("Cy")]})
    assert sorted(person.id for person in found.people) == ["cy-docs", "cy-kit"]


def test_a_name_joins_inside_its_group():
    found = gather({"kit": [seat("annauthor", "gitee:ann"), seat("Author Ann", path="sigs/kit/README.md")]})
    assert ids(found, "kit", 1) == "ann"
    assert checks(found) == ["person-matched-by-name"]


def test_a_name_does_not_join_across_groups():
    found = gather({"kit": [seat("Ann Author", "gitee:ann")], "docs": [seat("Ann Author")]})
    assert ids(found, "docs", 0) == "ann-author-docs"


def test_a_name_of_two_people_joins_neither():
    found = gather({"kit": [seat("Ann Lee", "gitee:ann"), seat("Lee Ann", "gitee:lee"), seat("Ann Lee")]})
    assert ids(found, "kit", 2) == "ann-lee-kit"
    assert checks(found) == ["person-ambiguous"]


def test_a_title_with_one_word_joins_nobody():
    found = gather({"kit": [seat("Mr. Lee", "gitee:ann"), seat("Mr. Lee")]})
    assert ids(found, "kit", 1) != "ann"


def test_a_login_written_as_a_name_is_the_account():
    found = gather({"kit": [seat("Ann", "gitee:ann_24")], "docs": [seat("Ann_24")]})
    assert ids(found, "docs", 0) == "ann_24"
    assert checks(found) == ["person-matched-by-login"]


def test_the_same_mail_joins_names_that_can_be_one():
    one, other = seat("安安", "gitee:ann", mail="mail:1"), seat("Ann Author", mail="mail:1")
    found = gather({"kit": [one], "docs": [other]})
    assert ids(found, "docs", 0) == "ann"
    assert checks(found) == ["person-matched-by-mail"]


def test_a_mail_at_two_names_is_nobodys():
    found = gather(
        {"kit": [seat("Ann Author", "gitee:ann", mail="mail:1"), seat("Bo Keeper", "gitee:bo", mail="mail:1")]}
    )
    assert [person.accounts for person in found.people] == [("gitee:ann",), ("gitee:bo",)]
    assert checks(found) == ["mail-shared"]


def test_one_account_under_two_names_is_told():
    found = gather({"kit": [seat("Ann Author", "gitee:ann")], "docs": [seat("Bo Keeper", "gitee:ann")]})
    assert checks(found) == ["person-names-differ"]


def test_an_author_of_a_proposal_never_makes_a_roster_ambiguous():
    author = replace(seat("", "gitee:annauthor"), roster=PROPOSAL)
    found = gather({"kit": [author, seat("Ann Author", "gitee:ann"), seat("Ann Author", path="sigs/kit/README.md")]})
    assert ids(found, "kit", 2) == "ann"


def test_a_translated_list_names_the_same_people():
    chinese, english = "sigs/kit/README.md", "sigs/kit/README_en.md"
    found = gather({"kit": [
        seat("王安", path=chinese), seat("Bo", path=chinese),
        seat("An Wang", path=english), seat("Bo", path=english),
    ]})  # fmt: skip
    assert ids(found, "kit", 2) == ids(found, "kit", 0)
    assert checks(found) == ["person-matched-by-translation"]


def test_a_list_with_other_people_is_no_translation():
    chinese, english = "sigs/kit/README.md", "sigs/kit/README_en.md"
    for other in ("Cy Zhao", "Bo"):
        found = gather({"kit": [
            seat("王安", path=chinese), seat("Ann", path=chinese), seat("An Wang", path=english), seat(other, path=english),
        ]})  # fmt: skip
        assert ids(found, "kit", 2) != ids(found, "kit", 0)


names = st.sampled_from(["", "NA", "Ann Author", "author ann", "Cy", "Mr. Lee", "王安", "An Wang"])
accounts = st.sampled_from(["", "", "gitee:ann", "gitee:bo", "github:ann"])
seats = st.builds(seat, names, accounts, st.sampled_from(["sigs/kit/README.md", "sigs/kit/README_en.md", "sigs/kit/sig-info.yaml"]),
                  mail=st.sampled_from(["", "mail:1"]))  # fmt: skip


@given(st.dictionaries(st.sampled_from(["kit", "docs"]), st.lists(seats, max_size=6)))
def test_people_without_accounts_belong_to_one_group_unless_mail_joins_them(groups: Mapping[str, Sequence[Seat]]):
    found = gather(groups)
    assert len({person.id for person in found.people}) == len(found.people)
    for (group, number), person in found.sitting.items():
        here = groups[group][number]
        assert not here.account or person in (here.account, here.account.removeprefix("gitee:"))
    for person in found.people:
        places = {group for (group, _), who in found.sitting.items() if who == person.id}
        joined = any(groups[group][number].mail for (group, number), who in found.sitting.items() if who == person.id)
        assert len(places) <= 1 or person.accounts or joined

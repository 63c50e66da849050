"""Where people belong, day by day."""

from __future__ import annotations

from datetime import date

from folkmoot.model.community import Organization
from folkmoot.model.identity import Belonging, Correction
from folkmoot.model.people import Affiliation
from tests.rules.facts import ANN, ANN_HOME, person, saw, who

WORKS = Organization("Example Works", ("EW",), ("example.org",))


def belong(**facts):
    return who(organizations=[WORKS], **facts).belongings


def test_dated_records_first_then_the_mail_domain():
    """
    ann  declared  Example University  2024-03-01 .. 2024-12-31
    ann  mail      example.org
    """
    ann = person("ann", ANN, affiliations=(Affiliation("Uni", date(2024, 3, 1), date(2024, 12, 31), ("p.yaml:2",)),))
    assert belong(rows=[saw(ANN, domain="example.org")], people=[ann]) == (
        Belonging("ann", "Example Works", None, date(2024, 2, 29), "mail domain", ("example.org",)),
        Belonging("ann", "Uni", date(2024, 3, 1), date(2024, 12, 31), "declared", ("p.yaml:2",)),
        Belonging("ann", "Example Works", date(2025, 1, 1), None, "mail domain", ("example.org",)),
    )


def test_a_correction_goes_before_a_declaration():
    ann = person("ann", ANN, affiliations=(Affiliation("Uni"),))
    made = (Correction("3", "affiliate", ANN, "ew", date(2025, 1, 1), None, "bo", None, "her page"),)
    assert belong(people=[ann], corrections=made) == (
        Belonging("ann", "Uni", None, date(2024, 12, 31), "declared"),
        Belonging("ann", "Example Works", date(2025, 1, 1), None, "corrected", ("3 · bo · her page",)),
    )


def test_of_two_overlapping_records_the_later_one_holds():
    ann = person("ann", affiliations=(Affiliation("Old", date(2020, 1, 1)), Affiliation("New", date(2022, 1, 1))))
    assert [(one.organization, one.since, one.until) for one in belong(people=[ann])] == [
        ("Old", date(2020, 1, 1), date(2021, 12, 31)),
        ("New", date(2022, 1, 1), None),
    ]


def test_public_providers_and_placeholders_leave_it_unknown():
    ann = person("ann", ANN, affiliations=(Affiliation("NA"), Affiliation("TO_BE_CLARIFIED")))
    assert belong(rows=[saw(ANN, domain="gmail.com"), saw(ANN, domain="MacBook.local")], people=[ann]) == ()


def test_a_declared_domain_goes_before_any_other_and_a_tie_is_unknown():
    rows = [saw(ANN, domain="example.net"), saw(ANN, domain="example.net", repo="gitee:example/b")]
    assert belong(rows=[*rows, saw(ANN, domain="example.org")])[0].organization == "Example Works"
    assert belong(rows=[saw(ANN, domain="example.net"), saw(ANN, domain="example.edu")]) == ()


def test_domains_of_all_accounts_count():
    rows = [saw(ANN, domain="gmail.com", also=ANN_HOME, why="mailmap"), saw(ANN_HOME, domain="cs.example.edu")]
    found = belong(rows=rows)
    assert [(one.organization, one.sources) for one in found] == [("example.edu", ("cs.example.edu",))]


def test_robots_belong_nowhere_by_mail():
    assert belong(rows=[saw("gitee:i-robot", domain="example.org")]) == ()

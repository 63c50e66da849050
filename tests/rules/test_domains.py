"""Mail domains: whose they are, and which are nobody's."""

from __future__ import annotations

import pytest

from folkmoot.model.community import Organization
from folkmoot.rules.domains import Organizations, registrable

EXAMPLE = Organizations(
    [
        Organization("Example University", ("EU", "示例大学"), ("example.edu", "lab.example.org")),
        Organization("Example Works", (), ("example.org",)),
    ]
)


@pytest.mark.parametrize(
    ("domain", "found"),
    [
        ("example.edu", "example.edu"),
        ("cs.example.edu", "example.edu"),
        ("Mail.CS.Example.EDU.cn", "example.edu.cn"),
        ("example.co.uk", "example.co.uk"),
        ("a.example.ac.uk", "example.ac.uk"),
        ("ac.example", "ac.example"),
        ("gmail.com", ""),
        ("qq.com", ""),
        ("vip.163.com", ""),
        ("users.noreply.github.com", ""),
        ("noreply.gitee.com", ""),
        ("MacBook-Pro.local", ""),
        ("localhost.localdomain", ""),
        ("ubuntu.(none)", ""),
        ("DESKTOP-ABC", ""),
        ("ecs-1.novalocal", ""),
        ("10.0.0.1", ""),
        ("", ""),
        ("a..b", ""),
    ],
)
def test_the_registered_part_of_a_domain(domain, found):
    assert registrable(domain) == found


def test_declared_organisations_win_and_the_longest_domain_does():
    assert EXAMPLE.of_domain("cs.example.edu") == "Example University"
    assert EXAMPLE.of_domain("lab.example.org") == "Example University"
    assert EXAMPLE.of_domain("www.example.org") == "Example Works"
    assert EXAMPLE.of_domain("other.example.net") == "example.net"
    assert EXAMPLE.of_domain("gmail.com") == ""


def test_one_spelling_for_each_organisation():
    assert EXAMPLE.named("示例大学") == EXAMPLE.named(" eu ") == "Example University"
    assert EXAMPLE.named("Somewhere") == "Somewhere"
    assert EXAMPLE.named("TO_BE_CLARIFIED") == EXAMPLE.named("NA") == ""

"""Robots."""

from __future__ import annotations

import pytest

from folkmoot.rules.bots import declared_robots, is_robot_login


@pytest.mark.parametrize(
    ("login", "robot"),
    [
        ("dependabot[bot]", True), ("Renovate", True), ("github-actions", True), ("i-robot", True),
        ("openeuler-ci-bot", True), ("any-robot", True), ("my_bot", True), ("bot-of-ann", True),
        ("talbot", False), ("robot", False), ("abbott", False), ("ann", False), ("", False),
    ],
)  # fmt: skip
def test_logins_of_robots(login, robot):
    assert is_robot_login(login) is robot


def test_the_charter_names_robots_by_account_login_or_pattern():
    test = declared_robots(["gitee:builder", "helper", "github:ci-*", " "])
    assert test("gitee:builder")
    assert test("github:helper")
    assert test("github:ci-7")
    assert not test("github:builder")
    assert not test("gitee:ci-7")
    assert not declared_robots([])("gitee:builder")

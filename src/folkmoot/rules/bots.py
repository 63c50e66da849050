"""Which accounts are robots': a list, patterns of logins, and what the charter says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import translate
from functools import cache

KNOWN = frozenset(
    {"dependabot", "dependabot-preview", "renovate", "renovate-bot", "github-actions", "github-classroom",
     "web-flow", "codecov", "codecov-io", "codecov-commenter", "coveralls", "greenkeeper", "snyk-bot", "mergify",
     "allcontributors", "stale", "imgbot", "pyup-bot", "pre-commit-ci", "semantic-release-bot", "travis-ci",
     "circleci", "sonarcloud", "deepsource-autofix", "lgtm-com", "netlify", "vercel", "copilot",
     "copilot-swe-agent", "gitguardian", "whitesource-bolt-for-github", "k8s-ci-robot", "k8s-cherrypick-bot",
     "fejta-bot", "googlebot", "bors", "homu", "rust-highfive", "rustbot", "triagebot", "prow",
     "linux-foundation-easycla",
     "mindspore-ci-bot", "mindspore-bot", "mindspore_ci", "i-robot", "openeuler-ci-bot", "openeuler-sync-bot",
     "openeuler_bot", "opengauss-bot", "opengauss-ci-bot", "openharmony_ci", "openharmony-ci", "openlookeng-bot",
     "ascend-ci-bot", "ascend-robot", "cann-robot", "gitee-bot", "giteebot", "ci-bot", "ci-robot", "cla-bot",
     "claassistant", "sync-bot", "paddle-bot", "paddle-bot-old"}
)  # fmt: skip
"""Logins of robots that are widely known on GitHub and Gitee."""

_BUILT_IN = re.compile(r"(.+\[bot\]|.+[-_](bot|robot)|(bot|robot)[-_].+)")


def is_robot_login(login: str) -> bool:
    """Return whether a login, or the name that a commit carries, is a known robot's or reads like one's."""
    form = login.strip().lower()
    return form in KNOWN or bool(_BUILT_IN.fullmatch(form))


def declared_robots(said: Iterable[str]) -> Callable[[str], bool]:
    """Return the test for the charter's robots: accounts, logins, or patterns of them such as ``gitee:*-bot``."""
    patterns = [translate(words.strip().lower()) for words in said if words.strip()]
    if not patterns:
        return lambda _account: False
    match = re.compile("|".join(f"(?:{pattern})" for pattern in patterns)).match

    @cache
    def test(account: str) -> bool:
        return bool(match(account) or match(account.partition(":")[2]))

    return test

"""Running the checks: findings of reading and of every registered check, less the skips, worst first."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module

from folkmoot.charter import checks, dialects, native
from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import CHECKS, Check, declare
from folkmoot.model.community import Skip
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text

_WORST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}

UNKNOWN = declare(
    "skip-unknown",
    Severity.WARNING,
    Text("Every skip names a check that there is.", "每个跳过项都对应一个存在的检查项。"),
    Text("Correct the name; moot check --list shows all.", "请改正名称；moot check --list 列出全部检查项。"),
)
UNUSED = declare(
    "skip-unused",
    Severity.WARNING,
    Text("Every skip still hides a finding.", "每个跳过项都仍有对应的检查发现。"),
    Text("Remove the skip.", "请删除该跳过项。"),
)


@cache
def known_checks() -> dict[str, Check]:
    """Return every check by name: those that run, and those noticed while reading."""
    for package in (checks, native, dialects):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return dict(sorted(CHECKS.items()))


def check(charter: Charter, noticed: Iterable[Finding] = ()) -> Iterator[Finding]:
    """Yield every finding about ``charter``, worst first and then by place; what it skips is left out.

    ``noticed``: what somebody who knows more than the charter found of the checks that are declared.
    """
    known = known_checks()
    found = {*charter.findings, *noticed}
    for each in known.values():
        found.update(each.ask(charter))
    hidden = {skip: {finding for finding in found if _hides(skip, finding)} for skip in charter.skips}
    shown = found.difference(*hidden.values()) if hidden else found
    shown |= {finding for skip, those in hidden.items() if not those for finding in _about(skip, known)}
    yield from sorted(shown, key=lambda finding: (_WORST_FIRST[finding.severity], finding))


def _hides(skip: Skip, finding: Finding) -> bool:
    return skip.check == finding.check and (not skip.path or fnmatchcase(finding.place.path, skip.path))


def _about(skip: Skip, known: dict[str, Check]) -> Iterator[Finding]:
    if skip.check not in known:
        says = Text(f"There is no check '{skip.check}' to skip.", f"没有可跳过的检查项“{skip.check}”。")
        yield UNKNOWN.at(skip.place, says, mend=mend_word(skip.check, known))
        return
    where = f" in {skip.path}" if skip.path else ""
    chinese = f"{skip.path} 中的" if skip.path else ""
    says = Text(
        f"The skip of '{skip.check}'{where} hides nothing.", f"对{chinese}“{skip.check}”的跳过没有隐藏任何发现。"
    )
    yield UNUSED.at(skip.place, says)

"""``moot check``: everything that is wrong with a charter, at once."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from folkmoot.model.finding import Finding, Severity

if TYPE_CHECKING:
    from folkmoot.charter.charter import Charter
    from folkmoot.charter.registry import Check

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_ORDER = tuple(_COLOURS)


class Format(StrEnum):
    """How findings are shown: to people, to programs, or to GitHub's workflows as annotations."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Language(StrEnum):
    """The language of the sentences."""

    EN = "en"
    ZH = "zh"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(epilog="Example: moot check ../community --severity warning")
    def check(
        context: typer.Context,
        path: Annotated[Path | None, typer.Argument(help="The charter, as it is; else that of the workspace.")] = None,
        format_: Annotated[Format, typer.Option("--format", help="text, json, or github annotations.")] = Format.TEXT,
        severity: Annotated[Severity, typer.Option(help="Leave out what matters less than this.")] = Severity.NOTE,
        only: Annotated[list[str] | None, typer.Option("--only", metavar="CHECK", help="Only these checks.")] = None,
        language: Annotated[Language, typer.Option(help="Language of the sentences.")] = Language.EN,
        list_: Annotated[bool, typer.Option("--list", help="Show every check, and stop.")] = False,
    ) -> None:
        """Report everything that is wrong with a charter: where, how bad, and how to mend it.

        Exit status: 0 when there are no errors and no warnings, 1 when there are, 2 when it could not run.
        """
        from folkmoot.charter.checks import known_checks
        from folkmoot.cli.app import FINDINGS

        if list_:
            _show_checks(known_checks().values(), format_, language)
            return
        charter, findings = checked(path or charter_path(context.obj), severity, only or [])
        show(charter, findings, format_, language)
        if any(finding.severity is not Severity.NOTE for finding in findings):
            raise typer.Exit(FINDINGS)


def charter_path(start: Path) -> Path:
    """Return the charter of the workspace that ``start`` lies in."""
    from folkmoot.wiring.settings import find_workspace, read_settings

    folder = find_workspace(start)
    return folder / read_settings(folder).charter


def checked(path: Path, severity: Severity, only: Sequence[str]) -> tuple[Charter, list[Finding]]:
    """Return a charter with what is found in it. Errors: BadQuestion for a check that is none."""
    from folkmoot.charter.checks import known_checks
    from folkmoot.charter.near import mend_word
    from folkmoot.charter.reader import read_charter
    from folkmoot.model.errors import BadQuestion
    from folkmoot.reports.declared import all_findings

    for name in only:
        if name not in known_checks():
            mend = f"{mend_word(name, known_checks())} All: moot check --list"
            raise BadQuestion(f"there is no check '{name}'.", mend=mend)
    charter = read_charter(path)
    shown = _ORDER[: _ORDER.index(severity) + 1]
    return charter, [
        finding
        for finding in all_findings(charter)
        if finding.severity in shown and (not only or finding.check in only)
    ]


def show(charter: Charter, findings: Sequence[Finding], form: Format, language: Language) -> None:
    """Print findings in one of the formats."""
    if form is Format.JSON:
        typer.echo(json.dumps(_as_json(charter, findings), ensure_ascii=False, indent=2))
    elif form is Format.GITHUB:
        for finding in findings:
            typer.echo(_annotation(finding, charter.root, language))
    else:
        _show_text(charter, findings, language)


def _show_text(charter: Charter, findings: Sequence[Finding], language: Language) -> None:
    console = Console(soft_wrap=True, highlight=False)
    by_file = sorted(findings, key=lambda finding: finding.place)
    for _, group in groupby(by_file, key=lambda finding: finding.place.path):
        for finding in group:
            console.print(_line(finding, language))
        console.print()
    console.print(_summary(charter, findings))


def _line(finding: Finding, language: Language) -> Line:
    mend = finding.mend.said_in(language)
    return Line.assemble(
        (str(finding.place), "bold"),
        "  ",
        (finding.severity.value, _COLOURS[finding.severity]),
        "  ",
        finding.says.said_in(language),
        (f"  → {mend}" if mend else "", "dim"),
        (f"  [{finding.check}]", "cyan"),
    )


def _summary(charter: Charter, findings: Sequence[Finding]) -> Line:
    counts = Counter(finding.severity for finding in findings)
    said = [(f"{counts[each]} {each}{'' if counts[each] == 1 else 's'}", _COLOURS[each]) for each in _ORDER]
    what = f"{charter.community.name} ({charter.dialect}): groups {len(charter.groups)}, people {len(charter.people)}: "
    return Line.assemble(what, said[0], ", ", said[1], ", ", said[2])


def _as_json(charter: Charter, findings: Iterable[Finding]) -> dict[str, Any]:
    found = list(findings)
    counts = Counter(finding.severity for finding in found)
    return {
        "community": str(charter.community.name),
        "dialect": charter.dialect,
        "version": charter.commit,
        "counts": {each.value: counts[each] for each in _ORDER},
        "findings": [
            {
                "path": finding.place.path,
                "line": finding.place.line or None,
                "severity": finding.severity.value,
                "check": finding.check,
                "says": {"en": finding.says.said_in("en"), "zh": finding.says.said_in("zh")},
                "mend": {"en": finding.mend.said_in("en"), "zh": finding.mend.said_in("zh")},
                "subject": finding.subject,
            }
            for finding in found
        ],
    }


def _annotation(finding: Finding, root: Path, language: Language) -> str:
    """Return a workflow command; its path is below the folder in which the workflow runs.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    path = os.path.relpath(root / finding.place.path)
    line = f",line={finding.place.line}" if finding.place.line else ""
    words = f"{finding.says.said_in(language)} {finding.mend.said_in(language)}".strip()
    places = f"file={_escaped(path, ':,')}{line},title={_escaped(finding.check, ':,')}"
    return f"::{_GITHUB[finding.severity]} {places}::{_escaped(words)}"


def _escaped(words: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        words = words.replace(letter, f"%{ord(letter):02X}")
    return words


def _show_checks(checks: Iterable[Check], form: Format, language: Language) -> None:
    known = list(checks)
    if form is not Format.TEXT:
        told = [
            {"name": each.name, "severity": each.severity.value, "asks": each.asks.said_in(language)} for each in known
        ]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    table = Table("Check", "Severity", "What holds where it finds nothing", box=None, pad_edge=False)
    for each in known:
        table.add_row(each.name, Line(each.severity.value, _COLOURS[each.severity]), each.asks.said_in(language))
    Console(highlight=False).print(table)

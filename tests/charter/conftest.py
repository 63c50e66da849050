"""A charter from the YAML that stands in a test's docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import check
from folkmoot.charter.reader import read_charter

Asking = Callable[[str], list[str]]


@pytest.fixture
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of a charter whose community.yaml is the test's docstring; a line `# file: NAME` begins another."""
    name, lines = "community.yaml", list[str]()
    files: dict[str, list[str]] = {name: lines}
    for line in inspect.cleandoc(request.function.__doc__).splitlines():
        if line.startswith("# file: "):
            lines = files.setdefault(line.removeprefix("# file: "), [])
        else:
            lines.append(line)
    for name, lines in files.items() if files["community.yaml"] else list(files.items())[1:]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def charter(written: Path) -> Charter:
    """The charter of the test's docstring."""
    return read_charter(written)


@pytest.fixture
def found(charter: Charter) -> Asking:
    """What one check finds: `LINE sentence`, in the order of the lines."""

    def ask(name: str) -> list[str]:
        mine = sorted(finding for finding in check(charter) if finding.check == name)
        return [f"{finding.place.line} {finding.says.en}" for finding in mine]

    return ask

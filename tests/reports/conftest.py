"""The events of a test stand in its docstring; ``asked`` asks the small community that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from folkmoot.reports.homes import Homes
from tests.reports.facts import Asked, asking, homes_of


@pytest.fixture
def homes(request: pytest.FixtureRequest, tmp_path: Path) -> Homes:
    """The small community with the events in the test's docstring."""
    return homes_of(tmp_path / "lake", request.function.__doc__ or "")


@pytest.fixture
def asked(homes: Homes) -> Asked:
    """Ask a report by name: ``asked("people", group="compiler")``."""
    return asking(homes)

"""The events of a test stand in its docstring."""

from __future__ import annotations

from typing import Any

import pytest

from tests.metrics.tables import read_table


@pytest.fixture
def events(request: pytest.FixtureRequest) -> Any:
    """The event table in the test's docstring."""
    return read_table(request.function.__doc__ or "")

"""An empty lake for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from folkmoot.lake.lake import Lake


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A new lake without a row."""
    made = Lake.at(tmp_path / "lake")
    made.create()
    return made

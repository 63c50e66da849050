"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gits import Git

REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The real communities' data beside the checkout; a test that needs it is skipped where it is absent."""
    if not REAL.is_dir():
        pytest.skip("the shared real data is not beside this checkout (../shared/data)")
    return REAL


@pytest.fixture
def kit(tmp_path: Path) -> Git:
    """An empty git repository called kit."""
    return Git(tmp_path / "kit")


@pytest.fixture
def git_at() -> type[Git]:
    """Make a repository at a folder of the test's own."""
    return Git

"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.gits import Git

settings.register_profile("quick", max_examples=40, deadline=None)  # no test asks how long anything took
settings.register_profile("thorough", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("MOOT_TEST_PROFILE", "quick"))  # "thorough" before a release

LONG = frozenset({"browser", "real"})
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, the browser and the real data, so that no worker ends alone with it."""
    items.sort(key=lambda item: not any(mark.name in LONG for mark in item.iter_markers()))

"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import settings

from tests.gits import Git
from tests.ledgers import connected, new_address

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


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    """A ledger of the module's own, once on each database: what is recorded there stays until its last test is done."""
    with (
        new_address(request.param, tmp_path_factory.mktemp("ledger")) as address,
        django_db_blocker.unblock(),
        connected(address),
    ):
        yield address


@pytest.fixture
def ledger(database: str) -> Iterator[str]:
    """The same, in a transaction that is rolled back."""
    with transaction.atomic():
        yield database
        transaction.set_rollback(True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, the browser and the real data, so that no worker ends alone with it."""
    items.sort(key=lambda item: not any(mark.name in LONG for mark in item.iter_markers()))

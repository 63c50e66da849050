"""Every test of the ledger runs on both databases, in a transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.ledgers import connected, new_address


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    with (
        new_address(request.param, tmp_path_factory.mktemp("ledger")) as address,
        django_db_blocker.unblock(),
        connected(address),
    ):
        yield address


@pytest.fixture
def ledger(database: str) -> Iterator[str]:
    with transaction.atomic():
        yield database
        transaction.set_rollback(True)

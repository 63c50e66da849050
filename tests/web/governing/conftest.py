"""Views are loaded before a test moves a clock: what is imported meanwhile would keep the moved one."""

from __future__ import annotations

import pytest
from django.urls import get_resolver


@pytest.fixture(scope="session", autouse=True)
def every_view() -> object:
    """Every address with its view, as the first request would load them."""
    return get_resolver().url_patterns

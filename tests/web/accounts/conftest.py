"""The cast in front of the portal: Ann is an author, Bo operates, Cy is signed out."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.accounts.cast import signed_in
from tests.web.accounts.workspaces import make


@pytest.fixture(autouse=True)
def portal(tmp_path, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    monkeypatch.setenv("MOOT_WORKSPACE", str(make(tmp_path)))


@pytest.fixture
def ann() -> Client:
    return signed_in("ann")


@pytest.fixture
def bo() -> Client:
    return signed_in("bo", operator=True)


@pytest.fixture
def cy() -> Client:
    return Client()

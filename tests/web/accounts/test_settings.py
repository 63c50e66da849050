"""The portal's settings follow the environment, and are safe without one."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import RequestFactory

from folkmoot.web.accounts.origin import origin_of

TELL = """
import json
from folkmoot.web import settings as s
print(json.dumps([s.DEBUG, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
    s.SECURE_HSTS_SECONDS > 0, s.SECURE_PROXY_SSL_HEADER is not None, s.DATABASES["default"]["NAME"],
    len(s.SECRET_KEY) > 40, len(s.SOCIALACCOUNT_PROVIDERS["gitee"]["APPS"])]))
"""


def told(**environment: str) -> list[object]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MOOT_")}
    run = subprocess.run(
        [sys.executable, "-c", TELL], env={**clean, **environment}, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_without_a_workspace_nothing_is_open_or_kept():
    hosts = ["localhost", "127.0.0.1", "[::1]"]
    assert told() == [False, hosts, [], False, False, False, False, ":memory:", True, 0]


def test_behind_https_cookies_are_secure_and_the_proxy_is_believed():
    found = told(
        MOOT_HTTPS="1", MOOT_HOSTS="moot.example.org, .example.net", MOOT_LEDGER_ADDRESS="sqlite:////w/l.sqlite3",
        MOOT_GITEE_CLIENT_ID="k", MOOT_GITEE_CLIENT_SECRET="s", MOOT_SESSION_KEY="k" * 50,
    )  # fmt: skip
    hosts = ["localhost", "127.0.0.1", "[::1]", "moot.example.org", ".example.net"]
    origins = ["https://moot.example.org", "https://*.example.net"]
    assert found == [False, hosts, origins, True, True, True, True, "/w/l.sqlite3", True, 1]


@pytest.mark.parametrize(
    ("https", "passed", "origin"),
    [
        (False, "6.6.6.6", "10.0.0.9"),  # anybody can write this header
        (True, "6.6.6.6, 10.1.1.1", "10.1.1.1"),  # our own proxy has written the last one
        (True, "", "10.0.0.9"),
    ],
)
def test_where_a_request_came_from_cannot_be_forged(settings, https, passed, origin):
    settings.HTTPS = https
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=passed)
    assert origin_of(request) == origin


def test_addresses_of_static_files_change_with_their_content():
    address = staticfiles_storage.url("folkmoot/css/account.css")
    assert address.startswith("/static/folkmoot/css/account.css?v=")
    assert staticfiles_storage.url("no/such/file.css") == "/static/no/such/file.css"

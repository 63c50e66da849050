"""Runs ``moot`` again and again, each time in a fresh process, with the slow imports done only once.

Started by tests/cli/conftest.py: a line of JSON comes in (arguments, folder, environment, files to print to), the command
runs in a fork, and its exit status goes out.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import traceback

SLOW = (
    "pandas", "duckdb", "deltalake", "ibis.backends.sql.compilers", "django.db.migrations.executor",
    "folkmoot.reports.ask", "folkmoot.wiring.house", "folkmoot.wiring.collecting", "folkmoot.cli.app", "requests", "cryptography.x509",
    "django.template",
)  # fmt: skip


def serve() -> None:
    """Run what is asked for until there is nothing more."""
    for name in SLOW:
        importlib.import_module(name)
    from folkmoot.cli.app import register_verbs
    from folkmoot.reports.ask import load

    register_verbs()
    load()
    gc.freeze()
    say("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            run(asked)
        say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def say(word: object) -> None:
    """Tell the tests something."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def run(asked: dict) -> None:
    """Be ``moot`` with these arguments; ends this process."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, path in ((0, os.devnull), (1, asked["out"]), (2, asked["errors"])):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), number)
    sys.argv = ["moot", *asked["arguments"]]
    from folkmoot.cli import main

    code = 0
    try:
        main()
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    except BaseException:  # noqa: BLE001 — whatever it was, this process must not go on as its parent
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve()

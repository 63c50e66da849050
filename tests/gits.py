"""Small real repositories, made by git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class Git:
    """A repository under test; ``commit`` makes a commit as somebody at a moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self("init", "--quiet", "--initial-branch=master")

    def __call__(self, *arguments: str, stdin: bytes = b"", **environment: str) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        clean = kept | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
        done = subprocess.run(
            ["git", "-C", str(self.folder), "-c", "commit.gpgSign=false", *arguments],
            input=stdin, capture_output=True, check=False, env=clean | environment,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "replace").strip()

    def commit(
        self, message: str, files: dict[str, str] | None = None, *, who: str = "Ann <ann@example.org>",
        at: str = "1767225600 +0000",
    ) -> str:  # fmt: skip
        """Write the files, commit them, and return the commit's name."""
        for path, text in (files or {}).items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text)
        self("add", "--all")
        name, _, mail = who.rstrip(">").partition(" <")
        self(
            "commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", message,
            GIT_AUTHOR_NAME=name, GIT_AUTHOR_EMAIL=mail, GIT_AUTHOR_DATE=at,
            GIT_COMMITTER_NAME=name, GIT_COMMITTER_EMAIL=mail, GIT_COMMITTER_DATE=at,
        )  # fmt: skip
        return self("rev-parse", "HEAD")

    def merge(
        self, message: str, *branches: str, who: str = "Bo <bo@example.org>", at: str = "1767312000 +0000"
    ) -> str:
        """Merge branches with a merge commit of their own."""
        name, _, mail = who.rstrip(">").partition(" <")
        self(
            "merge", "--quiet", "--no-ff", "-m", message, *branches,
            GIT_AUTHOR_NAME=name, GIT_AUTHOR_EMAIL=mail, GIT_AUTHOR_DATE=at,
            GIT_COMMITTER_NAME="Gitee", GIT_COMMITTER_EMAIL="noreply@gitee.com", GIT_COMMITTER_DATE=at,
        )  # fmt: skip
        return self("rev-parse", "HEAD")

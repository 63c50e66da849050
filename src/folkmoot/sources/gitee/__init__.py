"""Gitee, and AtomGit or GitCode where their API differs from its version 5."""

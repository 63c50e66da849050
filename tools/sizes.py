"""Fails when a file or a function outgrows the house: 400 lines a file (tests 600), 50 a function."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

FILE, TEST_FILE, FUNCTION = 400, 600, 50


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return a function's lines without its docstring and decorators."""
    first = node.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    docstring = ((first.end_lineno or 0) - first.lineno + 1) if documented else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring


def too_large(path: Path) -> Iterator[str]:
    """Yield a sentence for the file and for each function that is too long."""
    text = path.read_text("utf-8")
    limit = TEST_FILE if path.parts[0] == "tests" else FILE
    if (lines := text.count("\n")) > limit:
        yield f"{path}: {lines} lines, at most {limit}: split it by subject"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (size := body_lines(node)) > FUNCTION:
            yield f"{path}:{node.lineno}: {node.name} has {size} lines, at most {FUNCTION}: give its steps names"


def main() -> int:
    """Print every sentence; return 1 if there was one."""
    folders = ("src", "tests", "tools", "benchmarks")
    files = [
        path for folder in folders for path in sorted(Path(folder).rglob("*.py")) if "migrations" not in path.parts
    ]
    sentences = [sentence for path in files for sentence in too_large(path)]
    print("\n".join(sentences) if sentences else f"sizes: {len(files)} files within the limits")
    return 1 if sentences else 0


if __name__ == "__main__":
    sys.exit(main())

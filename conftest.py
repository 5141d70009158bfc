"""Every `python` and `console` block of README and `docs/` is run as a test, each page in a folder of its own."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, OutputChecker
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser

ROOT = Path(__file__).parent


def run_console(example: Example) -> str | None:
    """Run each `$ command` of a block; the lines after it are its output, `...` standing for anything."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }
    for command, expected in commands(str(example.parsed)):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=example.namespace["folder"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode != 0:
            return f"`{command}` ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        flags = ELLIPSIS | NORMALIZE_WHITESPACE
        if expected.strip() and not OutputChecker().check_output(expected, done.stdout, flags):
            return f"`{command}` printed\n{done.stdout}\n{done.stderr}\nnot\n{expected}"
    return None


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output printed under it; `> ` continues a command."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        last = 0
        while last + 1 < len(lines) and lines[last + 1].startswith(">"):
            last += 1
        command = "\n".join([lines[0], *(line[2:] for line in lines[1 : last + 1])])
        yield command, "\n".join(lines[last + 1 :]).rstrip() + "\n"


def open_page(namespace: dict[str, Any]) -> None:
    """Give a page an empty folder, with the shipped examples in it."""
    namespace["folder"] = tempfile.mkdtemp(prefix="tollbook-docs-")
    made = shutil.ignore_patterns("out", "identifiers")
    shutil.copytree(ROOT / "examples", Path(namespace["folder"]) / "examples", ignore=made)


def close_page(namespace: dict[str, Any]) -> None:
    """Take the page's folder away."""
    shutil.rmtree(namespace["folder"])


pytest_collect_file = Sybil(
    parsers=[
        CodeBlockParser(language="python", evaluator=PythonEvaluator()),
        CodeBlockParser(language="console", evaluator=run_console),
    ],
    patterns=["README.md", "docs/**/*.md"],
    setup=open_page,
    teardown=close_page,
).pytest()

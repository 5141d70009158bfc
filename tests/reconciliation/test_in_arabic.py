"""Every sentence that reconciliation can say has its form in Arabic."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import tollbook.reconciliation

MODULES = sorted(Path(tollbook.reconciliation.__file__).parent.glob("*.py"))
CATALOGUE = tomllib.loads((files("tollbook.publish") / "templates" / "ar.toml").read_text(encoding="utf-8"))
KNOWN = {re.sub(r"\{\w+:([^{}]*)\}", r"\1", sentence) for sentence in (*CATALOGUE["sentences"], *CATALOGUE["phrases"])}


def pieces(module: Path) -> Iterator[str]:
    """Yield the words that a module's functions put into sentences: literals with a blank between two words."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        documented = ast.get_docstring(function) is not None
        for statement in function.body[documented:]:
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from re.split(r"\{\w+\}|; ", node.value)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_word_of_a_sentence_is_in_the_catalogue(module: Path) -> None:
    said = {piece.strip(" .,:;'()“”") for piece in pieces(module)}

    missing = sorted(
        piece for piece in said if re.search(r"[a-z]{2,} [a-z]{2,}", piece) and not any(piece in one for one in KNOWN)
    )

    assert missing == []

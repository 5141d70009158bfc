"""The command line: `main` is what `tollbook` runs."""

from tollbook.memory import hand_back_memory

hand_back_memory()  # before Polars is loaded

from tollbook.cli.commands import main  # noqa: E402 (memory is set before Polars loads)

__all__ = ["main"]

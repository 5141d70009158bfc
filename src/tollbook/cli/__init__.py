"""The command line: `main` is what `tollbook` runs."""

from tollbook.memory import hand_back_memory

hand_back_memory()  # before Polars is loaded

from tollbook.cli.commands import main  # noqa: E402

__all__ = ["main"]

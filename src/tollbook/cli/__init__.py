"""The command line: `main` is what `tollbook` runs."""

from tollbook.memory import handed_back

handed_back()  # before Polars is loaded

from tollbook.cli.commands import main  # noqa: E402

__all__ = ["main"]

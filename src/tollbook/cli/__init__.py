"""The command line: `main` is what `tollbook` runs."""

from tollbook.cli.commands import main

__all__ = ["main"]

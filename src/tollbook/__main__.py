"""`python -m tollbook` is `tollbook`."""

from tollbook.cli import main

main()

"""Libraries that not everybody needs: loaded when they are used, and where they are missing, how to install them."""

from importlib import import_module
from typing import Any

from tollbook.errors import MissingExtraError


def need(name: str, extra: str) -> Any:
    """Return a module of an optional library.

    Args:
        name: The module.
        extra: The extra of tollbook that installs it.

    Returns:
        The module.

    Raises:
        MissingExtraError: When it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as fault:
        raise MissingExtraError(
            f"this needs the library {name.partition('.')[0]!r}, which is not installed",
            where=str(fault),
            mend=f'install it with: pip install "tollbook[{extra}]"',
        ) from fault

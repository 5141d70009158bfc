"""Compilation of the inner loops, with a cache on disk where there is a place to write one."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """Return a function compiled to machine code on its first call; it holds no lock on other threads.

    No fast-math: the kernels count on infinities. Division by zero gives infinity as in NumPy.

    Args:
        function: Plain loops over arrays and numbers.

    Returns:
        The compiled function.
    """
    try:
        return cast("Kernel", numba.njit(nogil=True, cache=True, error_model="numpy")(function))
    except RuntimeError:  # nowhere to write a cache: a read-only installation without a home
        return cast("Kernel", numba.njit(nogil=True, error_model="numpy")(function))

"""Memory that is handed back to the system once it is free, and not kept for later."""

import ctypes
import os
import sys

_MMAP_THRESHOLD = -3  # glibc's malloc.h, M_MMAP_THRESHOLD
_LARGE = 4 << 20  # bytes; to map less than this anew each time costs more than the work on it


def handed_back() -> bool:
    """Make large arrays and columns leave the process when they are freed; to be called before Polars is loaded.

    The allocator of Polars reads its settings from the environment once, when it is loaded; what the user has set
    stands. NumPy uses the system's: glibc's keeps freed arrays of up to 32 MB unless it is told otherwise.

    Returns:
        Whether the system's allocator took it; False where it is not glibc's, which keeps less.
    """
    os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:0,muzzy_decay_ms:0")
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    return mallopt is not None and mallopt(_MMAP_THRESHOLD, _LARGE) == 1

"""Memory that is handed back to the system once it is free, and not kept for later."""

import ctypes
import os
import sys

_SETTINGS = "_RJEM_MALLOC_CONF"
_OF_POLARS = "dirty_decay_ms:500,muzzy_decay_ms:1000"  # polars/__init__.py; what was set before stands after it
_LARGE_PAGES = ",thp:always,metadata_thp:always"  # where POLARS_THP is 1
_MMAP_THRESHOLD = -3  # glibc's malloc.h, M_MMAP_THRESHOLD
_LARGE = 4 << 20  # bytes; to map less than this anew each time costs more than the work on it


def hand_back_memory() -> None:
    """Make large arrays and columns leave the process when they are freed; to be called before Polars is loaded.

    It is so for the whole process and those that it starts; to import the command line sets it. The allocator of
    Polars reads its settings from the environment once, when it is loaded; what the user has set stands. Polars writes
    its own there too, which a process started from one that has loaded it finds: these are not the user's. NumPy uses
    the system's allocator: glibc's keeps freed arrays of up to 32 MB unless it is told otherwise; others keep less.
    """
    if os.environ.get(_SETTINGS, "") in ("", _OF_POLARS, _OF_POLARS + _LARGE_PAGES):
        os.environ[_SETTINGS] = "dirty_decay_ms:0,muzzy_decay_ms:0"
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)

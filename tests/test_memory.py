import os
import subprocess
import sys

import pytest

WHAT = """
import sys
from tollbook.memory import hand_back_memory

def resident():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) >> 10 for line in status if line.startswith("VmRSS"))

hand_back_memory()
import numpy as np, polars as pl
del (larger := [np.ones(4_000_000)])[:]  # glibc keeps arrays of up to the size of one that was freed
made = {
    "arrays": lambda: np.ones(2_000_000),
    "columns": lambda: pl.int_range(2_000_000, eager=True) * 2,
}
for name, make in made.items():
    held = [make() for _ in range(6)]
    before = resident()
    last = held.pop()  # so that what is freed lies below what is not
    del held
    print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at what Linux says of the process")
@pytest.mark.parametrize("inherited", [True, False], ids=["from a process with Polars", "from another"])
def test_what_is_freed_leaves_the_process_at_once(*, inherited: bool) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "_RJEM_MALLOC_CONF"}
    if inherited:
        polars = [sys.executable, "-c", "import os, polars; print(os.environ['_RJEM_MALLOC_CONF'])"]
        found = subprocess.run(polars, capture_output=True, text=True, check=True, env=environment)
        environment["_RJEM_MALLOC_CONF"] = found.stdout.strip()
    ran = subprocess.run([sys.executable, "-c", WHAT], capture_output=True, text=True, check=True, env=environment)

    freed = [int(line) for line in ran.stdout.split()]

    assert min(freed) >= 60  # MB, of the 76 MB of five arrays or columns


def test_what_the_user_has_set_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    again = (
        "import os; from tollbook.memory import hand_back_memory; hand_back_memory(); "
        "print(os.environ['_RJEM_MALLOC_CONF'])"
    )
    monkeypatch.setenv("_RJEM_MALLOC_CONF", "dirty_decay_ms:77")

    ran = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=True, env={**os.environ})

    assert ran.stdout.strip() == "dirty_decay_ms:77"

import os
import subprocess
import sys

import pytest

WHAT = """
import sys
from tollbook.memory import handed_back

def resident():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) >> 10 for line in status if line.startswith("VmRSS"))

handed_back()
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
def test_what_is_freed_leaves_the_process_at_once() -> None:
    clean = {name: value for name, value in os.environ.items() if name != "_RJEM_MALLOC_CONF"}  # Polars sets its own
    ran = subprocess.run([sys.executable, "-c", WHAT], capture_output=True, text=True, check=True, env=clean)

    freed = [int(line) for line in ran.stdout.split()]

    assert min(freed) >= 60  # MB, of the 76 MB of five arrays or columns


def test_what_the_user_has_set_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    again = "import os; from tollbook.memory import handed_back; handed_back(); print(os.environ['_RJEM_MALLOC_CONF'])"
    monkeypatch.setenv("_RJEM_MALLOC_CONF", "dirty_decay_ms:77")

    ran = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=True, env={**os.environ})

    assert ran.stdout.strip() == "dirty_decay_ms:77"

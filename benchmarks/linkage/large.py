"""Linkage of a case too large to hold: the time and the peak memory of each step, for a case whose lists were taken in.

    python examples/generator/simulate.py --rows 10000000 --out big
    python benchmarks/linkage/large.py big

Takes in the lists if that was not done, then links from `out/records.parquet` as `tollbook run` does. Memory is what
the process holds in RAM, sampled; processor seconds are of all its threads.
"""

# ruff: noqa: E402 (memory is set up before Polars is loaded)
import argparse
import os
import threading
import time
from pathlib import Path

from tollbook.memory import hand_back_memory

hand_back_memory()  # as the command line does, before Polars is loaded

import numpy as np

from tollbook import linkage
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import JUDGEMENTS, empty
from tollbook.store.aside import set_aside
from tollbook.store.folder import CaseFolder, open_case
from tollbook.store.stages import code_hash, hash_file, hold, open_stages
from tollbook.store.values import read_value, scan_table_file, write_table

EVERY = 0.05  # seconds between two looks at the memory


class Watch:
    """Prints each step with its time and its peak memory."""

    def __init__(self) -> None:
        self.step, self.peak, self.whole = "starting", 0.0, 0.0
        self.began, self.used = time.perf_counter(), time.process_time()
        self.start = self.began
        threading.Thread(target=self._look, daemon=True).start()
        print("| step | seconds | processor seconds | peak MB | load |\n|---|---|---|---|---|", flush=True)

    def _look(self) -> None:
        while True:
            status = Path("/proc/self/status").read_text(encoding="ascii")
            held = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
            self.peak, self.whole = max(self.peak, held), max(self.whole, held)
            time.sleep(EVERY)

    def __call__(self, label: str, done: int, of: int) -> None:  # noqa: ARG002 (the form of a report of progress)
        """Print the step that has ended, if this is another."""
        if label == self.step:
            return
        now, used = time.perf_counter(), time.process_time()
        print(
            f"| {self.step} | {now - self.began:.0f} | {used - self.used:.0f} | {self.peak:,.0f} "
            f"| {os.getloadavg()[0]:.1f} |",
            flush=True,
        )
        self.step, self.peak, self.began, self.used = label, 0.0, now, used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    folder = open_case(parser.parse_args().case)
    with hold(folder.path):
        measure(folder)


def measure(folder: CaseFolder) -> None:
    """Print what each step of linking a case takes."""
    watch = Watch()
    if not (folder.out / "records.parquet").is_file():
        folder.out.mkdir(exist_ok=True)
        from tollbook import pipeline  # noqa: PLC0415 (90 MB that linkage does not need)

        pipeline.take_in_lists(folder, open_stages(folder.out, pipeline.head(folder)), watch)
    watch("what editions changed", 0, 1)
    read = [hash_file(folder.out / name) for name in ("records.parquet", "sources.json")]
    with set_aside(folder.out, key=f"{code_hash(('linkage',))} {read}") as aside:
        made = linkage.link(
            scan_table_file(folder.out / "records.parquet"),
            read_value(dict[str, Source], folder.out / "sources.json"),
            judgements=empty(JUDGEMENTS),
            rng=np.random.default_rng(DEFAULT_SEED),
            progress=watch,
            settings=linkage.Settings(aside=aside),
        )
        watch("writing", 0, 1)
        for name in ("pairs", "persons", "partitions", "changes"):
            write_table(getattr(made, name), folder.out / f"{name}.parquet")
    watch("done", 0, 1)
    print(
        f"\n{made.persons.height:,} rows, {made.summary['n_pairs_compared']:,} pairs, "
        f"{made.summary['n_persons']:,} persons in {time.perf_counter() - watch.start:.0f} s; "
        f"peak {watch.whole:,.0f} MB"
    )


if __name__ == "__main__":
    main()

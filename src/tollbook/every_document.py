"""Every document of a case read once: on all cores, each reading kept as soon as it is made, never all in memory."""

import json
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path
from typing import TypeVar

from tollbook import case_reader, sources
from tollbook.store.folder import CaseFolder, open_case, sidecar
from tollbook.store.parts import is_whole, write_reading
from tollbook.store.results import READINGS
from tollbook.store.stages import code_hash, digest, hash_file

TOGETHER = 16  # documents that a worker reads at a time: enough to parse together, little to lose
_WORTH_WORKERS = 64  # documents from which starting workers pays

Progress = Callable[[str, int, int], None]
Batch = Sequence[tuple[Path, Path]]
Item = TypeVar("Item")


def keys(folder: CaseFolder, files: Sequence[Path]) -> dict[Path, str]:
    """Return for each document what its reading depends on, as a hash.

    Args:
        folder: The case.
        files: Its documents.

    Returns:
        Hashes over the file, what is stated beside it, the case's parties, places and words, the reader and the code.
    """
    shared = json.dumps([*state(folder).items(), code_hash(("reading", "sources"))])
    return {
        path: digest(f"{shared}\0{path.name}\0{hash_file(path)}\0{sorted(sidecar(path).items())}".encode())
        for path in files
    }


def state(folder: CaseFolder) -> Mapping[str, str]:
    """Return what the reading of any document of a case depends on besides the document."""
    parser = case_reader.installed_parser()
    return {
        **{file: hash_file(folder.path / file) or "none" for file in case_reader.FILES},
        "vague words": str(folder.case.vague),
        "extractor": str(folder.case.extractor),
        "reader": str(sorted(parser.facts.items())) if parser is not None else "without a parser",
    }


def read_every(folder: CaseFolder, files: Sequence[Path], progress: Progress) -> list[Path]:
    """Read those documents that were not read before on the same terms; what is done stays done when interrupted.

    Readings of before that nothing asks for any more stay, since the tables of the last run still lead to them;
    `forget_others` deletes them. A kept file that is damaged is read again.

    Args:
        folder: The case.
        files: Its documents.
        progress: Told how many are read, and of how many.

    Returns:
        For each document the file of its reading, in order.
    """
    kept = folder.out / READINGS
    kept.mkdir(parents=True, exist_ok=True)
    made = {path: kept / f"{key}.json.gz" for path, key in keys(folder, files).items()}
    todo = [(path, file) for path, file in made.items() if not is_whole(file)]
    done = len(files) - len(todo)
    progress("documents", done, len(files))
    for number in _read_batches(folder, lots(todo, TOGETHER)):
        done += number
        progress("documents", done, len(files))
    return list(made.values())


def forget_others(folder: CaseFolder, kept: Sequence[Path]) -> None:
    """Delete the readings that are not among those kept: to be called when no table leads to them any more."""
    wanted = set(kept)
    for file in (folder.out / READINGS).iterdir():
        if file not in wanted:
            file.unlink()


def _read_batches(folder: CaseFolder, batches: Sequence[Batch]) -> Iterator[int]:
    """Yield how many documents were read, batch by batch, as they are done."""
    workers = min(_cores(), len(batches))
    case, terms = str(folder.path), json.dumps(dict(state(folder)))
    is_small = sum(map(len, batches)) < _WORTH_WORKERS
    if workers < 2 or is_small or folder.case.extractor is not None:
        for batch in batches:
            yield _read_batch(case, terms, batch)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(_read_batch, case, terms, batch) for batch in batches]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _read_batch(case: str, terms: str, batch: Batch) -> int:
    documents = [sources.read_document(path, **sidecar(path)) for path, _ in batch]
    for read, (_, file) in zip(_reader(case, terms)(documents), batch, strict=True):
        write_reading(read, file)
    return len(batch)


@cache
def _reader(case: str, terms: str) -> case_reader.BatchReader:  # noqa: ARG001 (other terms are another reader)
    """Return the reader of a case as it stands, loaded once a process."""
    return case_reader.batch_reader(open_case(Path(case)))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def lots(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Return items in order, so many at a time."""
    return [items[i : i + size] for i in range(0, len(items), size)]

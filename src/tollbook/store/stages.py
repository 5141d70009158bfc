"""Stages cached by content: one whose inputs, parameters and code are unchanged is not run again."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from tollbook.errors import BusyError

MANIFEST = "manifest.json"


@dataclass
class Stages:
    """The stages of a run of one case, each written down as soon as it is done.

    Attributes:
        out: Where outputs and `manifest.json` are.
        head: What the manifest says before its stages: versions, seed, settings.
        done: What is known of each stage that was run or found unchanged.
        previous: What the manifest of an earlier run says, by stage.
        only_look: Run nothing and write nothing; only find out what a run would do.
        to_run: Stages that were run, or would be.
    """

    out: Path
    head: Mapping[str, Any]
    done: dict[str, dict[str, Any]] = field(default_factory=dict)
    previous: Mapping[str, Any] = field(default_factory=dict)
    only_look: bool = False
    to_run: list[str] = field(default_factory=list)

    def run(
        self,
        name: str,
        *,
        inputs: Mapping[str, str],
        code: tuple[str, ...],
        outputs: tuple[str, ...],
        make: Callable[[], Mapping[str, Any]],
    ) -> bool:
        """Run a stage unless it has been run on these very inputs and its outputs are as it left them.

        Args:
            name: The stage's name.
            inputs: Names of inputs to their hashes; parameters as text count as inputs.
            code: Packages of tollbook that the stage is made of.
            outputs: Files of `out` that it writes.
            make: Writes the outputs and returns what the manifest is to say of it (rows in and out, and so on).

        Returns:
            True where it was run (or would be), False where the earlier outputs stand.
        """
        key = digest(json.dumps([dict(sorted(inputs.items())), code_hash(code)], sort_keys=True).encode())
        before = self.previous.get(name, {})
        stands = before.get("key") == key and all(
            hash_file(self.out / file) == known for file, known in before.get("outputs", {}).items()
        )
        if stands:
            self.done[name] = before
            return False
        self.to_run.append(name)
        if self.only_look:
            self.done[name] = {"outputs": dict.fromkeys(outputs, "not made yet")}
        else:
            said = make()
            hashes = {file: hash_file(self.out / file) for file in outputs}
            entry = {"key": key, "inputs": dict(inputs), **said, "outputs": hashes}
            # As the manifest gives it back: a resumed run must print what an unbroken one prints, in its order.
            self.done[name] = json.loads(json.dumps(entry, sort_keys=True))
            self.save()
        return True

    def outputs(self, *names: str) -> dict[str, str]:
        """Return the hashes of what the named stages wrote, as inputs of a later one."""
        return {file: known for name in names for file, known in self.done[name]["outputs"].items()}

    def save(self) -> None:
        """Write the manifest as it now stands; stages of an earlier run that are yet to come are kept for resuming."""
        stages = {**{name: said for name, said in self.previous.items() if name not in self.done}, **self.done}
        write_json(self.out / MANIFEST, {**self.head, "stages": stages})

    def finish(self) -> Mapping[str, Any]:
        """Write and return the manifest of this run alone."""
        self.previous = {}
        self.save()
        return {**self.head, "stages": self.done}


def open_stages(out: Path, head: Mapping[str, Any], *, only_look: bool = False) -> Stages:
    """Return the stages of a case, with what an earlier run left; an unreadable manifest counts as none."""
    previous = read_manifest(out).get("stages", {})
    return Stages(out, head, previous=previous, only_look=only_look)


def read_manifest(out: Path) -> Mapping[str, Any]:
    """Return what the manifest of the last run says; empty where there is none or it cannot be read."""
    with suppress(FileNotFoundError, ValueError):
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def hold(case: Path) -> FileLock:
    """Return the lock of a run on a case, held; release it by leaving its `with`.

    Args:
        case: The case's folder.

    Returns:
        The lock.

    Raises:
        BusyError: When another run holds it.
    """
    lock = FileLock(case / ".tollbook.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as fault:
        raise BusyError(
            "another run is at work on this case", where=str(case), mend="wait until it has ended, then run again"
        ) from fault
    return lock


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str | None:
    """Return the SHA-256 of a file, of a folder's names and files, or None where there is neither."""
    if path.is_dir():
        return digest("".join(f"{one.name}\0{hash_file(one)}\0" for one in sorted(path.iterdir())).encode())
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def code_hash(packages: tuple[str, ...]) -> str:
    """Return one hash over the source of the named packages or modules, and of what all stages share."""
    root = resources.files("tollbook")
    found = hashlib.sha256()
    for name in sorted({*packages, "model", "text", "errors.py", "pipeline.py"}):
        for path, data in _sources(Path(str(root)) / name):
            found.update(f"{path}\0".encode())
            found.update(hashlib.sha256(data).digest())
    return found.hexdigest()


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON so that a reader finds either the old file or the whole new one."""
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(path)


def _sources(path: Path) -> list[tuple[str, bytes]]:
    if path.is_file():
        return [(path.name, path.read_bytes())]
    kept = (found for found in sorted(path.rglob("*")) if found.is_file() and "__pycache__" not in found.parts)
    return [(found.relative_to(path.parent).as_posix(), found.read_bytes()) for found in kept]

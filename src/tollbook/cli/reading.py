"""What `tollbook read` prints: a reading, a reading to be corrected, or how well corrected texts are read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tollbook import reading
from tollbook.cli import output
from tollbook.errors import SourceFileError
from tollbook.model.document import Document, Reading
from tollbook.store.folder import read_settings

ENDINGS = (".txt", ".gold")


def print_reading(found: dict[str, Any]) -> None:
    """Print the figures, statements and sums of a reading in the form of `read --json`."""
    tolls = [
        (toll["id"], toll["span"]["text"], toll["measure"], (toll["group"] or {}).get("text", ""), toll["parent"] or "")
        for toll in found["tolls"]
    ]
    output.out.print(output.table("figures", ("id", "words", "measure", "whom", "part of"), tolls))
    said = [
        (
            said["id"],
            (said["speaker"] or {}).get("name") or "the writer",
            said["stance"],
            " … ".join(span["text"] for span in said["content"])[:100],
        )
        for said in found["statements"]
    ]
    output.out.print(output.table("statements", ("id", "who", "stance", "what"), said))
    for breakdown in found["breakdowns"]:
        output.out.print(f"{breakdown['total']}: {breakdown['verdict']}: {output.visible(breakdown['reason'])}")
    for limit in found["document"]["reader"].get("limits", ()):
        output.out.print(f"limited: {limit}")


def evaluated(paths: Sequence[Path], reader: Callable[[Document], Reading]) -> dict[str, Any]:
    """Return how well the annotated texts of files and folders are read.

    Args:
        paths: Annotated files, or folders whose .txt and .gold files are annotated.
        reader: What reads a document.

    Returns:
        `files`, `texts`, `parts` (precision, recall and F1 with their counts; null where there is nothing to count),
        and `errors`: what was read otherwise than annotated.

    Raises:
        SourceFileError: When there is no such file, or a folder has none.
        ProfileError: When an annotation cannot be read.
    """
    files = [file for path in paths for file in _files(path)]
    texts = [text for file in files for text in reading.parse_gold(read_settings(file), where=str(file))]
    found = reading.evaluate(texts, reader)
    return {
        "files": [str(file) for file in files],
        "texts": len(texts),
        "parts": {
            name: {
                "right": tally.right,
                "read": tally.read,
                "annotated": tally.annotated,
                "precision": tally.precision if tally.read else None,
                "recall": tally.recall if tally.annotated else None,
                "f1": tally.f1 if tally.read or tally.annotated else None,
            }
            for name, tally in found.parts.items()
        },
        "errors": [
            {"text": name, "part": part, "read": was, "annotated": wanted} for name, part, was, wanted in found.errors
        ],
    }


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.suffix in ENDINGS and file.is_file())
    if not found:
        raise SourceFileError(
            "the folder holds no annotated text" if path.is_dir() else "there is no such file or folder",
            where=str(path),
            mend=f"name {' or '.join(ENDINGS)} files or their folder; write one with `tollbook read FILE --annotate`",
        )
    return found


def print_evaluation(found: dict[str, Any]) -> None:
    """Print precision and recall by part, and what was read otherwise than annotated."""
    output.out.print(f"{found['texts']} annotated texts in {len(found['files'])} files")
    rows = [
        (name, *(_share(tally[key]) for key in ("precision", "recall", "f1")), str(tally["annotated"]))
        for name, tally in found["parts"].items()
    ]
    output.out.print(output.table("", ("part", "precision", "recall", "F1", "of"), rows))
    wrong = [(error["text"], error["part"], error["read"], error["annotated"]) for error in found["errors"]]
    if wrong:
        output.out.print(output.table("read otherwise than annotated", ("text", "part", "read", "annotated"), wrong))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"

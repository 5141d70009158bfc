"""What the last run of a case found, read back from `out/`."""

from collections.abc import Mapping
from typing import Any

from tollbook.errors import CaseError
from tollbook.model.lists import Source
from tollbook.model.results import Results
from tollbook.store.estimates import read_estimates, read_totals
from tollbook.store.folder import CaseFolder
from tollbook.store.parts import ReadingFiles
from tollbook.store.stages import read_manifest
from tollbook.store.values import read_table_file, read_value, scan_table_file

READINGS = "readings"  # the folder of `out` that holds them
NEEDED = {READINGS, "documents.parquet", "checks.parquet"}  # earlier versions wrote other files in their place


def load(folder: CaseFolder, manifest: Mapping[str, Any]) -> Results:
    """Return what the stages before the report wrote to `out/`."""
    out = folder.out
    return Results(
        case=folder.case,
        sources=read_value(dict[str, Source], out / "sources.json"),
        intake=tuple(read_value(list[dict[str, Any]], out / "intake.json")),
        records=read_table_file(out / "records.parquet"),
        rejections=read_table_file(out / "rejections.parquet"),
        remarks=read_table_file(out / "remarks.parquet"),
        pairs=read_table_file(out / "pairs.parquet"),
        persons=read_table_file(out / "persons.parquet"),
        changes=read_table_file(out / "changes.parquet"),
        people=read_table_file(out / "people.parquet"),
        counts=read_table_file(out / "counts.parquet"),
        linkage=read_value(dict[str, Any], out / "linkage.json"),
        readings=read_readings(folder),
        estimates=read_estimates(out),
        totals=read_totals(out),
        checks=scan_table_file(out / "checks.parquet"),
        manifest=manifest,
    )


def read_readings(folder: CaseFolder) -> ReadingFiles:
    """Return the readings of a case's documents, each opened when it is asked for."""
    table = read_table_file(folder.out / "documents.parquet")
    return ReadingFiles(folder.out / READINGS, dict(table.select("document", "reading").iter_rows()))


def last_results(folder: CaseFolder) -> Results:
    """Return what the last whole run of a case found.

    Args:
        folder: The case.

    Returns:
        Its results.

    Raises:
        CaseError: When the case has not been run, its last run did not reach the end, or another version ran it.
    """
    manifest = read_manifest(folder.out)
    if not _is_whole(manifest.get("stages", {}), folder):
        raise CaseError(
            "this case has not been run to the end by this version",
            where=str(folder.path),
            mend=f"run it with `tollbook run {folder.path}`",
        )
    return load(folder, manifest)


def _is_whole(stages: Mapping[str, Any], folder: CaseFolder) -> bool:
    """Return whether the report was made of what the other stages now hold: an interrupted run leaves a mixture.

    Files that are gone, or that an earlier version did not write, make no whole either.
    """
    report = stages.get("report")
    if report is None:
        return False
    made = {file: known for name, said in stages.items() if name != "report" for file, known in said["outputs"].items()}
    is_there = made.keys() >= NEEDED and all((folder.out / file).exists() for file in made)
    return is_there and all(report["inputs"].get(file) == known for file, known in made.items())

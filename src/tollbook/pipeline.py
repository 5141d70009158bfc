"""The stages in order: the table of contents of the system."""

import platform
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tollbook import (
    __version__,
    counting,
    engines,
    estimation,
    every_document,
    linkage,
    name_tables,
    publish,
    reconciliation,
    sources,
    taking_in,
)
from tollbook.errors import CaseError
from tollbook.model.check import check_table
from tollbook.model.estimate import CaptureTable, Estimate, Total
from tollbook.model.lists import Source
from tollbook.model.results import Results
from tollbook.model.tables import CHECKS, RECORDS, REJECTIONS, REMARKS, empty
from tollbook.store.aside import set_aside
from tollbook.store.decisions import read_judgements
from tollbook.store.estimates import FILES as ESTIMATE_FILES
from tollbook.store.estimates import read_estimates, write_estimates
from tollbook.store.folder import SETTINGS, CaseFolder, open_case, sidecar
from tollbook.store.identifiers import add_identifiers, read_identifiers
from tollbook.store.kept import Kept, estimate_table
from tollbook.store.parts import TableWriter, read_reading
from tollbook.store.readings import CONTROL, DOCUMENTS, STATEMENTS, TOLLS, control, documents, statements, tolls
from tollbook.store.results import READINGS, load, read_readings
from tollbook.store.stages import Stages, code_hash, digest, hash_file, hold, open_stages
from tollbook.store.values import read_table_file, read_value, scan_table_file, write_table, write_value

Progress = Callable[[str, int, int], None]

LOT = 100  # readings held at a time
MOST_CHECKS = 5_000  # checks held at a time
FORMER = ("readings.json", "checks.json")  # what earlier versions wrote to `out`, and nothing reads any more
TAKEN = {"records": RECORDS, "rejections": REJECTIONS, "remarks": REMARKS}
CACHE = "cache"
REPORTS = {"report.html": "en", "report.ar.html": "ar"}
LIBRARIES = ("numpy", "numba", "polars", "scipy", "rapidfuzz", "altair", "vl-convert-python")


def run(path: Path, *, progress: Progress) -> Results:
    """Run a case from its files to its report; stages whose inputs have not changed are not run again.

    Args:
        path: The case's folder.
        progress: Told what is being done, how much of it is done, and of how much.

    Returns:
        What was found, as written to `out/`.

    Raises:
        TollbookError: When a file, profile or setting cannot be used; what was done before is kept.
    """
    folder = open_case(path)
    with hold(folder.path):
        folder.out.mkdir(exist_ok=True)
        stages = open_stages(folder.out, head(folder))
        for label, step in STEPS.items():
            progress(label, 0, 1)
            step(folder, stages, progress)
            progress(label, 1, 1)
        found = load(folder, stages.finish())
        for name in FORMER:
            (folder.out / name).unlink(missing_ok=True)
        return found


def status(path: Path) -> dict[str, Any]:
    """Return what a case holds and which stages a run would run again; nothing is written."""
    folder = open_case(path)
    stages = open_stages(folder.out, head(folder), only_look=True)
    for step in STEPS.values():
        step(folder, stages, lambda *_: None)
    return {
        "title": folder.case.title,
        "question": folder.case.question,
        "lists": len(folder.profiles()),
        "documents": len(folder.documents()),
        "tables": len(folder.tables()),
        "judgements": read_judgements(folder.path).height,
        "stages": [{"name": name, "state": "to run" if name in stages.to_run else "unchanged"} for name in stages.done],
    }


def head(folder: CaseFolder) -> dict[str, Any]:
    """Return what the manifest says before its stages: versions, seed and settings."""
    versions = {name: version(name) for name in LIBRARIES}
    return {
        "tollbook": __version__,
        "python": platform.python_version(),
        "libraries": versions,
        "seed": folder.case.seed,
        "settings": digest((folder.path / SETTINGS).read_bytes()),
    }


def take_in_lists(folder: CaseFolder, stages: Stages, progress: Progress) -> None:
    """Profiles and files of lists → sources, records, rejections, remarks."""
    if not folder.profiles() and not folder.documents() and not folder.tables():
        raise CaseError(
            "the case holds no list, no document and no published table",
            where=str(folder.path),
            mend="put one in with `tollbook add list FILE --name NAME` or `tollbook add document FILE`",
        )
    profiles = taking_in.profiles(folder)
    inputs = {f"sources/{name}/profile.toml": digest(path.read_bytes()) for name, path in folder.profiles().items()}
    for name, profile in profiles.items():
        for edition in profile.editions:
            file = f"sources/{name}/{edition.file}"
            inputs[file] = hash_file(folder.path / file) or "missing"

    def make() -> dict[str, Any]:
        taken: list[dict[str, Any]] = []
        parts: dict[str, list[pl.DataFrame]] = {name: [empty(schema)] for name, schema in TAKEN.items()}
        for name, profile in profiles.items():
            progress(f"list {name}", 0, 1)
            entries, frames = taking_in.take_in_list(folder, name, profile)
            taken += entries
            for table_name, frame in frames.items():
                parts[table_name].append(frame)
            progress(f"list {name}", 1, 1)
        for table_name, frames_of_all in parts.items():
            write_table(pl.concat(frames_of_all), folder.out / f"{table_name}.parquet")
        found = {name: profile.source(name) for name, profile in profiles.items()}
        write_value(dict[str, Source], found, folder.out / "sources.json")
        write_value(list[dict[str, Any]], taken, folder.out / "intake.json")
        rejected = pl.concat(parts["rejections"])["reason"].value_counts().sort("reason")
        return {
            "rows_in": sum(entry["rows"] for entry in taken),
            "rows_out": sum(entry["records"] for entry in taken),
            "rejected": dict(rejected.iter_rows()),
        }

    stages.run(
        "intake",
        inputs=inputs,
        code=("intake", "sources", "taking_in.py"),
        outputs=("records.parquet", "rejections.parquet", "remarks.parquet", "sources.json", "intake.json"),
        make=make,
    )


def link_records(folder: CaseFolder, stages: Stages, progress: Progress) -> None:
    """Records and judgements → pairs, persons, draws of partitions."""
    judgements = read_judgements(folder.path)
    trained = folder.path / engines.TRAINED
    code = ("linkage", "engines", "name_tables.py")
    inputs = {
        **stages.outputs("intake"),
        "judgements": digest(judgements.write_csv().encode()),
        "name_frequencies": name_tables.state(folder),
        "seed": str(folder.case.seed),
        engines.TRAINED: hash_file(trained) or "none",
    }
    this_run = digest(f"{sorted(inputs.items())} {code_hash(code)}".encode())
    known = read_identifiers(folder.path, besides=this_run)

    def make() -> dict[str, Any]:
        records = scan_table_file(folder.out / "records.parquet")
        with set_aside(folder.out, key=this_run) as aside:
            linked = linkage.link(
                records,
                read_value(dict[str, Source], folder.out / "sources.json"),
                judgements=judgements,
                rng=np.random.default_rng(folder.case.seed),
                progress=progress,
                settings=linkage.Settings(
                    names=name_tables.read(folder), model=engines.trained_parameters(trained), aside=aside
                ),
            )
            write_table(linked.pairs, folder.out / "pairs.parquet")
            keys = linkage.record_keys(records)
            given = linkage.kept(linked.persons, keys, known)
            persons = linkage.renamed(linked.persons, given)
            add_identifiers(folder.path, keys.join(persons, on="record_id").select("key", "person_id"), run=this_run)
            write_table(persons, folder.out / "persons.parquet")
            write_table(linkage.renamed(linked.partitions, given), folder.out / "partitions.parquet")
            write_table(linked.changes, folder.out / "changes.parquet")
            write_value(dict[str, Any], dict(linked.summary), folder.out / "linkage.json")
        return {"rows_in": persons.height, "rows_out": persons["person_id"].n_unique()}

    stages.run(
        "linkage",
        inputs={**inputs, "identifiers": digest(known.write_csv().encode())},
        code=code,
        outputs=("pairs.parquet", "persons.parquet", "partitions.parquet", "changes.parquet", "linkage.json"),
        make=make,
    )


def count(folder: CaseFolder, stages: Stages, progress: Progress) -> None:  # noqa: ARG001 (every step has one form)
    """Records and persons → people, documented counts by rule and dimension."""

    def make() -> dict[str, Any]:
        records = read_table_file(folder.out / "records.parquet")
        persons = read_table_file(folder.out / "persons.parquet")
        people = counting.people(records, persons, scope=counting.scope_of(records, folder.case))
        counts = counting.documented(people, folder.case.rules)
        write_table(people, folder.out / "people.parquet")
        write_table(counts, folder.out / "counts.parquet")
        return {"rows_in": records.height, "rows_out": people.height}

    stages.run(
        "counting",
        inputs={
            **stages.outputs("intake", "linkage"),
            "rules": ",".join(folder.case.rules),
            "period": str(folder.case.period),
            "territory": "|".join(folder.case.territory),
        },
        code=("counting",),
        outputs=("people.parquet", "counts.parquet"),
        make=make,
    )


def read_documents(folder: CaseFolder, stages: Stages, progress: Progress) -> None:
    """Documents → readings: statements, tolls, breakdowns, parties, agreements, places, dates, rights."""
    files = folder.documents()
    inputs = {f"documents/{path.name}": hash_file(path) or "" for path in files}
    inputs |= {f"beside {path.name}": str(sorted(sidecar(path).items())) for path in files}
    inputs |= every_document.state(folder)

    def make() -> dict[str, Any]:
        kept = every_document.read_every(folder, files, progress)
        tables = {"statements": (STATEMENTS, statements), "tolls": (TOLLS, tolls), "control": (CONTROL, control)}
        with ExitStack() as opened:
            about = opened.enter_context(TableWriter(folder.out / "documents.parquet", DOCUMENTS))
            made = {
                name: opened.enter_context(TableWriter(folder.out / f"{name}.parquet", schema))
                for name, (schema, _) in tables.items()
            }
            for names in every_document.lots(kept, LOT):
                lot = [read_reading(path) for path in names]
                about.write(documents(lot, [path.name for path in names]))
                for name, (_, table) in tables.items():
                    made[name].write(table(lot))
        every_document.forget_others(folder, kept)
        return {"rows_in": len(files), "rows_out": made["tolls"].rows}

    stages.run(
        "reading",
        inputs=inputs,
        code=("reading", "sources"),
        outputs=(READINGS, "documents.parquet", "statements.parquet", "tolls.parquet", "control.parquet"),
        make=make,
    )


def estimate(folder: CaseFolder, stages: Stages, progress: Progress) -> None:
    """People and partitions, or published tables → capture histories → estimates by stratum."""
    case, tables = folder.case, folder.tables()
    inputs = {f"tables/{path.name}": hash_file(path) or "" for path in tables}
    inputs |= stages.outputs("intake", "linkage", "counting")
    inputs |= {
        "seed": str(case.seed),
        "strata": ",".join(case.strata),
        "imputations": str(case.imputations),
        "sensitivity": str(case.sensitivity),
        "period": str(case.period),
        "territory": "|".join(case.territory),
    }

    def make() -> dict[str, Any]:
        lists = read_value(dict[str, Source], folder.out / "sources.json")
        best, persons, partitions, records = (
            read_table_file(folder.out / f"{name}.parquet") for name in ("people", "persons", "partitions", "records")
        )
        kept = Kept(folder.cache or folder.out / CACHE)
        made: dict[str, Estimate] = {}
        totals: tuple[Total, ...] = ()
        if lists:
            scope = counting.scope_of(records, case)
            settled, draws = counting.people_of_draws(
                best, records=records, persons=persons, partitions=partitions, scope=scope
            )
            cuts = counting.people_at(
                estimation.THRESHOLDS, records=records, persons=persons, partitions=partitions, scope=scope
            )
            people = estimation.People(best, settled, draws, cuts)
            made, totals = estimation.by_stratum(people, lists, case=case, kept=kept, progress=progress)
        for path in tables:
            progress("published tables", len(made), len(made) + len(tables))
            made[f"table-{path.stem}"] = estimate_table(
                published_tables(path)[estimation.WHOLE], seed=case.seed, kept=kept
            )
        write_estimates(made, totals, folder.out)
        if folder.cache is None:
            kept.forget_others()
        return {"rows_in": best.height, "rows_out": len(made)}

    stages.run("estimation", inputs=inputs, code=("estimation",), outputs=ESTIMATE_FILES, make=make)


def reconcile(folder: CaseFolder, stages: Stages, progress: Progress) -> None:  # noqa: ARG001 (every step has one form)
    """Readings, counts and estimates → checks."""

    def make() -> dict[str, Any]:
        readings = read_readings(folder)
        checks = reconciliation.reconcile(
            readings.values(),
            case=folder.case,
            sources=read_value(dict[str, Source], folder.out / "sources.json"),
            counts=read_table_file(folder.out / "counts.parquet"),
            estimates=read_estimates(folder.out),
        )
        with TableWriter(folder.out / "checks.parquet", CHECKS) as table:
            while lot := list(islice(checks, MOST_CHECKS)):
                table.write(check_table(lot))
        return {"rows_in": len(readings), "rows_out": table.rows}

    inputs = stages.outputs("intake", "counting", "reading", "estimation") | {"settings": str(stages.head["settings"])}
    stages.run("reconciliation", inputs=inputs, code=("reconciliation",), outputs=("checks.parquet",), make=make)


def report(folder: CaseFolder, stages: Stages, progress: Progress) -> None:  # noqa: ARG001 (every step has one form)
    """Everything → the report, in English and in Arabic."""
    manifest = {**stages.head, "stages": dict(stages.done)}

    def make() -> dict[str, Any]:
        results = load(folder, manifest)
        publish.write_reports(results, {folder.out / file: language for file, language in REPORTS.items()})
        return {}

    inputs = {file: known for name in stages.done for file, known in stages.outputs(name).items()}
    inputs["settings"] = str(stages.head["settings"])
    stages.run("report", inputs=inputs, code=("publish",), outputs=tuple(REPORTS), make=make)


def published_tables(path: Path, layout: estimation.Layout | None = None) -> dict[str, CaptureTable]:
    """Return the capture tables of a file: of the whole, as `all`, and of each stratum."""
    raw = sources.read_whole_table(path)
    return estimation.capture_tables(raw.frame, where=str(path), layout=layout, rows=raw.rows.to_list())


STEPS: dict[str, Callable[[CaseFolder, Stages, Progress], None]] = {
    "taking in lists": take_in_lists,
    "linking records": link_records,
    "counting": count,
    "reading documents": read_documents,
    "estimating": estimate,
    "reconciling": reconcile,
    "writing the report": report,
}

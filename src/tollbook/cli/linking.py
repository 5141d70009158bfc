"""Linkage beyond one machine: a case written out for Splink, and what Splink has learnt taken in."""

import json
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from tollbook import engines, linkage, name_tables
from tollbook.cli import output
from tollbook.errors import CaseError
from tollbook.model.lists import Source
from tollbook.pipeline import Progress
from tollbook.store.decisions import read_judgements
from tollbook.store.folder import CaseFolder, open_case
from tollbook.store.values import read_table_file, read_value

app = typer.Typer(no_args_is_help=True, help="Link a case elsewhere: with Splink, on DuckDB or a Spark cluster.")

CaseArgument = Annotated[Path, typer.Argument(help="The case's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("export")
def export(
    case: CaseArgument = Path(),
    to: Annotated[Path, typer.Option(help="The folder to write.")] = Path("splink"),
    json: Json = False,
) -> None:
    """Write the records and the fitted model of a case that has been run, for Splink to link."""
    with output.progress() as progress:
        told = write_export(open_case(case), to, progress)
    if json:
        output.print_json(told)
        return
    output.out.print(f"wrote {told['records']:,} records and the model to {to}\nnext: docs/how-to/spark.md")


@app.command("import")
def take_in(
    settings: Annotated[Path, typer.Argument(help="Splink's settings, trained from those of an export.")],
    case: Annotated[Path, typer.Option("--case", help="The case's folder.")] = Path(),
    json: Json = False,
) -> None:
    """Take the chances that Splink was trained to; later runs link with them."""
    folder = open_case(case)
    said = engines.load_settings(settings)
    model = engines.read_settings(said, where=str(settings))
    path = folder.path / engines.TRAINED
    write(path, said)
    told = {"wrote": str(path), "match_share": model.parameters.match_share, "lists": list(model.lists)}
    if json:
        output.print_json(told)
        return
    output.out.print(f"wrote {path}; delete it to fit the case's own records again\nnext: tollbook run {case}")


def write_export(folder: CaseFolder, to: Path, progress: Progress) -> dict[str, Any]:
    """Write an export of a case and return what it holds.

    Args:
        folder: The case.
        to: The folder to write.
        progress: Told what is being done.

    Returns:
        Where it is, how many records it has, of which lists.

    Raises:
        CaseError: When the case was not run.
    """
    made = folder.out / "records.parquet", folder.out / "sources.json"
    if not all(path.is_file() for path in made):
        raise CaseError("this case was not run yet", where=str(folder.path), mend=f"tollbook run {folder.path}")
    records = read_table_file(made[0])
    trained = folder.path / engines.TRAINED
    weighed = linkage.weighed(
        records,
        read_value(dict[str, Source], made[1]),
        judgements=read_judgements(folder.path),
        rng=np.random.default_rng(folder.case.seed),
        progress=progress,
        settings=linkage.Settings(names=name_tables.read(folder), model=engines.trained_parameters(trained)),
    )
    read = weighed.fit.weights
    lists = weighed.known.lists
    model = engines.Model(weighed.fit.model, lists, read.lists, float(read.slope[0]))
    engines.export(weighed.known, weighed.blocked, model, records, to, progress=progress)
    return {"folder": str(to), "records": len(weighed.known), "lists": list(lists)}


def write(path: Path, said: dict[str, Any]) -> None:
    """Write settings so that a reader finds either the old file or the whole new one."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(path)

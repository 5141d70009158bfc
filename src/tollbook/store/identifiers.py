"""Which identifier each person had, remembered in the case: files that are only added, one for each run that gave any.

A run is known by a word for all that its linkage is made from. What it gave itself is left aside when it is run again,
so that the same case gives the same identifiers however often it is run.
"""

from pathlib import Path

import polars as pl

from tollbook.errors import CaseError

FOLDER = "identifiers"


def read_identifiers(case: Path, *, besides: str = "") -> pl.DataFrame:
    """Return what persons were called: `key`, `person_id`; of a key that was named twice, its last name.

    Args:
        case: The case's folder.
        besides: A run whose own names are left aside.

    Returns:
        The keys with their persons' identifiers, by key.

    Raises:
        CaseError: When a file cannot be read.
    """
    found = []
    for file in sorted((case / FOLDER).glob("*.parquet")):
        try:
            table = pl.read_parquet(file)
            found.append(table.select(pl.col("key", "person_id", "run").cast(pl.String)))
        except (pl.exceptions.PolarsError, OSError) as fault:
            raise CaseError(
                f"the identifiers that persons had cannot be read: {fault}",
                where=str(file),
                mend="put back the last good copy; without it persons may get other identifiers",
            ) from fault
    if not found:
        return pl.DataFrame(schema={"key": pl.String, "person_id": pl.String})
    last = pl.concat(found).filter(pl.col("run") != besides).unique("key", keep="last", maintain_order=True)
    return last.drop("run").sort("key")


def add_identifiers(case: Path, named: pl.DataFrame, *, run: str) -> None:
    """Write down what persons are called: those keys whose person is called otherwise than they are known to be.

    Args:
        case: The case's folder.
        named: `key`, `person_id` of every record.
        run: A word for the run.
    """
    known = read_identifiers(case).rename({"person_id": "_known"})
    new = named.join(known, on="key", how="left").filter(pl.col("_known").ne_missing(pl.col("person_id")))
    if new.is_empty():
        return
    folder = case / FOLDER
    folder.mkdir(exist_ok=True)
    file = folder / f"{len(list(folder.glob('*.parquet'))) + 1:06d}.parquet"
    partial = file.with_suffix(".partial")
    new.select("key", "person_id", run=pl.lit(run)).sort("key").write_parquet(partial)
    partial.replace(file)

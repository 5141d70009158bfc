"""Splink linkers of an exported case, on DuckDB or on Spark, which weigh pairs as Tollbook does."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from tollbook.engines.comparing import FUNCTION, comparer
from tollbook.engines.exporting import FREQUENT, RECORDS, SETTINGS
from tollbook.engines.extras import need
from tollbook.engines.settings import read_settings
from tollbook.errors import CaseError
from tollbook.linkage import Parameters


def on_duckdb(folder: Path, connection: Any = None, *, settings: Path | None = None) -> Any:
    """Return a Splink linker of an exported case on DuckDB.

    Args:
        folder: What `export` wrote.
        connection: A DuckDB connection; None for one in memory.
        settings: Settings trained since, in place of the folder's.

    Returns:
        A `splink.Linker`.

    Raises:
        MissingExtraError: When Splink is not installed.
        CaseError: When the folder or the settings are not of an export.
    """
    duckdb, splink = need("duckdb", "splink"), need("splink", "splink")
    said, compare = _opened(folder, settings)
    con = duckdb.connect() if connection is None else connection
    con.create_function(FUNCTION, compare, ["BLOB", "BLOB"], "VARCHAR", type="arrow")
    api = splink.DuckDBAPI(connection=con)
    records = con.read_parquet(str(folder / RECORDS))
    return _linker(splink, api, records, said, pl.read_parquet(folder / FREQUENT))


def on_spark(folder: Path, spark: Any, *, settings: Path | None = None, records: str | None = None) -> Any:
    """Return a Splink linker of an exported case on Spark, whose workers need tollbook installed.

    Args:
        folder: What `export` wrote.
        spark: A Spark session, 4.1 or later.
        settings: Settings trained since, in place of the folder's.
        records: Where Spark finds the records, such as `s3a://bucket/records.parquet`; None for the folder's.

    Returns:
        A `splink.Linker`.

    Raises:
        MissingExtraError: When Splink or PySpark is not installed.
        CaseError: When the folder or the settings are not of an export.
    """
    functions, splink = need("pyspark.sql.functions", "spark"), need("splink", "spark")
    said, compare = _opened(folder, settings)
    compare.__annotations__ = dict.fromkeys(("left", "right", "return"), need("pyarrow", "spark").Array)
    spark.udf.register(FUNCTION, functions.arrow_udf(compare, "string"))
    api = splink.SparkAPI(spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False)
    rows = spark.read.parquet(records or str((folder / RECORDS).resolve()))
    return _linker(splink, api, rows, said, pl.read_parquet(folder / FREQUENT))


def _opened(folder: Path, settings: Path | None) -> tuple[dict[str, Any], Any]:
    for name in (FREQUENT, SETTINGS):
        if not (folder / name).is_file():
            raise CaseError(
                "this is no folder that an export wrote: a file is missing",
                where=str(folder / name),
                mend="write it with `tollbook linkage export CASE --to FOLDER`",
            )
    path = settings or folder / SETTINGS
    said = load_settings(path)
    return said, comparer(read_settings(said, where=str(path)).weights())


def trained_parameters(path: Path) -> Parameters | None:
    """Return the parameters that Splink was trained to elsewhere; None where there is no such file.

    Args:
        path: Settings as Splink saved them.

    Returns:
        Parameters.

    Raises:
        CaseError: When the file is not trained settings of an export.
    """
    return read_settings(load_settings(path), where=str(path)).parameters if path.is_file() else None


def load_settings(path: Path) -> dict[str, Any]:
    """Return the settings that a JSON file holds.

    Args:
        path: The file.

    Returns:
        Settings, not yet looked at.

    Raises:
        CaseError: When it cannot be read as JSON with an object in it.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise CaseError(
            f"this settings file cannot be read: {fault}", where=str(path), mend="give a JSON file that Splink saved"
        ) from fault
    if not isinstance(said, dict):
        raise CaseError("this settings file holds no settings", where=str(path), mend="give a file that Splink saved")
    return said


def _linker(splink: Any, api: Any, records: Any, said: dict[str, Any], frequent: pl.DataFrame) -> Any:
    linker = splink.Linker(api.register(records), said, log_level="WARNING")
    for (name,), table in frequent.partition_by("column", as_dict=True, maintain_order=True).items():
        rows = table.select(pl.col("value").alias(str(name)), pl.col("frequency").alias(f"tf_{name}"))
        registered = api.register(rows.to_arrow())
        linker.table_management.register_term_frequency_lookup(registered, str(name))
    return linker

"""The people whom each draw of linkage makes of the records in doubt, and those whom a threshold on draws makes."""

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tollbook.counting.people import people as people_of
from tollbook.counting.scope import Scope
from tollbook.model.tables import STRATA

MOST_DRAWN_ROWS = 1_000_000  # of all draws together; a limit on time
FEWEST_DRAWS = 20
ROWS_AT_ONCE = 200_000  # a limit on memory
KEPT = ("people", "outside", "sources", "name_ar", "name_latin", "death_from", "death_to", *STRATA)


def people_of_draws(
    people: pl.DataFrame, *, records: pl.DataFrame, persons: pl.DataFrame, partitions: pl.DataFrame, scope: Scope
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Return the people who are the same in every draw of linkage, and the others as each draw has them.

    Args:
        people: PEOPLE of the best partition.
        records: RECORDS.
        persons: PERSONS of the best partition.
        partitions: PARTITIONS: of each draw, the records whose person is another than in the best partition.
        scope: Whom the case asks about.

    Returns:
        The settled people, and a frame for each draw, with the columns that capture histories need. Where many records
        are in doubt fewer draws are taken, 20 at least.
    """
    doubtful = partitions["record_id"].unique()
    if doubtful.is_empty():
        return people.select(KEPT), []
    best = _concerned(persons, partitions)
    records = records.filter(pl.col("record_id").is_in(best["record_id"].implode()))
    draws = _taken(partitions, records.height)
    drawn: list[pl.DataFrame] = []
    at_once = max(1, ROWS_AT_ONCE // records.height)
    for first in range(0, len(draws), at_once):
        some = partitions.filter(pl.col("draw").is_in(draws[first : first + at_once]))
        drawn += _people_of(_every(some, best), records, scope)
    return people.filter(~pl.col("person_id").is_in(best["person_id"].implode())).select(KEPT), drawn


def people_at(
    shares: Sequence[float], *, records: pl.DataFrame, persons: pl.DataFrame, partitions: pl.DataFrame, scope: Scope
) -> list[pl.DataFrame]:
    """Return the people in doubt when two records are one person if at least a share of the draws joins them.

    What is joined through a third record is joined too.

    Args:
        shares: Of the draws, each above 0 and at most 1.
        records: RECORDS.
        persons: PERSONS of the best partition.
        partitions: PARTITIONS.
        scope: Whom the case asks about.

    Returns:
        A frame for each share, of those whom `people_of_draws` counts draw by draw; none where linkage is not in doubt.
    """
    doubtful = partitions["record_id"].unique()
    if doubtful.is_empty():
        return []
    best = _concerned(persons, partitions)
    # records that are settled as one person go together in every draw: a node stands for all of them
    settled = pl.min("record_id").over("person_id", pl.col("record_id").is_in(doubtful.implode()))
    node = pl.when(pl.col("record_id").is_in(doubtful.implode())).then("record_id").otherwise(settled)
    nodes = best.select("record_id", node=node)
    draws = _taken(partitions, best.height)
    drawn = _every(partitions.filter(pl.col("draw").is_in(draws)), best)
    joined = _joined(drawn.join(nodes, on="record_id").select("draw", "person_id", "node").unique(), len(draws))
    parts = [
        nodes.join(_grouped(nodes["node"].unique().sort(), joined.filter(pl.col("share") >= share)), on="node").select(
            pl.lit(number, dtype=pl.Int32).alias("draw"), "record_id", "person_id"
        )
        for number, share in enumerate(shares)
    ]
    held = records.filter(pl.col("record_id").is_in(best["record_id"].implode()))
    return _people_of(pl.concat(parts), held, scope)


def _concerned(persons: pl.DataFrame, partitions: pl.DataFrame) -> pl.DataFrame:
    """Return the PERSONS whose records are in doubt, their settled records too: others may join them."""
    in_doubt = persons.filter(pl.col("record_id").is_in(partitions["record_id"].unique().implode()))
    touched = pl.concat([in_doubt["person_id"], partitions["person_id"]]).unique().implode()
    return persons.filter(pl.col("person_id").is_in(touched))


def _every(partitions: pl.DataFrame, best: pl.DataFrame) -> pl.DataFrame:
    """Return the person of every record concerned in each draw; one of which a draw says nothing keeps its best."""
    every = partitions.select("draw").unique().join(best, how="cross")
    return every.join(partitions, on=["draw", "record_id"], how="left", suffix="_drawn").select(
        "draw", "record_id", person_id=pl.coalesce("person_id_drawn", "person_id")
    )


def _taken(partitions: pl.DataFrame, rows: int) -> list[int]:
    """Return the draws that are used, fewer where each has many rows."""
    draws = partitions["draw"].unique().sort().to_list()
    return draws[: max(FEWEST_DRAWS, MOST_DRAWN_ROWS // rows)]


def _joined(drawn: pl.DataFrame, draws: int) -> pl.DataFrame:
    """Return pairs of nodes with the share of the draws in which they are one person."""
    return (
        drawn.join(drawn, on=["draw", "person_id"], suffix="_other")
        .filter(pl.col("node") < pl.col("node_other"))
        .group_by("node", "node_other")
        .agg(share=pl.len() / draws)
    )


def _grouped(nodes: pl.Series, joined: pl.DataFrame) -> pl.DataFrame:
    """Return the person of each node, whatever is joined being one."""
    left, right = (nodes.search_sorted(joined[name]).to_numpy() for name in ("node", "node_other"))
    linked = coo_array((np.ones(len(left)), (left, right)), shape=(len(nodes), len(nodes)))
    _, label = connected_components(linked, directed=False)
    return pl.DataFrame({"node": nodes, "person_id": pl.Series(label).cast(pl.String)})


def _people_of(drawn: pl.DataFrame, records: pl.DataFrame, scope: Scope) -> list[pl.DataFrame]:
    """Return the people of a few draws, counted together under names that no two draws share."""
    of_draw = pl.format("{}/{}", "draw", "record_id").alias("record_id")
    stacked = drawn.select("draw", "record_id").sort("draw", "record_id").join(records, on="record_id")
    made = people_of(
        stacked.with_columns(of_draw).drop("draw"),
        drawn.select(of_draw, pl.format("{}/{}", "draw", "person_id").alias("person_id")),
        scope=scope,
    )
    draw = pl.col("person_id").str.extract(r"^(\d+)/").cast(pl.Int32).alias("draw")
    return (
        made.select(*KEPT, draw)
        .sort("draw", maintain_order=True)
        .partition_by("draw", maintain_order=True, include_key=False)
    )

"""What a new edition of a list changed: rows added, removed, changed, split, merged, and given another number."""

from collections.abc import Mapping
from itertools import pairwise

import polars as pl

from tollbook.linkage.likeness import SAYING, alike, sounding
from tollbook.model.lists import Source
from tollbook.model.tables import CHANGES, RECORDS, conform, empty
from tollbook.model.vocabulary import EditionPolicy

_OF_THE_FILE = frozenset({"record_id", "source", "edition", "file", "row", "current", "linkable"})
FIELDS: tuple[str, ...] = tuple(name for name in RECORDS if name not in _OF_THE_FILE)
_AT_ONCE = 8  # fields; two editions of millions of rows do not fit side by side
ONE_ROW = ("same", "changed", "renumbered", "merged")  # changes after which the row before lives on as the row after


def every_change(records: pl.DataFrame | pl.LazyFrame, sources: Mapping[str, Source]) -> pl.DataFrame:
    """Return what each edition of each list changed against the one before it.

    A list whose editions add to each other loses no row by not repeating it.

    Args:
        records: RECORDS of all editions.
        sources: By name, with their editions, oldest first.

    Returns:
        CHANGES, by list and edition.
    """
    made = [empty(CHANGES)]
    for name in sorted(sources):
        own = records.lazy().filter(pl.col("source") == name)
        held = set(own.select("edition").unique().collect()["edition"])
        for before, after in pairwise(edition for edition in sources[name].editions if edition in held):
            found = changes(own, source=name, before=before, after=after)
            if sources[name].edition_policy is EditionPolicy.ADDS:
                found = found.filter(pl.col("change") != "removed")
            made.append(found)
    return pl.concat(made)


class _Edition:
    """One edition of a list, by row, a few columns at a time."""

    __slots__ = ("_order", "_table")

    def __init__(self, table: pl.LazyFrame) -> None:
        self._table = table
        self._order = table.select(pl.col("row").arg_sort()).collect().to_series()

    def frame(self, *wanted: pl.Expr | str) -> pl.DataFrame:
        """Return some columns."""
        return self._table.select(wanted).collect()[self._order]

    def column(self, wanted: pl.Expr | str) -> pl.Series:
        """Return one column."""
        return self.frame(wanted).to_series()

    def where(self, chosen: pl.Expr, *wanted: pl.Expr | str) -> pl.DataFrame:
        """Return some columns of some rows."""
        return self._table.filter(chosen).sort("row").select(wanted).collect()


def changes(records: pl.DataFrame | pl.LazyFrame, *, source: str, before: str, after: str) -> pl.DataFrame:
    """Return what became of each row of one edition in a later one, and which rows are new.

    Rows are the same row if the list gives them one number; where it gives none, if they say the same in every field,
    each taken once. A number given twice in one edition is told apart by the order of its rows. Of the rows that are
    left, one that speaks of the same person as a single row of the other edition, and of no other, is that row under
    another number (`renumbered`), one of two rows that it became (`split`), or one of two that became it (`merged`).

    Args:
        records: RECORDS of all editions; of a lazy frame, a few columns are held at a time.
        source: The list.
        before: Name of the earlier edition.
        after: Name of the later edition.

    Returns:
        CHANGES, by the record of the later edition, then of the earlier.
    """
    earlier, later = (
        _Edition(records.lazy().filter((pl.col("source") == source) & (pl.col("edition") == edition)))
        for edition in (before, after)
    )
    both = _numbered(earlier).join(_numbered(later), on=["_key", "_nth"], how="full", suffix="_after")
    told = both.select(
        before="record_id",
        after="record_id_after",
        change=pl.when(pl.col("record_id").is_null())
        .then(pl.lit("added"))
        .when(pl.col("record_id_after").is_null())
        .then(pl.lit("removed"))
        .otherwise(pl.lit("same")),
        fields=_differing(earlier, later, both),
    )
    told = told.with_columns(
        change=pl.when(pl.col("fields").list.len() > 0).then(pl.lit("changed")).otherwise("change")
    )
    found = _settled(told, _like(earlier, later, told))
    fields = pl.when(pl.col("change") == "changed").then("fields").otherwise(pl.lit([], pl.List(pl.String)))
    signed = found.with_columns(
        fields=fields, source=pl.lit(source), before_edition=pl.lit(before), after_edition=pl.lit(after)
    )
    return (
        conform(signed, CHANGES, table="changes")
        .select(*CHANGES)
        .sort("after", "before", nulls_last=True, maintain_order=True)
    )


def _differing(earlier: _Edition, later: _Edition, both: pl.DataFrame) -> pl.Series:
    """Return the fields in which each row of `both` differs between two editions; none where it stands in one."""
    i, j = both["_at"], both["_at_after"]
    met = i.is_not_null() & j.is_not_null()
    differs: dict[str, pl.Series] = {}
    for first in range(0, len(FIELDS), _AT_ONCE):
        some = FIELDS[first : first + _AT_ONCE]
        one, other = earlier.frame(*some), later.frame(*some)
        differs |= {name: met & one[name].gather(i).ne_missing(other[name].gather(j)) for name in some}
    flags = pl.DataFrame(differs).with_row_index("_row").filter(pl.any_horizontal(FIELDS))
    named = flags.select(
        "_row",
        fields=pl.concat_list(pl.when(name).then(pl.lit(name)) for name in FIELDS).list.drop_nulls(),
    )
    every = pl.DataFrame({"_row": pl.int_range(both.height, dtype=pl.UInt32, eager=True)})
    return every.join(named, on="_row", how="left", maintain_order="left")["fields"].fill_null([])


def _like(earlier: _Edition, later: _Edition, told: pl.DataFrame) -> pl.DataFrame:
    """Return which removed or added rows speak of the same person as which single row of the other edition."""
    gone, new = (
        told.filter(pl.col("change") == change)[side] for change, side in (("removed", "before"), ("added", "after"))
    )
    if not len(gone) and not len(new):
        return pl.DataFrame(schema=dict.fromkeys(("before", "after"), pl.String))
    before, after = (sounding(edition.frame(*SAYING)) for edition in (earlier, later))
    is_gone, is_new = (pl.col("record_id").is_in(loose.implode()) for loose in (gone, new))
    return (
        pl.concat([alike(before.filter(is_gone), after), alike(before, after.filter(is_new))])
        .unique()
        .sort("before", "after")
    )


def _settled(told: pl.DataFrame, like: pl.DataFrame) -> pl.DataFrame:
    """Return changes with likeness considered: each loose row that is like one row alone is told by it."""
    gone, new = (told.filter(pl.col("change") == change) for change in ("removed", "added"))
    is_gone, is_new = pl.col("before").is_in(gone["before"].implode()), pl.col("after").is_in(new["after"].implode())
    one_after, one_before = pl.len().over("before") == 1, pl.len().over("after") == 1
    of = (
        like.with_columns(_gone=is_gone, _new=is_new, _one_after=one_after, _one_before=one_before)
        .filter(~pl.col("_gone") | pl.col("_one_after"), ~pl.col("_new") | pl.col("_one_before"))
        .select(
            before="before",
            after="after",
            change=pl.when(pl.col("_gone") & pl.col("_new"))
            .then(pl.lit("renumbered"))
            .when("_gone")
            .then(pl.lit("merged"))
            .otherwise(pl.lit("split")),
            fields=pl.lit([], pl.List(pl.String)),
        )
    )
    settled_gone = of.filter(pl.col("change") != "split")["before"].implode()
    settled_new = of.filter(pl.col("change") != "merged")["after"].implode()
    rest = told.filter(
        ~(
            ((pl.col("change") == "removed") & pl.col("before").is_in(settled_gone)).fill_null(value=False)
            | ((pl.col("change") == "added") & pl.col("after").is_in(settled_new)).fill_null(value=False)
        )
    )
    return pl.concat([rest, of])


def successors(changes: pl.DataFrame) -> pl.DataFrame:
    """Return, for each record that a later edition has in another form, the last form of it: `record_id`, `last`."""
    follows = changes.filter(pl.col("change").is_in(ONE_ROW)).select("before", "after").unique("before", keep="last")
    found = follows.select(record_id="before", last="after")
    while True:
        further = found.join(follows, left_on="last", right_on="before", how="left")
        if further["after"].null_count() == further.height:
            return found.sort("record_id")
        found = further.select("record_id", last=pl.coalesce("after", "last"))


def _numbered(rows: _Edition) -> pl.DataFrame:
    """Return the rows of an edition by their place, with a key, and a count of rows with the same key."""
    said = pl.concat_str([pl.col(name).cast(pl.String).fill_null("\x00") for name in FIELDS], separator="\x1f")
    nameless = rows.where(pl.col("source_record_id").is_null(), said).to_series()
    own = rows.column("\x1e" + pl.col("source_record_id"))
    own = own.scatter(own.is_null().arg_true(), nameless) if len(nameless) else own
    keyed = pl.DataFrame({"record_id": rows.column("record_id"), "_key": own}).with_row_index("_at")
    return keyed.with_columns(_nth=pl.int_range(pl.len()).over("_key"))

"""The rules by which one value is taken where a person's records give several."""

import polars as pl

UNKNOWN = "unknown"

# What a report says of each field's value; the words are the rule.
CHOICES: dict[str, str] = {
    "word": (
        "the value that most sources give, one vote a source; on a tie the one with more records, then that of the "
        "source that comes first by name. 'Unknown' is taken only where no source knows"
    ),
    "name": "as for words, but on a tie the name with more parts, then the longer one, then the source's name",
    "interval": (
        "the days (or years of age) on which all sources agree; where they do not agree, the narrowest interval, then "
        "the one that most sources give, then that of the source that comes first by name"
    ),
    "place": (
        "the governorate as for words, then the district within it, then the locality within that; the published "
        "place and its coordinates come from one record that agrees with all three and states most"
    ),
    "age": (
        "the age stated, else the age at death from the date of birth; where both are known and agree, what they have "
        "in common"
    ),
}


def choice_of(field: str) -> str:
    """Return by which of CHOICES the value of a field is taken."""
    if field in ("birth", "death"):
        return "interval"
    return {"age": "age", "governorate": "place", "name_ar": "name", "name_latin": "name"}.get(field, "word")


def word(rows: pl.DataFrame, field: str, *, is_name: bool = False) -> pl.DataFrame:
    """Return the value taken for a field of each person who has one.

    Args:
        rows: Columns `person`, `source` (its place among the sources by name) and the field.
        field: The column to choose from.
        is_name: Whether a tie goes to the value that says more.

    Returns:
        Columns `person`, the field, and `rivals`: how many known values there were.
    """
    votes = (
        rows.select("person", "source", pl.col(field).alias("value"))
        .drop_nulls("value")
        .group_by("person", "value")
        .agg(sources=pl.col("source").n_unique(), records=pl.len(), first=pl.col("source").min())
        .with_columns(known=pl.col("value") != UNKNOWN)
        .with_columns(rivals=pl.col("known").sum().over("person"))
    )
    fullness = [
        pl.col("value").str.count_matches(" ", literal=True).alias("parts"),
        pl.col("value").str.len_chars().alias("letters"),
    ]
    order = ["known", "sources", "parts", "letters", "first"] if is_name else ["known", "sources", "records", "first"]
    # Only people with several values need the sort, and they are few.
    single = votes.filter(pl.len().over("person") == 1)
    several = votes.filter(pl.len().over("person") > 1).with_columns(fullness)
    chosen = several.sort(
        "person", *order, "value", descending=[False, *(name != "first" for name in order), False]
    ).unique("person", keep="first", maintain_order=True)
    columns = ["person", pl.col("value").alias(field), "rivals"]
    return pl.concat([single.select(columns), chosen.select(columns)])


def interval(rows: pl.DataFrame, low: str, high: str) -> pl.DataFrame:
    """Return the interval taken for each person who has one.

    Args:
        rows: Columns `person`, `source`, and the two ends as numbers; a null end is open, two null ends say nothing.
        low: Column of the lower end, included.
        high: Column of the upper end, included.

    Returns:
        Columns `person`, the two ends (null where open) and `apart`: how far the two farthest intervals lie from each
        other; 0 or less where all agree.
    """
    stated = rows.select(
        "person",
        "source",
        low=pl.col(low).cast(pl.Float64).fill_null(float("-inf")),
        high=pl.col(high).cast(pl.Float64).fill_null(float("inf")),
    ).filter(pl.col("low").is_finite() | pl.col("high").is_finite())
    common = stated.group_by("person").agg(
        low=pl.col("low").max(), high=pl.col("high").min(), apart=pl.col("low").max() - pl.col("high").min()
    )
    divided = common.filter(pl.col("apart") > 0).select("person", "apart")
    narrowest = (
        stated.join(divided, on="person")
        .group_by("person", "low", "high", "apart")
        .agg(sources=pl.col("source").n_unique(), first=pl.col("source").min())
        .with_columns(width=pl.col("high") - pl.col("low"))
        .sort("person", "width", "sources", "first", "low", descending=[False, False, True, False, False])
        .unique("person", keep="first", maintain_order=True)
    )
    columns = ["person", "low", "high", "apart"]
    return pl.concat([common.filter(pl.col("apart") <= 0).select(columns), narrowest.select(columns)]).select(
        "person",
        pl.when(pl.col("low").is_finite()).then("low").alias(low),
        pl.when(pl.col("high").is_finite()).then("high").alias(high),
        "apart",
    )


def place(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the place taken for each person who has one.

    Args:
        rows: Columns `person`, `source`, `record_id`, `place`, `locality`, `district`, `governorate`, `lat`, `lon`.

    Returns:
        Columns `person`, the six of the place, and `rivals`: how many governorates are known.
    """
    chosen = word(rows, "governorate")
    inside = rows
    levels = [chosen]
    for outer, inner in (("governorate", "district"), ("district", "locality")):
        taken = levels[-1].select("person", pl.col(outer).alias("taken"))
        inside = (
            inside.join(taken, on="person", how="left")
            .filter(pl.col(outer).is_null() | pl.col("taken").is_null() | (pl.col(outer) == pl.col("taken")))
            .drop("taken")
        )
        levels.append(word(inside, inner).drop("rivals"))
    names = levels[0].join(levels[1], on="person", how="full", coalesce=True)
    names = names.join(levels[2], on="person", how="full", coalesce=True)
    return names.join(_printed(inside, levels[2]), on="person", how="full", coalesce=True)


def _printed(inside: pl.DataFrame, localities: pl.DataFrame) -> pl.DataFrame:
    """Return the place as one record publishes it, with that record's coordinates."""
    has_point = pl.col("lat").is_not_null() & pl.col("lon").is_not_null()
    return (
        inside.join(localities.rename({"locality": "taken"}), on="person", how="left")
        .filter(pl.col("locality").is_null() | (pl.col("locality") == pl.col("taken")))
        .filter(pl.col("place").is_not_null() | has_point)
        .with_columns(
            stated=pl.sum_horizontal(pl.col("locality", "district", "place").is_not_null()) + has_point.cast(pl.Int32)
        )
        .sort("person", "stated", "source", "record_id", descending=[False, True, False, False])
        .unique("person", keep="first", maintain_order=True)
        .select("person", "place", "lat", "lon")
    )

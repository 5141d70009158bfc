"""How near a run of a simulated case comes to the truth behind it.

    python benchmarks/truth/evaluate.py CASE [--json]

CASE holds `out/` of a run and `truth/` of the generator. Linkage is judged on the rows that it had to link: current and
naming one person. A pair is two such rows of one person.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

# Classes of the generator to the status by which estimates are broken down.
STATUS = {
    "civilian": "civilian",
    "opposition_fighter": "direct_participant",
    "soldier": "armed_forces",
    "government_militia": "direct_participant",
    "islamic_state": "direct_participant",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was found."""
    parser = argparse.ArgumentParser(description="Compare a run of a simulated case with the truth.")
    parser.add_argument("case", type=Path)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    for needed, mend in (("out/persons.parquet", "run the case first"), ("truth", "it is no simulated case")):
        if not (options.case / needed).exists():
            parser.error(f"{options.case / needed} is not there: {mend}")
    found = evaluate(options.case)
    if options.json:
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(lines(found)) + "\n")


def evaluate(case: Path) -> dict[str, Any]:
    """Return how linkage, the count and the estimates of a run compare with the truth.

    Args:
        case: A folder with `out/` and `truth/`.

    Returns:
        `linkage`, `count` and `estimates`, each a dictionary of numbers.
    """
    records = pl.read_parquet(case / "out" / "records.parquet")
    persons = pl.read_parquet(case / "out" / "persons.parquet")
    truth = pl.read_parquet(case / "truth" / "truth.parquet")
    known = json.loads((case / "truth" / "truth.json").read_text(encoding="utf-8"))
    rows = records.filter("current").join(truth, on=["source", "edition", "row"], how="left")
    named = rows.filter(pl.col("linkable") & pl.col("person").is_not_null()).join(persons, on="record_id")
    counts = pl.read_parquet(case / "out" / "counts.parquet").filter(pl.col("dimension") == "all")
    return {
        "linkage": linkage(named),
        "count": {
            "documented": dict(counts.select("rule", "people").iter_rows()),
            "true_on_lists": rows["person"].drop_nulls().n_unique(),
            "true_named_on_lists": named["person"].n_unique(),
        },
        "estimates": estimates(case, known),
        "deaths": known["deaths"],
    }


def linkage(named: pl.DataFrame) -> dict[str, float]:
    """Return pairwise precision, recall and F1, and how many persons were found.

    Args:
        named: Columns `record_id`, `person_id` as linked and `person` as it is.

    Returns:
        The numbers; by source, the pairs that one list holds of one person and that were wrongly made.
    """
    both, linked, real = (_pairs(named, keys) for keys in (["person_id", "person"], ["person_id"], ["person"]))
    precision = both / linked if linked else 1.0
    recall = both / real if real else 1.0
    inside = _pairs(named, ["source", "person_id"]) - _pairs(named, ["source", "person_id", "person"])
    return {
        "rows": len(named),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "persons": named["person_id"].n_unique(),
        "true_persons": named["person"].n_unique(),
        "wrong_pairs_inside_lists": inside,
    }


def _pairs(named: pl.DataFrame, keys: list[str]) -> int:
    size = named.group_by(keys).len()["len"].cast(pl.Int64)
    return int((size * (size - 1) // 2).sum())


def estimates(case: Path, known: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return each stratum's headline beside the truth; an estimate that was refused has no numbers."""
    totals = {"all": int(known["deaths"])}
    for group, deaths in known["by_class"].items():
        stratum = f"status={STATUS[group]}"
        totals[stratum] = totals.get(stratum, 0) + int(deaths)
    table = pl.read_parquet(case / "out" / "estimates.parquet")
    found: dict[str, dict[str, Any]] = {}
    for row in table.sort("is_headline", descending=True).unique("stratum", keep="first").iter_rows(named=True):
        deaths = totals.get(row["stratum"])
        if deaths is None:
            continue
        if not row["is_headline"]:
            found[row["stratum"]] = {"deaths": deaths, "documented": row["documented"], "refused": True}
            continue
        found[row["stratum"]] = {
            "deaths": deaths,
            "documented": row["documented"],
            "method": row["method"],
            "median": row["median"],
            "interval": [row["low"], row["high"]],
            "holds_truth": row["low"] <= deaths <= row["high"],
        }
    return dict(sorted(found.items()))


def lines(found: dict[str, Any]) -> list[str]:
    """Return what was found as lines of text."""
    link, count = found["linkage"], found["count"]
    text = [
        f"linkage    {link['rows']:,} rows: precision {link['precision']:.4f}, recall {link['recall']:.4f}, "
        f"F1 {link['f1']:.4f}; {link['persons']:,} persons, truly {link['true_persons']:,}; "
        f"{link['wrong_pairs_inside_lists']} wrong pairs inside a list",
        f"documented {', '.join(f'{rule} {people:,}' for rule, people in count['documented'].items())}; "
        f"truly on a list {count['true_on_lists']:,}, by name {count['true_named_on_lists']:,}",
    ]
    for stratum, estimate in found["estimates"].items():
        if estimate.get("refused"):
            text.append(f"estimate   {stratum}: refused; truly {estimate['deaths']:,}")
            continue
        low, high = estimate["interval"]
        verdict = "holds" if estimate["holds_truth"] else "misses"
        text.append(
            f"estimate   {stratum}: {estimate['median']:,.0f} [{low:,.0f}-{high:,.0f}] ({estimate['method']}) "
            f"{verdict} the truth, {estimate['deaths']:,}"
        )
    return text


if __name__ == "__main__":
    main()

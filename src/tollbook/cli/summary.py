"""What a run found, in a few lines: claimed, documented, estimated, and what does not fit."""

from typing import Any

import polars as pl

from tollbook.cli.reviewing import conflict_lines
from tollbook.counting import outsiders
from tollbook.model.results import Results
from tollbook.model.vocabulary import Measure, Verdict

MOST_CONFLICTS = 5  # printed; all are in linkage.json


def summary(results: Results) -> dict[str, Any]:
    """Return what a run found, for `--json` and for the lines printed at its end."""
    totals = results.counts.filter(pl.col("dimension") == "all")
    return {
        "title": results.case.title,
        "claimed": [
            {
                "ref": f"toll:{read.document.name}/{toll.id}",
                "publisher": read.document.publisher,
                "words": toll.span.text,
                "low": toll.quantity.low,
                "high": toll.quantity.high,
            }
            for read in results.readings.values()
            for toll in read.tolls
            if toll.measure is Measure.KILLED and toll.parent is None
        ],
        "documented": [
            {"ref": row["ref"], "rule": row["rule"], "people": row["people"]} for row in totals.iter_rows(named=True)
        ],
        "outside": outsiders(results.people),
        "estimated": [
            {
                "ref": f"estimate:{stratum}",
                "documented": estimate.table.n,
                "median": estimate.headline and estimate.headline.median,
                "interval": estimate.headline and estimate.headline.interval,
                "method": estimate.headline and estimate.headline.method,
                "rule": estimate.rule,
            }
            for stratum, estimate in results.estimates.items()
        ],
        "checks": [
            {"ref": f"check:{name}", "verdict": verdict, "reason": reason}
            for name, verdict, reason in results.checks.select("id", "verdict", "reason").collect().iter_rows()
        ],
        "linked": {
            key: results.linkage.get(key)
            for key in ("n_persons", "persons_interval", "unmet", "duplicates", "quality", "conflicts")
        },
        "rows": {
            "rows": sum(entry["rows"] for entry in results.intake),
            "records": results.records.height,
            "rejected": results.rejections.height,
            "remarks": results.remarks.height,
        },
    }


def linked_lines(linked: dict[str, Any]) -> list[str]:
    """Return how records were linked as lines of text: persons, how well, and judgements that do not fit together."""
    said = []
    people, worth = linked["persons_interval"], linked["quality"]
    if people is not None:
        said.append(
            f"linked:     {linked['n_persons']:,} persons; linkage alone leaves {people['low']:,.0f} to "
            f"{people['high']:,.0f} open"
        )
    if (linked["unmet"] or 0.0) >= 0.5:
        said.append(f"            about {linked['unmet']:,.0f} of these are expected to be further records of others")
    if worth and worth["precision"] and worth["recall"]:
        basis = f"{worth['judged']:,} judged pairs" if worth["basis"] == "judged" else "the model's own account"
        parts = [
            f"{name} {told['value']:.1%} [{told['low']:.1%}, {told['high']:.1%}]"
            for name, told in (("precision", worth["precision"]), ("recall", worth["recall"]))
        ]
        said.append(f"            {', '.join(parts)} by {basis}")
    conflicts = linked["conflicts"] or []
    if conflicts:
        said.append(f"judgements: {len(conflicts):,} do not fit the others or a list's policy")
        said += conflict_lines(conflicts[:MOST_CONFLICTS])
    return said


def lines(found: dict[str, Any]) -> list[str]:
    """Return a summary as lines of text."""
    rows = found["rows"]
    said = [f"rows:       {rows['rows']:,} = {rows['records']:,} records + {rows['rejected']:,} rejections"]
    claimed = sorted(found["claimed"], key=lambda toll: -toll["low"])
    said.append(f"claimed:    {len(claimed):,} figures of people killed")
    if claimed:
        said[-1] += f"; the greatest: “{claimed[0]['words']}” ({claimed[0]['publisher'] or 'publisher not stated'})"
    counted = ", ".join(f"{count['people']:,} ({count['rule']})" for count in found["documented"])
    said.append(f"documented: {counted or 'no list'}")
    said += linked_lines(found["linked"])
    outside = [f"{people:,} ({reason})" for reason, people in found["outside"].items() if people]
    if outside:
        said.append(f"            not counted, because outside the case: {', '.join(outside)}")
    for estimate in found["estimated"]:
        name = estimate["ref"].removeprefix("estimate:")
        if estimate["interval"] is None:
            said.append(f"estimated:  {name}: none. {estimate['rule']}")
        else:
            low, high = estimate["interval"]
            said.append(
                f"estimated:  {name}: {estimate['median']:,.0f} [{low:,.0f}, {high:,.0f}] ({estimate['method']})"
            )
    verdicts = [check["verdict"] for check in found["checks"]]
    misfits, apart = (verdicts.count(verdict.value) for verdict in (Verdict.INCONSISTENT, Verdict.NOT_COMPARABLE))
    compared = len(verdicts) - apart
    said.append(f"reconciled: {misfits} of {compared} comparisons do not fit; {apart} figures are not comparable")
    return said

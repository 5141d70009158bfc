"""`tollbook estimate`: a published table, or one of people, to what may be said of those on no list."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from tollbook import estimation, pipeline, publish
from tollbook.cli import output
from tollbook.errors import CaseError
from tollbook.estimation.settings import LEVEL
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.estimate import Estimate, Total
from tollbook.store.estimates import draws_of
from tollbook.store.kept import Kept, estimate_table
from tollbook.store.values import write_table

ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a table.

    Attributes:
        title: The table's name.
        whole: The estimate of everybody.
        strata: Estimates by stratum; empty where nobody asked.
        total: The strata added up, or None.
    """

    title: str
    whole: Estimate
    strata: Mapping[str, Estimate]
    total: Total | None


def estimate(
    table: Annotated[Path, typer.Argument(help="A capture table: one 0/1 column a list, and a column `count`.")],
    people: Annotated[
        bool, typer.Option("--people", help="Each row is one person; there is no column `count`.")
    ] = False,
    lists: Annotated[str, typer.Option(help="The columns that are lists, with commas; else all.")] = "",
    strata: Annotated[str, typer.Option(help="Columns by which people are divided, with commas.")] = "",
    method: Annotated[list[str] | None, typer.Option(help="A method to run, again for another; else all.")] = None,
    level: Annotated[float, typer.Option(help="Coverage that intervals aim at.")] = LEVEL,
    delta: Annotated[float | None, typer.Option(help="Prior weight of a cell of decomposable graphs.")] = None,
    classes: Annotated[int, typer.Option(help="Latent classes at most.")] = 10,
    list_prior: Annotated[float, typer.Option(help="Prior weight of a list in a latent class.")] = 1.0,
    chains: Annotated[int, typer.Option(help="Markov chains.")] = 4,
    sweeps: Annotated[int, typer.Option(help="Sweeps of each chain at most.")] = 40_000,
    sensitivity: Annotated[bool, typer.Option("--sensitivity", help="Also run the slow sensitivity results.")] = False,
    plots: Annotated[Path | None, typer.Option(help="Write a page with plots to this HTML file.")] = None,
    draws: Annotated[Path | None, typer.Option(help="Write the draws to this file (.csv or .parquet).")] = None,
    cache: Annotated[Path | None, typer.Option(help="Keep estimates in this folder, and take them from it.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of all randomness.", min=0)] = DEFAULT_SEED,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Estimate from a published capture table how many were on no list, or say why not."""
    layout = estimation.Layout(names(lists), names(strata), people)
    settings = estimation.Settings(
        level=level,
        methods=tuple(method or ()),
        delta=delta,
        classes=classes,
        list_prior=list_prior,
        chains=chains,
        sweeps=sweeps,
        sensitivity=sensitivity,
    )
    with output.progress() as progress:
        found = estimated(table, layout, settings, seed=seed, cache=cache, progress=progress)
    if draws is not None:
        write_draws(found, draws)
    if plots is not None:
        write_plots(found, plots, seed=seed)
    if json:
        output.print_json(as_json(found))
    else:
        print_estimates(found)


def names(text: str) -> tuple[str, ...]:
    """Return the names in a text with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def estimated(
    table: Path,
    layout: estimation.Layout,
    settings: estimation.Settings,
    *,
    seed: int,
    cache: Path | None,
    progress: pipeline.Progress,
) -> Found:
    """Return the estimate of a file's table, and of its strata."""
    tables = pipeline.published_tables(table, layout)
    kept = None if cache is None else Kept(cache)
    made = {}
    for done, (name, one) in enumerate(tables.items()):
        if len(tables) > 1:
            progress("tables", done, len(tables))
        made[name] = estimate_table(one, seed=seed, settings=settings, kept=kept, progress=progress)
    whole = made.pop(estimation.WHOLE)
    summed = (
        estimation.total(made, rng=np.random.default_rng(seed), draws=settings.draws, level=settings.level)
        if made
        else None
    )
    return Found(table.stem, whole, made, summed)


def as_json(found: Found) -> dict[str, Any]:
    """Return the estimate as JSON; `strata` and `total` besides where people were divided."""
    said = estimation.as_json(found.whole)
    if found.total is not None:
        said["strata"] = {name: estimation.as_json(one) for name, one in found.strata.items()}
        total = {field.name: getattr(found.total, field.name) for field in fields(found.total) if field.name != "draws"}
        said["total"] = estimation.plain(total)
    return said


def print_estimates(found: Found) -> None:
    """Print the estimate in words, with a table of methods, and one of strata where people were divided."""
    whole = found.whole
    output.out.print(f"documented on {len(whole.table.lists)} lists: {whole.table.n:,}")
    if whole.table.outside:
        output.out.print(
            f"documented on other lists alone: {whole.table.outside:,}; the total cannot be less than both"
        )
    for name, reason in whole.dropped.items():
        output.out.print(f"left out: list {output.visible(name)} {output.visible(reason)}")
    if whole.headline is None:
        output.out.print(f"no estimate: {output.visible(whole.rule)}")
    if whole.methods:
        rows = [
            (name, f"{said.median:,.0f}" if said.has_number else "no number", _ends(said.interval))
            for name, said in whole.methods.items()
        ]
        level = next(iter(whole.methods.values())).level
        output.out.print(output.table("how many in all", ("method", "median", f"{level:.0%} interval"), rows))
    if whole.headline is not None:
        output.out.print(f"given first: {whole.headline.method}. {whole.rule}")
        output.out.print(f"it assumes: {whole.headline.diagnostics.get('assumption', 'see the documentation')}")
    for check in whole.checks:
        output.out.print(output.visible(f"{check.code} ({check.severity}): {check.text}; {check.mend}"))
    if found.total is not None:
        _print_strata(found.strata, found.total)


def _print_strata(strata: Mapping[str, Estimate], total: Total) -> None:
    rows = []
    for name, one in strata.items():
        if one.headline is None:
            rows.append((name, f"{one.documented:,}", "", f"not estimable: {one.rule}"))
        else:
            rows.append((name, f"{one.documented:,}", f"{one.headline.median:,.0f}", _ends(one.headline.interval)))
    rows.append(("all strata added up", f"{total.documented:,}", f"{total.median:,.0f}", _ends(total.interval)))
    output.out.print(output.table("by stratum", ("stratum", "documented", "in all", "interval"), rows))
    if total.is_floor:
        output.out.print("strata that cannot be estimated count with their documented people: the sum is a floor")


def _ends(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"{interval[0]:,.0f} to {interval[1]:,.0f}"


def write_draws(found: Found, path: Path) -> None:
    """Write every draw of every method and stratum as CSV or Parquet."""
    if path.suffix not in ENDINGS:
        raise CaseError("draws are written as CSV or Parquet", where=str(path), mend="end the name in .csv or .parquet")
    frame = draws_of({estimation.WHOLE: found.whole, **found.strata}, () if found.total is None else (found.total,))
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        write_table(frame, path)


def write_plots(found: Found, path: Path, *, seed: int) -> None:
    """Write a page with the estimate, its plots and what they mean."""
    if path.suffix != ".html":
        raise CaseError("plots are written as one HTML file", where=str(path), mend="end the name in .html")
    totals = () if found.total is None else (found.total,)
    estimates = {estimation.WHOLE: found.whole, **found.strata}
    publish.write_estimates(estimates, totals, path, title=found.title, seed=seed)

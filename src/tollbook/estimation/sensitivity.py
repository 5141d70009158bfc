"""The slow sensitivity results, for those who ask: latent classes without each list, and under other priors."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from tollbook.estimation import latent
from tollbook.estimation.refusals import WEAK, admit
from tollbook.estimation.settings import Settings
from tollbook.estimation.tables import on_lists
from tollbook.model.estimate import CaptureTable

CLASSES = (2, 5, 20)
LIST_PRIORS = (0.5, 1.0, 2.0)
EFFECTIVE = 400  # effective draws of each run: enough for a median

Progress = Callable[[str, int, int], None]


def slow(
    table: CaptureTable, *, settings: Settings, rng: np.random.Generator, progress: Progress | None = None
) -> dict[str, Any]:
    """Return `latent_without_list` with intervals, `classes`, `list_prior` and, with weak lists, `without_weak_lists`.

    Args:
        table: In canonical form.
        settings: Of the estimate.
        rng: For the chains.
        progress: Told how many runs are done.

    Returns:
        Medians by what was changed; None where chains did not converge or the rest would be refused.
    """
    quick = replace(settings, effective=EFFECTIVE, sensitivity=False)
    rests = {name: on_lists(table, [other for other in table.lists if other != name]) for name in table.lists}
    weak = [name for j, name in enumerate(table.lists) if table.counts[table.patterns[:, j]].sum() < WEAK]
    jobs: list[tuple[str, str, CaptureTable, Settings]] = [
        *(("latent_without_list", name, rest, quick) for name, rest in rests.items() if len(rest.lists) > 3),
        *(
            ("classes", str(classes), table, replace(quick, classes=classes))
            for classes in (*CLASSES, settings.classes)
        ),
        *(
            ("list_prior", f"{prior:g}", table, replace(quick, list_prior=prior))
            for prior in sorted({*LIST_PRIORS, settings.list_prior})
        ),
    ]
    if weak:
        strong = on_lists(table, [name for name in table.lists if name not in weak])
        jobs.append(("without_weak_lists", ", ".join(weak), strong, quick))
    found: dict[str, Any] = {}
    for done, (what, which, changed, how) in enumerate(jobs):
        median, interval = _answer(changed, settings=how, rng=rng)
        found.setdefault(what, {})[which] = median
        if what == "latent_without_list":
            found.setdefault("latent_without_list_interval", {})[which] = interval
        if progress is not None:
            progress("sensitivity", done + 1, len(jobs))
    return found


def _answer(
    table: CaptureTable, *, settings: Settings, rng: np.random.Generator
) -> tuple[float | None, tuple[float, float] | None]:
    """Return median and 99 % interval, or nothing."""
    if admit(table, dropped={}).is_refused:
        return None, None
    result = latent.fit(table, settings=replace(settings, level=0.99), rng=rng)
    return (result.median, result.interval) if result.diagnostics["converged"] else (None, None)

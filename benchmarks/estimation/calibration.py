"""Simulation-based calibration of latent classes: are the ranks of true values among posterior draws uniform?

    python benchmarks/estimation/calibration.py --draws 1000 --classes 3 10

Weights, probabilities and alpha are drawn from the prior and a table of fixed n from them (the prior on N, 1/N, is not
one to draw from; given n it has left the likelihood, so that the sampler's own target is what is put to the test). The
rank of the true chance of being on no list among thinned posterior draws is compared with a uniform distribution.

Each rank is kept in a file as it is found, so that a run can be broken off and taken up again.

Source: Talts, Betancourt, Simpson, Vehtari, Gelman 2018, arXiv 1804.06788.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.stats import chisquare

from tollbook.estimation import Settings, latent
from tollbook.estimation.latent_moves import ALPHA_RATE, ALPHA_SHAPE
from tollbook.model.estimate import CaptureTable

LISTS, PEOPLE, KEPT, BINS = 4, 120, 99, 20


def rank(classes: int, replicate: int) -> int | None:
    rng = np.random.default_rng([19481210, classes, replicate])
    alpha = rng.gamma(ALPHA_SHAPE) / ALPHA_RATE
    sticks = np.append(rng.beta(1, max(alpha, 1e-12), classes - 1), 1.0)
    weights = sticks * np.append(1.0, np.cumprod(1 - sticks)[:-1])
    chance = rng.random((LISTS, classes))
    codes = np.arange(2**LISTS)
    held = (codes[:, None] >> np.arange(LISTS) & 1).astype(bool)
    cells = np.array([(weights * np.where(h[:, None], chance, 1 - chance).prod(axis=0)).sum() for h in held])
    nowhere = cells[0]
    counts = rng.multinomial(PEOPLE, cells[1:] / cells[1:].sum())
    seen = counts > 0
    table = CaptureTable(tuple("ABCD"), held[1:][seen], counts[seen].astype(np.int64))
    settings = Settings(classes=classes, effective=1_000, threads=1, sweeps=20_000)
    found = latent.posterior(table, settings=settings, rng=rng)
    if found.ess_bulk < 2 * KEPT:
        return None
    empty = (found.weights * (1 - found.probabilities).prod(axis=1)).sum(axis=1)
    thinned = empty[np.linspace(0, len(empty) - 1, KEPT).round().astype(int)]
    return int((thinned < nowhere).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--classes", type=int, nargs="+", default=[3, 10])
    parser.add_argument("--kept", type=Path, default=Path("benchmarks/results/calibration.jsonl"))
    options = parser.parse_args()
    options.kept.parent.mkdir(parents=True, exist_ok=True)
    lines = options.kept.read_text().splitlines() if options.kept.exists() else []
    ranks = {(row["classes"], row["replicate"]): row["rank"] for row in map(json.loads, lines)}
    with options.kept.open("a") as kept:
        for replicate in range(options.draws):
            for classes in options.classes:
                if (classes, replicate) not in ranks:
                    ranks[classes, replicate] = rank(classes, replicate)
                    kept.write(
                        json.dumps({"classes": classes, "replicate": replicate, "rank": ranks[classes, replicate]})
                    )
                    kept.write("\n")
                    kept.flush()
    print("| classes | draws from the prior | too few effective draws | chi-squared, 19 degrees | p |")
    print("|---|---|---|---|---|")
    for classes in options.classes:
        own = [value for (which, _), value in ranks.items() if which == classes]
        given = np.array([each for each in own if each is not None])
        found = chisquare(np.bincount(given * BINS // (KEPT + 1), minlength=BINS))
        print(f"| {classes} | {len(own)} | {len(own) - len(given)} | {found.statistic:.1f} | {found.pvalue:.3f} |")


if __name__ == "__main__":
    main()

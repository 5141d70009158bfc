"""Invented records in two scripts and two lists, with every field stated by some, and a model of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tollbook.engines import Model, export
from tollbook.linkage.blocking import Blocking, blocking
from tollbook.linkage.candidates import scan
from tollbook.linkage.features import Features, features
from tollbook.linkage.parameters import fitted, weights
from tollbook.linkage.scan import N_TERMS, pair_weights
from tollbook.model.case import DEFAULT_SEED
from tollbook.model.lists import Source
from tollbook.model.tables import RECORDS, conform
from tollbook.model.vocabulary import ListPolicy

ARABIC = ("سامر", "سمير", "ليلي", "عبد الرحمن", "هناء", "البستاني", "بستاني", "الزيتوني")
LATIN = ("Samer", "Samir", "Layla", "Abd al-Rahman", "Hana", "al-Bustani", "Bustani", "Zaytuni", "S")
SOURCES = {
    name: Source(name=name, title=name, publisher=name, policy=policy)
    for name, policy in (("east", ListPolicy.ONCE), ("north's", ListPolicy.MAY_REPEAT))
}


def records(count: int) -> pl.DataFrame:
    rng = np.random.default_rng(DEFAULT_SEED)

    def some(choices: tuple[Any, ...], stated: float = 0.8) -> Any:
        return choices[int(rng.integers(len(choices)))] if rng.random() < stated else None

    rows = []
    for at in range(count):
        born = date(1990, 1, 1) + timedelta(days=int(rng.integers(0, 40))) if rng.random() < 0.5 else None
        died = date(2014, 3, 1) + timedelta(days=int(rng.integers(0, 50))) if rng.random() < 0.8 else None
        age, near = some((24.0, 25.0, 40.0), 0.4), some((36.2, 36.21, 36.9), 0.5)
        row = {"record_id": f"r{at:05d}", "source": some(tuple(SOURCES), 1.0), "current": True, "linkable": True}
        for part in ("given", "father", "grandfather", "family"):
            row |= {f"{part}_ar": some(ARABIC, 0.6), f"{part}_latin": some(LATIN, 0.6)}
        row |= {"birth_from": born, "birth_to": born, "age_low": age, "age_high": age, "lat": near, "lon": 37.1}
        row |= {"death_from": died, "death_to": died + timedelta(days=some((0, 0, 20), 1.0)) if died else None}
        row |= {"sex": some(("female", "male")), "status": some(("civilian", "armed_forces"))}
        row |= {"cause": some(("small_arms", "shelling")), "identifier": some(("123456", "123457", "998877"), 0.2)}
        row |= {"locality": some(("Nahr", "Nahra", "وادي"), 0.5), "district": some(("North", "South"))}
        rows.append(row | {"governorate": some(("East", "West"))})
    frame = pl.DataFrame(rows, schema_overrides=dict(RECORDS), infer_schema_length=None)
    return conform(frame, RECORDS, table="records")


@dataclass(frozen=True, slots=True)
class Invented:
    """A fitted case, and how its pairs weigh in our own engine."""

    rows: pl.DataFrame
    known: Features
    blocked: Blocking
    model: Model

    def export(self, folder: Path) -> Path:
        export(self.known, self.blocked, self.model, self.rows, folder, progress=lambda *_: None)
        return folder

    def weights(self) -> pl.DataFrame:
        """Every pair that a rule brings together, with its weight."""
        kept = scan(self.known.codes, weights(self.model.parameters), self.blocked, floor=-1e9).whole()
        table = np.empty((len(kept.left), N_TERMS + 2))
        pair_weights(self.known.codes, self.model.weights(), kept.left, kept.right, table)
        ids = self.known.record_ids()
        return pl.DataFrame({"left": ids.gather(kept.left), "right": ids.gather(kept.right), "weight": table[:, -1]})


@pytest.fixture(scope="session")
def sources() -> dict[str, Source]:
    """The lists that invented records stand in."""
    return SOURCES


@pytest.fixture(scope="session")
def invented() -> Callable[..., Invented]:
    """Make a case of invented records."""

    def make(count: int = 300, *, slope: float = 1.0) -> Invented:
        rows = records(count)
        known = features(rows, SOURCES)
        blocked = blocking(known)
        parameters = fitted(known.codes, blocked, rng=np.random.default_rng(DEFAULT_SEED))
        prior = np.array([[-9.5, -6.25], [-6.25, -8.75]])
        return Invented(rows, known, blocked, Model(parameters, tuple(sorted(SOURCES)), prior, slope))

    return make

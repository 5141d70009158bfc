"""Fits src/tollbook/reading/data/confidence.json: `python benchmarks/reading/calibrate.py [FOLDER_OR_FILE ...]`.

On the development half of tests/reading/gold (every second text; the other half is never looked at here) and on the
annotated files given, read with and without a parser. Logistic regression with a ridge penalty, by part.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tollbook.model.document import Document, Reading
from tollbook.reading import load_parser, parse_gold, read
from tollbook.reading.confidence import (
    STATEMENT_PARTS,
    TOLL_PARTS,
    probability,
    statement_features,
    toll_features,
)
from tollbook.reading.corrections.evaluation import evaluate
from tollbook.reading.corrections.gold import GoldText
from tollbook.reading.page import Page, page_of
from tollbook.reading.statements.attribution import Parser
from tollbook.text.frontmatter import front_matter

OUT = Path(__file__).parents[2] / "src" / "tollbook" / "reading" / "data" / "confidence.json"
PENALTY = 2.0  # ridge on every weight but the intercept: one prior example in each direction a feature
Example = tuple[str, dict[str, float], bool]


def examples(texts: Iterable[GoldText], parser: Parser | None) -> list[Example]:
    """Return every judged part of texts: its name, what was seen of it, and whether it was right."""
    texts = list(texts)
    seen: dict[tuple[str, str], dict[str, float]] = {}

    def reader(document: Document) -> Reading:
        found = read(document, parser=parser)
        page = page_for(document)
        for name, features in statement_features(page, found.statements, parsed=parser is not None).items():
            seen[document.name, name] = features
        for name, features in toll_features(page, found.tolls).items():
            seen[document.name, name] = features
        return found

    judged = evaluate(texts, reader).judged
    held = [(part, seen[text, item], right) for text, item, part, right in judged if (text, item) in seen]
    return [one for one in held if one[0] != "parent" or one[1]["part"]]  # of a parent that was read


def page_for(document: Document) -> Page:
    """Return a document's page as `read` makes it."""
    front = front_matter(document.text)
    return page_of(document.text, front.outside, front.dateline)


def fitted(held: list[Example]) -> dict[str, dict[str, float]]:
    """Return the weights of each part that make the examples likeliest, with the penalty."""
    model = {}
    for part in (*STATEMENT_PARTS, *TOLL_PARTS):
        of_part = [(features, right) for name, features, right in held if name == part]
        names = sorted({name for features, _ in of_part for name in features})
        inputs = np.array([[features.get(name, 0.0) for name in names] for features, _ in of_part])
        right = np.array([right for _, right in of_part], float)

        def loss(weights: np.ndarray, inputs: np.ndarray = inputs, right: np.ndarray = right) -> float:
            odds = weights[0] + inputs @ weights[1:]
            return float(np.sum(np.logaddexp(0, odds) - right * odds) + PENALTY / 2 * np.sum(weights[1:] ** 2))

        best = minimize(loss, np.zeros(len(names) + 1), method="L-BFGS-B")
        model[part] = {"intercept": round(float(best.x[0]), 4)} | {
            name: round(float(weight), 4) for name, weight in zip(names, best.x[1:], strict=True) if abs(weight) >= 5e-4
        }
    return model


def reliability(held: list[Example], model: dict[str, dict[str, float]]) -> list[str]:
    """Return lines that set the stated probabilities against the shares that were right, by part."""
    lines = []
    for part in (*STATEMENT_PARTS, *TOLL_PARTS):
        stated = np.array([probability(part, features, model) for name, features, _ in held if name == part])
        right = np.array([right for name, _, right in held if name == part], float)
        if not len(stated):
            continue
        brier = float(np.mean((stated - right) ** 2))
        flat = float(np.mean((right.mean() - right) ** 2))
        bins = []
        for low, high in ((0.0, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01)):
            inside = (stated >= low) & (stated < high)
            if inside.any():
                bins.append(f"{stated[inside].mean():.2f}: {right[inside].mean():.2f} of {int(inside.sum())}")
        lines.append(
            f"    {part:<16} n {len(stated):>4}  Brier {brier:.3f} (one number for all {flat:.3f})  {'; '.join(bins)}"
        )
    return lines


def main() -> None:
    names = [Path(word) for word in sys.argv[1:]]
    files = [file for path in names for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    texts = development_half()
    counts = {"tests/reading/gold, development half": len(texts)}
    for file in files:
        more = parse_gold(file.read_text(encoding="utf-8"), where=file.name)
        counts[file.name] = len(more)
        texts += more
    held = [example for parser in (None, load_parser()) for example in examples(texts, parser)]
    model = fitted(held)
    fitted_on = {part: sum(name == part for name, _, _ in held) for part in model}
    about = "Weights of reading/confidence.py; made by benchmarks/reading/calibrate.py, not by hand."
    OUT.write_text(
        json.dumps({"about": about, "texts": counts, "examples": fitted_on, "parts": model}, indent=1) + "\n", "utf-8"
    )
    print("\n".join(reliability(held, model)))


def development_half() -> list[GoldText]:
    """Return every second text of the project's own, from the second on."""
    gold = Path(__file__).parents[2] / "tests" / "reading" / "gold"
    return [
        text
        for path in sorted(gold.glob("*.txt"))
        for i, text in enumerate(parse_gold(path.read_text(encoding="utf-8"), where=path.name))
        if i % 2 == 1
    ]


if __name__ == "__main__":
    main()

"""Fits the weights by which answers find what they answer: `python benchmarks/reading/fit_targets.py`.

A conditional logit with a ridge penalty over the answers of `tests/reading/gold/developed` and
`tests/reading/answers.txt` that `with_targets` has to choose for: each is about one of the statements around it, or
about none. Prints the share chosen rightly in ten folds by text, takes the penalty by which the answers left out are
likeliest, and writes `src/tollbook/reading/data/targets.toml`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from tollbook.model.document import Document, Reading
from tollbook.reading import load_parser, read
from tollbook.reading.corrections.evaluation import matched
from tollbook.reading.corrections.gold import GoldText, parse_gold
from tollbook.reading.page import page_of
from tollbook.reading.statements.attribution import Parser
from tollbook.reading.statements.ranking import Choice
from tollbook.reading.statements.targets import choices

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests" / "reading"
OUT = ROOT / "src" / "tollbook" / "reading" / "data" / "targets.toml"
PENALTIES = (0.03, 0.1, 0.3, 1.0)
FOLDS = 10
# Clues that can only speak for a statement, and those that can only speak against it, whatever a few answers say.
FOR = frozenset(
    """words;some words;figures;accused;accuses;named;beside;beside, pointing;own;owner;ordinal;the cue's noun;next;
    a figure, with figures;a charge, accusing;a deal;a denial, of one;any, near;confirming, a deed;nobody's reports;
    the only one, pointing""".replace("\n    ", "").split(";")
)
AGAINST = frozenset(
    """between;sentences;other paragraph;later;not the owner;not own;is an answer;a figure, without;his, of many;
    a charge, not accusing;a denial, of none;confirming, no deed;nothing in common""".replace("\n    ", "").split(";")
)

Example = tuple[str, Choice, frozenset[str]]  # text, choice, and the statements that the answer is about


def annotated(parser: Parser) -> Iterator[Example]:
    """Yield the choices of the developed texts whose answer was found, with the annotated targets that were found."""
    for path in sorted((TESTS / "gold" / "developed").glob("*.txt")):
        for text in parse_gold(path.read_text(encoding="utf-8"), where=path.name):
            reading = read(Document(text.name, text.text, "", published=text.published), parser=parser)
            yield from _of_text(text, reading)


def _of_text(text: GoldText, reading: Reading) -> Iterator[Example]:
    found = matched(text, reading)
    gold = {said.id: text.statements[i] for i, said in found.items()}
    for made in choices(page_of(text.text), reading.statements):
        own = gold.get(made.said.statement.id)
        if own is None:
            continue
        about = frozenset(found[k].id for k in own.targets if k in found)
        if bool(own.targets) == bool(about):
            yield text.name, made, about


def answered(parser: Parser) -> Iterator[Example]:
    """Yield the choices of answers.txt."""
    for n, block in enumerate((TESTS / "answers.txt").read_text(encoding="utf-8").strip().split("\n\n")):
        text, *lines = block.splitlines()
        text = text.replace("¶", "\n\n")
        reading = read(Document(str(n), text, ""), parser=parser)
        for made in choices(page_of(text), reading.statements):
            for line in lines:
                words, about = line.split(" -> ")
                start, cue = text.rindex(words), made.said.statement.cue
                if cue is None or cue.start >= start + len(words) or start >= cue.end:
                    continue
                right = frozenset(one.statement.id for one in made.options if about in one.content)
                if about == "-" or right:
                    yield f"answers {n}", made, right


def table(examples: list[Example]) -> tuple[list[str], list[NDArray[np.float64]], list[NDArray[np.bool_]]]:
    """Return the clues' names, and for each example its clues (options + none, clues) and which rows are right."""
    names = sorted({clue for _, made, _ in examples for clues in (*made.clues, made.none) for clue in clues})
    place = {name: k for k, name in enumerate(names)}
    rows, right = [], []
    for _, made, about in examples:
        matrix = np.zeros((len(made.options) + 1, len(names)))
        for i, clues in enumerate((*made.clues, made.none)):
            for clue, value in clues.items():
                matrix[i, place[clue]] = value
        rows.append(matrix)
        is_right = np.array([one.statement.id in about for one in made.options] + [not about])
        right.append(is_right)
    return names, rows, right


def fitted(
    rows: list[NDArray[np.float64]], right: list[NDArray[np.bool_]], penalty: float, names: list[str]
) -> NDArray[np.float64]:
    """Return the weights that make the right rows likeliest, less a ridge penalty, each on its side of zero."""
    sides = [(0.0 if name in FOR else None, 0.0 if name in AGAINST else None) for name in names]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = penalty * float(weights @ weights), 2 * penalty * weights
        for matrix, good in zip(rows, right, strict=True):
            scores = matrix @ weights
            odds = np.exp(scores - scores.max())
            share, among = odds / odds.sum(), np.where(good, odds, 0.0)
            total -= float(np.log(among.sum() / odds.sum()))
            slope = slope + matrix.T @ (share - among / among.sum())
        return total, slope

    made = minimize(loss, np.zeros(rows[0].shape[1]), jac=True, method="L-BFGS-B", bounds=sides)
    return np.asarray(made.x, dtype=np.float64)


def share_right(weights: NDArray[np.float64], rows: list[NDArray[np.float64]], right: list[NDArray[np.bool_]]) -> int:
    """Return how many examples are chosen rightly."""
    return sum(bool(good[int(np.argmax(matrix @ weights))]) for matrix, good in zip(rows, right, strict=True))


def surprise(weights: NDArray[np.float64], rows: list[NDArray[np.float64]], right: list[NDArray[np.bool_]]) -> float:
    """Return how unlikely the right rows are, in nats an example."""
    total = 0.0
    for matrix, good in zip(rows, right, strict=True):
        scores = matrix @ weights
        odds = np.exp(scores - scores.max())
        total -= float(np.log(odds[good].sum() / odds.sum()))
    return total / len(rows)


def main() -> None:
    """Fit, print and write."""
    parser = load_parser()
    examples = [
        one for one in (*annotated(parser), *answered(parser)) if one[2] <= {o.statement.id for o in one[1].options}
    ]
    names, rows, right = table(examples)
    texts = sorted({text for text, _, _ in examples})
    fold = {text: i % FOLDS for i, text in enumerate(np.random.default_rng(19481210).permutation(texts))}
    scores, surprises = {}, {}
    for penalty in PENALTIES:
        hits, nats = 0, 0.0
        for k in range(FOLDS):
            inside = [i for i, (text, _, _) in enumerate(examples) if fold[text] != k]
            outside = [i for i, (text, _, _) in enumerate(examples) if fold[text] == k]
            weights = fitted([rows[i] for i in inside], [right[i] for i in inside], penalty, names)
            hits += share_right(weights, [rows[i] for i in outside], [right[i] for i in outside])
            nats += surprise(weights, [rows[i] for i in outside], [right[i] for i in outside]) * len(outside)
        scores[penalty], surprises[penalty] = hits / len(examples), nats / len(examples)
    penalty = min(PENALTIES, key=lambda one: surprises[one])
    weights = fitted(rows, right, penalty, names)
    about = sum(bool(one[2]) for one in examples)
    lines = [
        "# Weights of the clues by which an answer finds what it answers; statements/ranking.py has the clues.",
        f"# Made by benchmarks/reading/fit_targets.py on {len(examples)} answers, {about} of them about a statement;",
        f"# ridge penalty {penalty}; chosen rightly in {FOLDS} folds by text: {scores[penalty]:.3f}.",
        "",
        "[weights]",
        *(f'"{name}" = {value:.2f}' for name, value in zip(names, weights, strict=True) if abs(value) >= 0.005),
    ]
    sys.stdout.write(f"{len(examples)} answers, {about} about a statement; by penalty: {scores}; {surprises}\n")
    sys.stdout.write(f"on themselves: {share_right(weights, rows, right) / len(examples):.3f}\n")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

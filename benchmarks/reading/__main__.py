"""Prints how well and how fast documents are read, baselines beside: `python benchmarks/reading DATA_FOLDER`.

DATA_FOLDER holds `polnear/{train,dev}` and `india_police_sentences_dev.csv`, put in place by the user; what is missing
is skipped and said so. The project's own annotated texts are in tests/reading/gold.
"""

import csv
import re
import sys
import time
from pathlib import Path

from calibrate import examples, reliability  # type: ignore[import-not-found]
from police import kills  # type: ignore[import-not-found]  # beside this file, on the path when it runs
from polnear import documents, score  # type: ignore[import-not-found]

from tollbook.model.document import Document
from tollbook.model.vocabulary import Measure
from tollbook.reading import load_parser, read
from tollbook.reading.confidence import MODEL
from tollbook.reading.corrections.evaluation import evaluate
from tollbook.reading.corrections.gold import GoldText, parse_gold
from tollbook.reading.page import page_of
from tollbook.reading.statements.attribution import Parser
from tollbook.reading.statements.shallow import ShallowParser

GOLD = Path(__file__).parents[2] / "tests" / "reading" / "gold"
_CASUALTY = re.compile(
    (
        r"\b(?:kill|dead|death|die[ds]?\b|dying|murder|shot|massacre|fatal|bod(?:y|ies)|victims?|lives|toll|"
        r"casualt|slain|assassin)"
    ),
    re.IGNORECASE,
)


def halves() -> tuple[list[GoldText], list[GoldText]]:
    """Return the annotated texts kept for tests, and those that rules may be written on."""
    kept: list[GoldText] = []
    seen: list[GoldText] = []
    for path in sorted(GOLD.glob("*.txt")):
        for i, text in enumerate(parse_gold(path.read_text(encoding="utf-8"), where=path.name)):
            (kept if i % 2 == 0 else seen).append(text)
    return kept, seen


def gold_lines(parser: Parser | None) -> None:
    for name, texts in zip(("test half", "development half"), halves(), strict=True):
        found = evaluate(texts, lambda document: read(document, parser=parser))
        parts = ", ".join(f"{part} P {t.precision:.3f} R {t.recall:.3f}" for part, t in found.parts.items())
        print(f"  own gold, {name} ({len(texts)} texts): {parts}")


def confidence_lines(parser: Parser | None) -> None:
    """Print stated probabilities beside the shares that were right, on the half that nothing was fitted on."""
    print("  stated probability: share right, on the test half")
    print("\n".join(reliability(examples(halves()[0], parser), MODEL)))


def polnear_lines(parser: Parser, folder: Path) -> None:
    """Print the score of a reader on a folder of PolNeAR."""
    if not folder.is_dir():
        print(f"  PolNeAR: skipped, {folder.name} is not there")
        return
    found = score(parser, folder)
    tokens = ", ".join(f"{role} {found.token_f1(role):.3f}" for role in ("content", "source", "cue"))
    print(f"  PolNeAR {folder.name}: found F1 {found.f1(found.found):.3f}, full F1 {found.f1(found.full):.3f}")
    print(f"    token F1: {tokens}")


def no_casualty_lines(folders: list[Path]) -> None:
    """Print the false tolls of people killed in 1,000 sentences with a number and no word of dying."""
    sentences: list[str] = []
    for _, text, _ in (one for folder in folders if folder.is_dir() for one in documents(folder)):
        page = page_of(text)
        for sentence in page.sentences:
            words = text[sentence.start : sentence.end]
            if any(token.number is not None for token in page.words_of(sentence)) and not _CASUALTY.search(words):
                sentences.append(words)
    chosen = sentences[:1_000]
    false = sum(toll.measure is Measure.KILLED for words in chosen for toll in read(Document("s", words, "")).tolls)
    print(f"  {len(chosen)} sentences with a number and without casualties: {false} false tolls of people killed")


def police_lines(path: Path) -> None:
    """Print F1 on "did police kill someone?" a sentence, by the reader's verbs and idioms."""
    if not path.is_file():
        print(f"  India police: skipped, {path.name} is not there")
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = read_as = annotated = 0
    for row in rows:
        said = kills(_mended(row["sent_text"]))
        annotated += row["KILL"] == "1"
        read_as += said
        right += said and row["KILL"] == "1"
    f1, precision, recall = 2 * right / max(1, read_as + annotated), right / max(1, read_as), right / max(1, annotated)
    print(
        f"  India police ({len(rows)} sentences, {annotated} positive): F1 {f1:.3f} (P {precision:.3f}, R {recall:.3f})"
    )
    print("    baselines: .505 keywords, .74 prototype")


def _mended(text: str) -> str:
    """Return a text without its mojibake: the set was decoded as Windows-1252."""
    for wrong, right in (("â€œ", "“"), ("â€\x9d", "”"), ("â€™", "’"), ("â€˜", "‘"), ("â€“", "–"), ("Â", " ")):
        text = text.replace(wrong, right)
    return " ".join(text.split())


def speed_line(name: str, parser: Parser | None, folder: Path) -> None:
    if not folder.is_dir():
        return
    texts = [text for _, text, _ in documents(folder)][:20]
    read(Document("warm", texts[0], ""), parser=parser)
    start = time.perf_counter()
    for text in texts:
        read(Document("d", text, ""), parser=parser)
    words = sum(len(text.split()) for text in texts)
    print(f"  {name}: {words / (time.perf_counter() - start):,.0f} words/s on one core, whole reading")


def main() -> None:
    """Print the table."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data")
    parser = load_parser()
    print("baselines on PolNeAR dev: GenderGapTracker .555/.330, textacy direct quotations .248/.108, people .836/.719")
    for name, reader, whole in (
        ("order of words, no model", ShallowParser(), None),
        (parser.facts["name"], parser, parser),
    ):
        print(name)
        gold_lines(whole)
        confidence_lines(whole)
        polnear_lines(reader, data / "polnear" / "dev")
        speed_line(name, whole, data / "polnear" / "dev")
    no_casualty_lines([data / "polnear" / "dev", data / "polnear" / "train"])
    police_lines(data / "india_police_sentences_dev.csv")


if __name__ == "__main__":
    main()

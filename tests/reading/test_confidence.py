"""The stated probabilities: between 0 and 1, for every part, and near the shares right on the texts kept for it."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model.document import Document, Reading
from tollbook.reading import evaluate, parse_gold, read
from tollbook.reading.confidence import MODEL, STATEMENT_PARTS, TOLL_PARTS, probability

GOLD = Path(__file__).parent / "gold"
TEXT = (
    "At least 23 people were killed in Halem on Tuesday, the mayor said. Of these, seven were children. "
    "It was not clear who fired, but he added that dozens had fled."
)


def test_every_part_of_what_is_read_has_a_probability() -> None:
    reading = read(Document("a", TEXT, ""))

    for said in reading.statements:
        assert [part for part, _ in said.confidences] == ["found", "speaker", "stance", "content"]
        assert said.confidence == said.confidences[0][1]
    for toll in reading.tolls:
        parts = ["value", "qualifier", "group"] + ["parent"] * (toll.parent is not None)
        assert [part for part, _ in toll.confidences] == parts
        assert 0 < (toll.confidence or 0) < 1


@given(st.dictionaries(st.sampled_from(sorted({name for part in MODEL.values() for name in part})), st.floats(0, 1)))
@settings(max_examples=100, deadline=None)
def test_whatever_is_seen_gives_a_probability(features: dict[str, float]) -> None:
    assert all(0 < probability(part, features) < 1 for part in (*STATEMENT_PARTS, *TOLL_PARTS))


def test_a_part_is_less_sure_where_less_is_sure() -> None:
    plain = read(Document("a", "The mayor said that 12 people were killed.", "")).statements[0]
    far = read(Document("b", "Reports spoke of fears of claims of 12 dead.", "")).statements

    assert all((said.confidence or 0) < (plain.confidence or 0) for said in far)


def test_probabilities_are_near_the_shares_on_texts_that_nothing_was_fitted_on() -> None:
    halved = dict.fromkeys(sorted(GOLD.glob("*.txt")), 2)
    whole = {path: 1 for folder in ("blind", "kept4") for path in sorted((GOLD / folder).glob("*.txt"))}
    texts = [
        text
        for path, every in (halved | whole).items()
        for text in parse_gold(path.read_text(encoding="utf-8"), where=path.name)[::every]
    ]
    stated: dict[tuple[str, str, str], float] = {}

    judged = evaluate(texts, _noting(stated)).judged

    for part, name in (("statement found", "found"), ("content", "content"), ("toll value", "value")):
        pairs = [(stated[text, item, name], right) for text, item, at, right in judged if at == part]
        said = sum(value for value, _ in pairs) / len(pairs)
        share = sum(right for _, right in pairs) / len(pairs)
        assert abs(said - share) < 0.05, part


def _noting(stated: dict[tuple[str, str, str], float]) -> Callable[[Document], Reading]:
    """Return a reader that notes every probability that it states, by text, id and part."""

    def reader(document: Document) -> Reading:
        found = read(document)
        for item in (*found.statements, *found.tolls):
            stated.update({(document.name, item.id, part): value for part, value in item.confidences})
        return found

    return reader

"""The annotated texts: enough of them, well formed, and read as well as the documentation says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tollbook.errors import ProfileError
from tollbook.model.document import Document, Reading
from tollbook.model.vocabulary import Measure, Qualifier, Stance
from tollbook.reading import load_parser, read
from tollbook.reading.corrections.evaluation import Evaluation, evaluate
from tollbook.reading.corrections.gold import GoldText, parse_gold

FOLDER = Path(__file__).parent / "gold"


def _texts() -> dict[str, tuple[GoldText, ...]]:
    return {
        path.name: parse_gold(path.read_text(encoding="utf-8"), where=path.name)
        for path in sorted(FOLDER.glob("*.txt"))
    }


def _half(remainder: int) -> list[GoldText]:
    return [text for texts in _texts().values() for i, text in enumerate(texts) if i % 2 == remainder]


def _with(parser: object) -> Callable[[Document], Reading]:
    return lambda document: read(document, parser=parser)  # type: ignore[arg-type]  # None or a parser


@pytest.fixture(scope="module", params=[False, True], ids=["order of words", "parse"])
def test_half(request: pytest.FixtureRequest) -> Evaluation:
    return evaluate(_half(0), _with(load_parser() if request.param else None))


def test_there_are_four_hundred_sentences_and_twenty_five_documents() -> None:
    texts = _texts()

    assert sum(len(found) for name, found in texts.items() if name != "documents.txt") >= 400
    assert len(texts["documents.txt"]) == 25
    assert len({text.style for found in texts.values() for text in found}) >= 8


def test_the_kept_half_is_read_as_well_as_documented(test_half: Evaluation) -> None:
    value = test_half.parts["toll value"]

    assert value.precision >= 0.95
    assert value.recall >= 0.88
    assert test_half.parts["qualifier"].f1 >= 0.95
    assert test_half.parts["group"].f1 >= 0.90
    assert test_half.parts["parent"].f1 >= 0.80
    assert test_half.parts["statement found"].f1 >= 0.75
    assert test_half.parts["stance"].f1 >= 0.85


@pytest.mark.parametrize(
    ("files", "fewest", "wanted"),
    [
        ("[!ft]*.txt", 359, {"recall": 0.94, "precision": 0.97, "group": 0.96, "parent": 0.90}),
        ("third_*.txt", 164, {"recall": 0.94, "precision": 0.97, "group": 0.95, "parent": 0.88}),
        ("fourth_*.txt", 130, {"recall": 0.86, "precision": 0.97, "group": 0.95, "parent": 0.87}),
    ],
)
def test_texts_that_rules_were_written_on_go_on_being_read(files: str, fewest: int, wanted: dict[str, float]) -> None:
    texts = [
        text
        for path in sorted((FOLDER / "developed").glob(files))
        for text in parse_gold(path.read_text(encoding="utf-8"), where=path.name)
    ]

    found = evaluate(texts, _with(None)).parts

    assert len(texts) >= fewest
    assert found["toll value"].precision >= wanted["precision"]
    assert found["toll value"].recall >= wanted["recall"]
    assert found["qualifier"].f1 >= 0.98
    assert found["group"].f1 >= wanted["group"]
    assert found["parent"].f1 >= wanted["parent"]


@pytest.mark.parametrize(("folder", "files"), [("developed", "fourth_*.txt"), ("kept4", "*.txt")])
def test_annotations_keep_their_own_rules(folder: str, files: str) -> None:
    paths = sorted((FOLDER / folder).glob(files))

    assert paths
    for path in paths:
        for text in parse_gold(path.read_text(encoding="utf-8"), where=path.name):
            assert [_unruly(text, i) for i in range(len(text.tolls))] == [""] * len(text.tolls), (path.name, text.name)
            for i, statement in enumerate(text.statements):
                assert i not in statement.targets, (path.name, text.name)
                assert statement.content, (path.name, text.name)


def _unruly(text: GoldText, at: int) -> str:
    """Return which rule of docs/methods/annotation.md the figure at an index breaks, or nothing."""
    toll = text.tolls[at]
    words = text.text[toll.start : toll.end]
    whole = None if toll.parent is None else text.tolls[toll.parent]
    if (toll.start and text.text[toll.start - 1].isalnum()) or text.text[toll.end : toll.end + 1].isalnum():
        return f"'{words}' cuts a word"
    if toll.group is not None and toll.group not in text.text:
        return f"the text does not have the group '{toll.group}'"
    if whole is None:
        return ""
    if whole is toll or whole.measure is not toll.measure:
        return f"'{words}' is a part of what counts something else"
    if toll.is_increment:
        return f"'{words}' is an increment with a whole"
    if toll.low is not None and whole.high is not None and toll.low > whole.high:
        return f"'{words}' is more than its whole"
    return ""


def test_marks_become_values_and_leave_the_text() -> None:
    (text,) = parse_gold(
        "style: wire\n\n{At least 23|k >= 23 @a :people} people, {7|k = 7 <a :children} of them children, "
        "died, the mayor said.\n"
        "> the mayor | said | At least 23 people ... died | asserts\n",
        where="a.txt",
    )

    whole, part = text.tolls
    assert text.text == "At least 23 people, 7 of them children, died, the mayor said."
    assert (whole.measure, whole.qualifier, whole.low, whole.group) == (
        Measure.KILLED,
        Qualifier.AT_LEAST,
        23,
        "people",
    )
    assert part.parent == 0
    (statement,) = text.statements
    assert text.text[slice(*statement.content[0])] == "At least 23 people, 7 of them children, died"
    assert statement.stance is Stance.ASSERTS


ANSWERS = """style: wire

With it came rain. The mayor said the flood was over. The guild denied it. The port denied it.
s1> The mayor | said | the flood was over | asserts
> The guild | denied | it | denies -> s1
> The port | denied | it | denies -> s1
> - | - | it#2 | asserts
"""


def test_words_of_an_answer_are_those_beside_its_cue_and_speaker() -> None:
    (text,) = parse_gold(ANSWERS, where="a.txt")

    before = [text.text[: said.content[0][0]].split()[-2:] for said in text.statements]
    assert before == [["mayor", "said"], ["guild", "denied"], ["port", "denied"], ["With"]]


def test_an_answer_without_a_link_is_missed_and_one_with_a_wrong_link_is_false_too() -> None:
    gold = parse_gold(ANSWERS, where="a.txt")

    def unlinked(document: Document) -> Reading:
        made = read(document)
        first, *answers = made.statements
        wrong = (replace(answers[0], targets=()), replace(answers[1], targets=(answers[0].id,)))
        return replace(made, statements=(first, *wrong))

    right, less = (evaluate(gold, reader).parts["target"] for reader in (read, unlinked))
    assert (right.right, right.read, right.annotated) == (2, 2, 2)
    assert (less.right, less.read, less.annotated) == (0, 1, 2)


@pytest.mark.parametrize(
    "block",
    ["{12|q = 12} died", "{12|k = 12 <x} died", "12 died\n> he | said | 13 died | asserts", "12 died\n> he | said"],
)
def test_an_annotation_that_cannot_be_read_is_named(block: str) -> None:
    with pytest.raises(ProfileError, match="cannot be read as an annotation"):
        parse_gold(f"style: wire\n\n{block}\n", where="a.txt")

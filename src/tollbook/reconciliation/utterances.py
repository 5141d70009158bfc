"""Every statement of every document, with who says it and what it is about, held so that a million fit in memory."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tollbook.model.document import Reading, Statement
from tollbook.model.vocabulary import Modality, Stance
from tollbook.reconciliation.figures import Figure, Publication, speaker_of
from tollbook.reconciliation.likeness import Likeness
from tollbook.reconciliation.names import Names
from tollbook.reconciliation.subjects import About, subjects
from tollbook.text.stems import stems_of

SHOWN = 160  # characters of a statement in a sentence
_SINGLE = str.maketrans("“”", "‘’")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement in its document.

    Attributes:
        document: The document.
        id: The statement's, unique in its document.
        stance: Its stance.
        modality: Its modality.
        speaker: Who speaks, as `Names` knows them, or None.
        shown: The words of who speaks, or None where the text attributes it to nobody.
        is_cued: Whether the text has words that attribute it.
        targets: What it answers in its own document, as the reader wrote it.
        words: What is said, cut where it is long.
        figures: The figures it carries.
        about: What it is about.
    """

    document: Publication
    id: str
    stance: Stance
    modality: Modality
    speaker: str | None
    shown: str | None
    is_cued: bool
    targets: tuple[str, ...]
    words: str
    figures: tuple[Figure, ...]
    about: About

    @property
    def reference(self) -> str:
        """The reference by which the report leads to it."""
        return f"statement:{self.document.name}/{self.id}"


@dataclass(slots=True)
class Utterances:
    """The statements of a case, taken document by document, and which of them say nearly the same.

    Attributes:
        all: Every statement, by document and place in the text.
        alike: By place in `all`.
    """

    all: list[Utterance] = field(default_factory=list)
    alike: Likeness = field(default_factory=Likeness)

    def add(self, reading: Reading, document: Publication, figures: Sequence[Figure], names: Names) -> None:
        """Take the statements of a document.

        Args:
            reading: What was read from it.
            document: The document.
            figures: Its figures.
            names: The publishers.
        """
        carried: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.statement is not None:
                carried[figure.statement.id].append(figure)
        statements = {statement.id: statement for statement in reading.statements}
        subject = subjects(reading)
        for said in reading.statements:
            words = " ".join(span.text for span in said.content) or (said.cue.text if said.cue else "")
            speaker = speaker_of(said, statements, names)
            about = About.of(
                subject[said.id], speaker, _named(speaker or ""), published=document.published, words=words
            )
            self.alike.add(words)
            self.all.append(_utterance(said, document, speaker, words, tuple(carried[said.id]), about))


def _utterance(
    said: Statement,
    document: Publication,
    speaker: str | None,
    words: str,
    figures: tuple[Figure, ...],
    about: About,
) -> Utterance:
    return Utterance(
        document=document,
        id=said.id,
        stance=said.stance,
        modality=said.modality,
        speaker=speaker,
        shown=None if said.speaker is None else " ".join(said.speaker.span.text.split()),
        is_cued=said.cue is not None,
        targets=said.targets,
        words=_cut(words),
        figures=figures,
        about=about,
    )


@lru_cache(maxsize=100_000)
def _named(speaker: str) -> frozenset[str]:
    """Return the stems of a speaker's name, one value for all that the same one says."""
    return stems_of(speaker)


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rstrip() + "…"


def quoted(words: str) -> str:
    """Return words between quotation marks; their own marks become single ones."""
    return f"“{words.translate(_SINGLE)}”"

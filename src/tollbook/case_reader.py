"""What reads a case's documents: the grammar with the case's own parties, places and words, and its extractor."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from tollbook import reading, sources
from tollbook.errors import ExtractorError, MissingExtraError
from tollbook.model.case import Extractor
from tollbook.model.document import Document, Reading
from tollbook.store.folder import CaseFolder, read_settings
from tollbook.text.numbers import VAGUE

PARTIES = "parties.toml"
PLACES = "places.tsv"
FILES = (PARTIES, PLACES)
BatchReader = Callable[[Sequence[Document]], Iterable[Reading]]


def known_parties(folder: CaseFolder) -> reading.Lexicon:
    """Return the parties known by name: those of the case's parties.toml, then those that Tollbook ships."""
    own = folder.path / PARTIES
    if not own.is_file():
        return reading.DEFAULT
    return reading.parse_lexicon(read_settings(own), where=str(own), base=reading.DEFAULT)


def reader(folder: CaseFolder | None, *, parser: bool = True) -> Callable[[Document], Reading]:
    """Return what reads a document, with a case's own parties, places and words, and no parser if so asked."""
    read_all = batch_reader(folder, parser=parser)
    return lambda document: next(iter(read_all([document])))


def batch_reader(folder: CaseFolder | None, *, parser: bool = True) -> BatchReader:
    """Return what reads some documents together, in order; otherwise as `reader`."""
    grammar = installed_parser() if parser else None
    if folder is None:
        return partial(reading.read_all, parser=grammar)
    vague = {word: (low, high) for word, low, high in folder.case.vague}
    read_all = partial(
        reading.read_all, lexicon=known_parties(folder), known=known_places(folder), parser=grammar, vague=vague
    )
    extractor = folder.case.extractor
    if extractor is None:
        return read_all
    return lambda documents: (with_extractor(read, extractor, vague) for read in read_all(documents))


def with_extractor(read: Reading, extractor: Extractor, vague: Mapping[str, tuple[int, int]]) -> Reading:
    """Return a reading with what the user's own extractor proposes beside it, taken only where the text has it.

    Args:
        read: What the grammar read.
        extractor: Whom to ask.
        vague: What vague words mean in the case.

    Returns:
        The reading; where the extractor fails and the case says `warn`, its record says so.

    Raises:
        ExtractorError: When it fails and the case does not say `warn`.
    """
    try:
        answers = [
            (chunk, sources.ask(extractor, reading.INSTRUCTIONS, chunk.text)) for chunk in reading.chunks(read.document)
        ]
    except ExtractorError as fault:
        if extractor.on_failure != "warn":
            raise
        return reading.failed(read, maker=extractor.maker, why=fault.what)
    return reading.with_proposals(read, answers, maker=extractor.maker, vague={**VAGUE, **vague})


def known_places(folder: CaseFolder) -> reading.Gazetteer:
    """Return the places known by name: those of the case's places.tsv, then those that Tollbook ships."""
    own = folder.path / PLACES
    if not own.is_file():
        return reading.DEFAULT_PLACES
    return reading.overruled(reading.parse_places(read_settings(own), where=str(own)), reading.DEFAULT_PLACES)


def installed_parser() -> reading.Parser | None:
    """Return the grammatical parser where one is installed; None: documents are read without one, and say so."""
    try:
        return reading.load_parser()
    except MissingExtraError:
        return None

"""From a document to all that is read from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tollbook.model.document import DatedSpan, Document, Reading
from tollbook.reading.confidence import with_confidence
from tollbook.reading.events.agreements import agreements
from tollbook.reading.events.control import control
from tollbook.reading.events.relations import relations
from tollbook.reading.limits import limits
from tollbook.reading.names.lexicon import DEFAULT, Lexicon
from tollbook.reading.names.mentions import Mentions, mentions, parties
from tollbook.reading.names.places import DEFAULT_PLACES, PlaceMention, place_mentions, places
from tollbook.reading.page import Page, page_of
from tollbook.reading.statements.attribution import Attribution, Parser
from tollbook.reading.statements.from_attributions import statements
from tollbook.reading.statements.shallow import ShallowParser
from tollbook.reading.tolls.as_stated import tolls
from tollbook.reading.tolls.breakdowns import breakdowns
from tollbook.reading.tolls.drafts import drafts
from tollbook.text.calendar_words import dates
from tollbook.text.frontmatter import front_matter
from tollbook.text.numbers import VAGUE
from tollbook.text.places import Gazetteer
from tollbook.text.publication_day import inferred_day

GRAMMAR = "1"  # raised whenever the same document may be read otherwise


def read(
    document: Document,
    *,
    lexicon: Lexicon = DEFAULT,
    parser: Parser | None = None,
    known: Gazetteer = DEFAULT_PLACES,
    vague: Mapping[str, tuple[int, int]] = VAGUE,
) -> Reading:
    """Return what a document says, every part with its exact words.

    Args:
        document: The text, with its day of publication where known: relative dates are reckoned from it. Where it is
            not, the day that the text's weekdays show is taken, marked `inferred`.
        lexicon: The parties known by name.
        parser: What finds attributions; None for the reader that needs no model.
        known: The places known by name.
        vague: What vague words mean, each as (fewest, most); a word that it leaves out has its usual meaning.

    Returns:
        Statements, tolls, breakdowns, parties and dates; `reader` says by what they were read.
    """
    return next(read_all([document], lexicon=lexicon, parser=parser, known=known, vague=vague))


def read_all(
    documents: Sequence[Document],
    *,
    lexicon: Lexicon = DEFAULT,
    parser: Parser | None = None,
    known: Gazetteer = DEFAULT_PLACES,
    vague: Mapping[str, tuple[int, int]] = VAGUE,
) -> Iterator[Reading]:
    """Yield what each of some documents says, as `read` does; a parser parses them together, which is faster.

    Args:
        documents: The documents; all are held at once, so give some dozens at a time.
        lexicon: The parties known by name.
        parser: What finds attributions; None for the reader that needs no model.
        known: The places known by name.
        vague: What vague words mean, as for `read`.

    Yields:
        Reading: What was read from a document, in order.
    """
    dated = [_dated(document) for document in documents]
    pages = [_page(document.text, {**VAGUE, **vague}) for document in dated]
    reader = parser if parser is not None else ShallowParser()
    facts: Mapping[str, str] = reader.facts
    by = {"grammar": GRAMMAR, "parser": facts if parser is not None else None, "attribution": facts["name"]}
    for document, page, found in zip(dated, pages, reader.of_all(pages), strict=True):
        limited = limits(page, reader.left_out(page))
        told = {**by, "limits": limited} if limited else by
        yield _reading(document, mentions(page, lexicon), found, known, told)


def _dated(document: Document) -> Document:
    if document.published is None and (day := inferred_day(document.text)) is not None:
        return replace(document, published=day, published_from="inferred")
    return document


def _page(text: str, vague: Mapping[str, tuple[int, int]]) -> Page:
    front = front_matter(text)
    return page_of(text, front.outside, front.dateline, vague)


def _reading(
    document: Document,
    named: Mentions,
    found: Sequence[Attribution],
    known: Gazetteer,
    by: Mapping[str, object],
) -> Reading:
    page = named.page
    when = dates(document.text, anchor=document.published)
    drafted = drafts(page, frozenset(offset for words in when for offset in range(words.start, words.end)))
    said = statements(named, found, drafted)
    where = place_mentions(named, known)
    counted = tolls(page, drafted, said, when, [(at.start, at.end, _shown(at)) for at in where], document.published)
    said, counted = with_confidence(page, said, counted, parsed=by["parser"] is not None)
    return Reading(
        document=document,
        reader=dict(by),
        statements=said,
        tolls=counted,
        breakdowns=breakdowns(counted, drafted),
        parties=parties(named),
        relations=relations(named, said),
        agreements=agreements(named, said, where, when),
        places=places(page, where),
        control=control(named, said, where, when),
        dates=tuple(
            DatedSpan(
                page.span(words.start, words.end),
                words.since,
                words.until,
                document.published if words.is_relative else None,
            )
            for words in when
            if page.sentence_at(words.start) is not None
        ),
    )


def _shown(at: PlaceMention) -> str:
    return f"{at.qualifier} {at.entry.name}" if at.qualifier is not None else at.entry.name

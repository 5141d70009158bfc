"""From a document to all that is read from it."""

from collections.abc import Mapping
from dataclasses import replace

from tollbook.model.document import DatedSpan, Document, Reading
from tollbook.reading.agreements import agreements
from tollbook.reading.attribution import Parser
from tollbook.reading.breakdowns import breakdowns
from tollbook.reading.control import control
from tollbook.reading.drafts import drafts
from tollbook.reading.lexicon import DEFAULT, Lexicon
from tollbook.reading.mentions import mentions, parties
from tollbook.reading.page import page_of
from tollbook.reading.places import DEFAULT_PLACES, PlaceMention, place_mentions, places
from tollbook.reading.relations import relations
from tollbook.reading.shallow import ShallowParser
from tollbook.reading.statements import statements
from tollbook.reading.tolls import tolls
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
    if document.published is None and (day := inferred_day(document.text)) is not None:
        document = replace(document, published=day, published_from="inferred")
    front = front_matter(document.text)
    page = page_of(document.text, front.outside, front.dateline, {**VAGUE, **vague})
    named = mentions(page, lexicon)
    when = dates(document.text, anchor=document.published)
    dated = frozenset(offset for words in when for offset in range(words.start, words.end))
    drafted = drafts(page, dated)
    reader = parser if parser is not None else ShallowParser()
    said = statements(named, reader.attributions(page), drafted)
    where = place_mentions(named, known)
    counted = tolls(page, drafted, said, when, [(at.start, at.end, _shown(at)) for at in where])
    facts: Mapping[str, str] = reader.facts
    return Reading(
        document=document,
        reader={"grammar": GRAMMAR, "parser": facts if parser is not None else None, "attribution": facts["name"]},
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

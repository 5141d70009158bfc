"""Who says what, in which words: statements, tolls, parties, agreements and rights of a document."""

from tollbook.reading.as_json import as_json
from tollbook.reading.corrections.annotating import annotated
from tollbook.reading.corrections.evaluation import evaluate
from tollbook.reading.corrections.gold import parse_gold
from tollbook.reading.names.lexicon import DEFAULT, Lexicon, parse_lexicon
from tollbook.reading.names.places import DEFAULT_PLACES
from tollbook.reading.proposals import INSTRUCTIONS, chunks, failed, with_proposals
from tollbook.reading.reading import read, read_all
from tollbook.reading.statements.attribution import Parser
from tollbook.reading.statements.dependency import load_parser
from tollbook.text.places import Gazetteer, merged, overruled, parse_places, written

__all__ = [
    "DEFAULT",
    "DEFAULT_PLACES",
    "INSTRUCTIONS",
    "Gazetteer",
    "Lexicon",
    "Parser",
    "annotated",
    "as_json",
    "chunks",
    "evaluate",
    "failed",
    "load_parser",
    "merged",
    "overruled",
    "parse_gold",
    "parse_lexicon",
    "parse_places",
    "read",
    "read_all",
    "with_proposals",
    "written",
]

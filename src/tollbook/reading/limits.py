"""What of a document was read in another way than the rest, because no writer means it so; told in its reading."""

from collections.abc import Sequence
from itertools import pairwise

from tollbook.reading.page import LONGEST_SENTENCE, Page

_ENDS = frozenset(".!?…\"”’'»)]")


def limits(page: Page, unparsed: int) -> Sequence[str]:
    """Return what was limited, a sentence each; nothing for the documents that people write.

    Args:
        page: The document.
        unparsed: Characters that the parser left to the order of words.

    Returns:
        Sentences.
    """
    cut = sum(
        before.paragraph == after.paragraph and page.text[before.end - 1] not in _ENDS
        for before, after in pairwise(page.sentences)
    )
    said = []
    if cut:
        times = "1 place" if cut == 1 else f"{cut:,} places"
        said.append(f"text without a sentence's end in {LONGEST_SENTENCE:,} characters was cut there, in {times}")
    if unparsed:
        said.append(
            f"{unparsed:,} characters of sentences and paragraphs too long to be parsed were read by the order of words"
        )
    return said

"""The words of an update: "the toll rose from 41 to 53" names an earlier and a later figure."""

import re

from tollbook.model.document import Toll

BETWEEN = re.compile(r"^[^.;:]{0,60}?\bto\s+(?:[a-z-]+\s+){0,3}$", re.IGNORECASE)
BEFORE = re.compile(r"([^.;:!?]{0,80})\bfrom\s+(?:[a-z-]+\s+){0,3}$", re.IGNORECASE)
WINDOW = 120  # characters of the text before the first figure that are read for the verb


def words_of_update(text: str, before: Toll, after: Toll) -> str | None:
    """Return the words before "from" where two neighbouring figures are an update, else None."""
    if before.best is None or after.best is None or before.measure != after.measure:
        return None
    if not BETWEEN.match(text[before.span.end : after.span.start]):
        return None
    found = BEFORE.search(text[max(0, before.span.start - WINDOW) : before.span.start])
    return found.group(1) if found else None

"""What the page needs of all documents together, gathered in one pass: a case may hold more than memory does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.model.document import Reading
from tollbook.publish.claims import Claimed, claimed

Named = tuple[str, float, float]  # a place: name, degrees north, degrees east


@dataclass(frozen=True, slots=True)
class Told:
    """What documents tell, as much of it as a page needs.

    Attributes:
        claims: Their figures.
        titles: Title of each document, or None, by name; documents by day and name.
        places: Each place with coordinates that a document names, and the first such document by name.
    """

    claims: Claimed
    titles: Mapping[str, str | None]
    places: Mapping[Named, str]


def gather(readings: Iterable[Reading]) -> Told:
    """Return what documents tell; each reading is looked at once and let go.

    Args:
        readings: One a document, in any order.

    Returns:
        What they tell.
    """
    about: list[tuple[str, str, str | None]] = []
    places: dict[Named, str] = {}

    def noted() -> Iterable[Reading]:
        for reading in readings:
            document = reading.document
            about.append((str(document.published or "9999"), document.name, document.title))
            for place in reading.places:
                if place.lat is not None and place.lon is not None:
                    key = (place.name, place.lat, place.lon)
                    places[key] = min(document.name, places.get(key, document.name))
            yield reading

    claims = claimed(noted())
    return Told(claims, {name: title for _, name, title in sorted(about, key=lambda one: one[:2])}, places)

"""A written value that means nothing under the form declared for it: why, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a written value was left out.

    Attributes:
        reason: What is wrong with it, as a sentence without its full stop.
        mend: What to do now.
    """

    reason: str
    mend: str

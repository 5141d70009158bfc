"""What is wrong, where, and how to mend it: the one hierarchy of errors that a user meets."""

from __future__ import annotations


class TollbookError(Exception):
    """Something that we refuse to guess about.

    Args:
        what: What is wrong, as a sentence.
        where: The file, row, column, characters or setting concerned.
        mend: What to do now.
    """

    def __init__(self, what: str, *, where: str, mend: str) -> None:
        super().__init__(f"{what}\n  where: {where}\n  mend:  {mend}")
        self.what, self.where, self.mend = what, where, mend

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return _rebuilt, (type(self), self.what, self.where, self.mend)


def _rebuilt(kind: type[TollbookError], what: str, where: str, mend: str) -> TollbookError:
    return kind(what, where=where, mend=mend)


class CaseError(TollbookError):
    """A case folder, or a setting in it, cannot be used as it is."""


class ProfileError(TollbookError, ValueError):
    """A list's profile contradicts itself or its file."""


class SourceFileError(TollbookError, ValueError):
    """A file cannot be read as what it says it is."""


class QuantityError(TollbookError, ValueError):
    """A number of people contradicts itself."""


class TableError(TollbookError, ValueError):
    """A table does not have the columns or values that its schema declares."""


class EstimationError(TollbookError, ValueError):
    """A capture table or a setting of an estimator is not one."""


class UnknownReferenceError(TollbookError, LookupError):
    """A reference leads to nothing in this case."""


class MissingExtraError(TollbookError, ImportError):
    """An optional part is not installed."""


class ExtractorError(TollbookError):
    """The local extractor cannot be asked, or does not answer as it should."""


class BusyError(TollbookError):
    """Another run holds this case."""

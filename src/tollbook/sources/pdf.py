"""PDF files to prose, page by page."""

import io
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tollbook.errors import SourceFileError
from tollbook.sources.prose import Prose

LARGEST_PAGES = 5_000
LARGEST_CHARACTERS = 20_000_000


def text_of_pdf(data: bytes, name: str) -> Prose:
    """Return a PDF's words, pages parted by a blank line.

    Args:
        data: The file's bytes.
        name: Its name, for the error.

    Returns:
        The text; words broken at a line's end stay as printed.

    Raises:
        SourceFileError: When the file is no PDF, is locked, is damaged or has too many pages.
    """
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceFileError("the PDF is locked by a password", where=name, mend="save a copy without one")
        if len(reader.pages) > LARGEST_PAGES:
            raise SourceFileError(
                f"the PDF has more than {LARGEST_PAGES:,} pages", where=name, mend="split it into parts"
            )
        pages, held = list[str](), 0
        for page in reader.pages:
            pages.append(page.extract_text())
            held += len(pages[-1])
            if held > LARGEST_CHARACTERS:
                raise SourceFileError(
                    f"the PDF holds more than {LARGEST_CHARACTERS:,} characters", where=name, mend="split it into parts"
                )
        title = reader.metadata.title if reader.metadata is not None else None
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as fault:
        if isinstance(fault, SourceFileError):
            raise
        raise SourceFileError(
            f"the PDF cannot be read: {fault}", where=name, mend="open it in a viewer and save it again"
        ) from fault
    text = "\n\n".join(re.sub(r"[ \t]+\n", "\n", page) for page in pages)
    return Prose(text, title=str(title).strip() or None if title else None)

"""Documents: the bytes of a text, HTML, Markdown, PDF or Word file to a text whose offsets do not move."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from tollbook.errors import SourceFileError
from tollbook.model.document import Document, Rights
from tollbook.sources.docx import text_of_docx
from tollbook.sources.html import text_of_html
from tollbook.sources.pdf import text_of_pdf
from tollbook.sources.prose import Prose, plain_text, text_of_markdown, text_of_txt
from tollbook.text.frontmatter import front_matter

LARGEST_BYTES = 64 * 1024 * 1024  # with pictures and marks; larger is a bomb or no document
LARGEST_CHARACTERS = 5_000_000  # of text: a report of 2,000 pages

READERS: Mapping[str, Callable[[bytes, str], Prose]] = {
    ".txt": text_of_txt,
    ".text": text_of_txt,
    ".md": text_of_markdown,
    ".markdown": text_of_markdown,
    ".html": text_of_html,
    ".htm": text_of_html,
    ".xhtml": text_of_html,
    ".pdf": text_of_pdf,
    ".docx": text_of_docx,
}


def read_document(  # noqa: PLR0913 - each is one thing that a user may state beside the file
    path: Path,
    *,
    publisher: str | None = None,
    published: date | None = None,
    byline: str | None = None,
    title: str | None = None,
    licence: str | None = None,
    url: str | None = None,
) -> Document:
    """Return a file's text with what is known about its publication.

    What is given here overrules what the file says of itself.

    Args:
        path: A .txt, .html, .md, .pdf or .docx file.
        publisher: Who published it.
        published: When.
        byline: Who wrote it.
        title: Its title.
        licence: The terms under which it may be used.
        url: Where it was published.

    Returns:
        The document; its text is what every span slices.

    Raises:
        SourceFileError: When the file is no document of a known kind, is too large or too long, is empty or holds no
            text.
    """
    data = _bytes(path)
    prose = READERS[path.suffix.lower()](data, path.name)
    text = plain_text(prose.text)
    if not text.strip():
        raise SourceFileError(
            "the document holds no text",
            where=path.name,
            mend="if it is a scan, run text recognition on it first; if it is empty, fetch it again",
        )
    if len(text) > LARGEST_CHARACTERS:
        raise SourceFileError(
            f"the document has {len(text):,} characters of text; {LARGEST_CHARACTERS:,} can be read at once",
            where=path.name,
            mend="split it into parts, each a document of its own",
        )
    found = front_matter(text)
    rights = found.rights if found.rights is not None or licence is None else Rights()
    if rights is not None and licence is not None:
        rights = replace(rights, licence=licence)
    stated = published or prose.published or found.published
    origins = (("command line", published), ("file", prose.published), ("stated", found.published))
    return Document(
        name=path.stem,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        title=title or prose.title or found.title,
        byline=byline or prose.byline or found.byline,
        publisher=publisher or prose.publisher or found.publisher,
        published=stated,
        published_from=next((origin for origin, day in origins if day is not None), None),
        republished_from=found.republished_from,
        rights=rights,
        url=url or prose.url,
    )


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in READERS:
        raise SourceFileError(
            f"'{path.suffix or path.name}' is no kind of document that can be read",
            where=path.name,
            mend=f"save it as one of {', '.join(sorted(READERS))}",
        )
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise SourceFileError(
                f"the file has {size:,} bytes; a document may have {LARGEST_BYTES:,}",
                where=path.name,
                mend="split it, or give the text alone",
            )
        data = path.read_bytes()
    except OSError as fault:
        raise SourceFileError(
            f"the file cannot be opened: {fault.strerror}",
            where=str(path),
            mend="check its name and that you may read it",
        ) from fault
    if not data:
        raise SourceFileError("the file is empty", where=path.name, mend="fetch or save it again")
    return data

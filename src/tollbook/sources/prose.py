"""Text and Markdown files to prose; what every reader of documents returns."""

import re
from dataclasses import dataclass
from datetime import date

from tollbook.errors import SourceFileError
from tollbook.sources.encodings import SAMPLE_BYTES, encoding_of

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BINARY_SHARE = 0.02  # a text has next to no control characters
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARKDOWN = (
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE), r"\1"),
    (re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),
    (re.compile(r"(?<![\w*])\*\*([^*\n]{1,2000})\*\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w*])[*_]([^*_\n]{1,2000})[*_](?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[-*_=]{3,}[ \t]*$", re.MULTILINE), ""),
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A document's text and what its file says about it."""

    text: str
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


def plain_text(text: str) -> str:
    """Return a text without the characters that are no writing: controls become blanks, so nothing else moves.

    Line ends, tabs, no-break spaces, quotes and both Unicode normal forms stay as they are.
    """
    return _CONTROL.sub(" ", text)


def text_of_txt(data: bytes, name: str) -> Prose:
    """Return a text file's words.

    Args:
        data: Its bytes.
        name: Its name, for the error.

    Returns:
        The text, decoded.

    Raises:
        SourceFileError: When the bytes are no text.
    """
    return Prose(decoded(data, name))


def text_of_markdown(data: bytes, name: str) -> Prose:
    """Return a Markdown file's words without its marks.

    Args:
        data: Its bytes.
        name: Its name, for the error.

    Returns:
        The text; the first heading is its title.

    Raises:
        SourceFileError: When the bytes are no text.
    """
    text = decoded(data, name)
    heading = re.search(r"^ {0,3}#[ \t]+(.{1,300}?)[ \t#]*$", text, re.MULTILINE)
    for pattern, plain in _MARKDOWN:
        text = pattern.sub(plain, text)
    return Prose(text, title=heading[1] if heading else None)


def decoded(data: bytes, name: str) -> str:
    """Return bytes as text: UTF-8 or UTF-16 by their mark, UTF-8 where valid, else the likeliest old encoding.

    Args:
        data: The bytes.
        name: The file's name, for the error.

    Returns:
        The text.

    Raises:
        SourceFileError: When the bytes are no text in any known encoding.
    """
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        found = encoding_of(data[:SAMPLE_BYTES])
        if found is None:
            raise _no_text(name) from fault
        text = data.decode(found.name, errors="replace")
    sample = text[:100_000]
    if "\x00" in sample or len(_CONTROL.findall(sample)) > _BINARY_SHARE * len(sample):
        raise _no_text(name)
    return text


def _no_text(name: str) -> SourceFileError:
    return SourceFileError(
        "the bytes are not text in any encoding we know",
        where=name,
        mend="check what the file is; a PDF or Word file needs its own ending, .pdf or .docx",
    )

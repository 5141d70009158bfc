"""Word files to prose: paragraphs and tables in the order of the page."""

import io
import zipfile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import XMLSyntaxError

from tollbook.errors import SourceFileError
from tollbook.sources.prose import Prose

LARGEST_UNPACKED_BYTES = 128 * 1024 * 1024  # twice what the packed file may have: pictures do not grow


def text_of_docx(data: bytes, name: str) -> Prose:
    """Return a Word file's words, paragraphs parted by a blank line, a table's row on one line.

    Args:
        data: The file's bytes.
        name: Its name, for the error.

    Returns:
        The text with the title, author and day of its properties.

    Raises:
        SourceFileError: When the file is no Word file, is damaged, or unpacks to more than we read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED_BYTES:
            raise SourceFileError(f"the file unpacks to {unpacked:,} bytes", where=name, mend="save its text as .txt")
        document = docx.Document(io.BytesIO(data))
        blocks = [
            "\n".join(" | ".join(cell.text for cell in row.cells) for row in block.rows)
            if isinstance(block, Table)
            else block.text
            for block in document.iter_inner_content()
        ]
        properties = document.core_properties
    except (zipfile.BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as fault:
        if isinstance(fault, SourceFileError):
            raise
        raise SourceFileError(
            f"this is no Word file that can be read: {fault}", where=name, mend="open it in Word and save it as .docx"
        ) from fault
    text = "\n\n".join(block for block in blocks if block.strip())
    return Prose(text, title=properties.title or None, byline=properties.author or None)

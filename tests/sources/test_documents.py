"""Documents of every kind become the same story; hostile files end with a clear message."""

import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from tollbook.errors import SourceFileError
from tollbook.reading import read
from tollbook.sources.documents import read_document

STORY = "At least 23 people were killed in Halem on Tuesday, the mayor said. Of these, seven were children."
PAGE = """<html><head><title>x</title><meta property="og:title" content="Strike on Halem">
<meta name="author" content="Mara Lind">
<meta property="article:published_time" content="2018-03-06T10:00:00Z">
<script>var killed = "900 people were killed";</script></head>
<body><nav>Home | 500 people were killed</nav><h1>Strike on Halem</h1>
<p>At least 23 people were killed in Halem on Tuesday, the <b>mayor</b> said.
Of these, seven were children.</p></body></html>"""


def _pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "a.md").write_text(f"# Strike on Halem\n\n**{STORY}**\n", encoding="utf-8")
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(_pdf(STORY))
    written = docx.Document()
    written.add_paragraph(STORY)
    written.save(str(tmp_path / "a.docx"))
    return tmp_path


@pytest.mark.parametrize("ending", ["txt", "md", "html", "pdf", "docx"])
def test_the_same_story_gives_the_same_figures_in_every_kind_of_file(folder: Path, ending: str) -> None:
    document = read_document(folder / f"a.{ending}")

    found = read(document).tolls

    assert [(toll.best, toll.parent) for toll in found] == [(23, None), (7, found[0].id)]


def test_a_page_tells_title_author_and_day(folder: Path) -> None:
    document = read_document(folder / "a.html")

    assert (document.title, document.byline, document.published) == ("Strike on Halem", "Mara Lind", date(2018, 3, 6))
    assert document.published_from == "file"


def test_what_the_user_says_overrules_the_file(folder: Path) -> None:
    document = read_document(folder / "a.html", published=date(2018, 3, 7), publisher="Hill News", licence="CC BY")

    assert (document.published, document.published_from, document.publisher) == (
        date(2018, 3, 7),
        "command line",
        "Hill News",
    )
    assert document.rights is not None
    assert document.rights.licence == "CC BY"


def test_terms_of_use_are_rights_with_their_words(tmp_path: Path) -> None:
    text = (
        f"Strike\n\n{STORY}\n\nThe Hill Centre grants permission to republish this article on community sites"
        " as long as the source is acknowledged together with a hyperlink to the original.\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    document = read_document(tmp_path / "a.txt")

    assert document.rights is not None
    assert document.rights.span is not None
    assert document.text[document.rights.span.start : document.rights.span.end] == document.rights.span.text
    assert {"acknowledgement", "hyperlink", "non-commercial"} <= set(document.rights.conditions)
    assert document.rights.grantor == "Hill Centre"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t \n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("picture.png", b"\x89PNG"),
        ("broken.pdf", b"%PDF-1.7 and nothing else"),
        ("broken.docx", b"PK\x03\x04 not a zip"),
        ("page.html", b"<html>" + b"<div>" * 3_000 + b"x"),
        ("nested.html", b"<div>" * 300_000 + b"5 people were killed" + b"</div>" * 300_000),
        ("elements.html", b"<body>" + b"<b>5</b>" * 600_000),
        ("entities.html", b"<p>" + b"&amp;" * 14_000_000),
        ("turns.txt", b"SPEAKER: We saw 5 dead.\n" * 220_000),
        ("nothing.pdf", b"%PDF-1.4\n%%EOF\n"),
    ],
)
def test_a_file_that_is_no_document_is_refused_with_its_name(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(SourceFileError) as fault:
        read_document(tmp_path / name)

    assert name in fault.value.where
    assert fault.value.mend


def test_a_huge_attribute_is_not_read_as_words(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b'<p title="' + b"9 killed " * 500_000 + b'">5 people were killed.</p>')

    assert read_document(tmp_path / "a.html").text.strip() == "5 people were killed."


def test_word_and_pdf_files_with_nothing_in_them_say_so(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    (tmp_path / "a.pdf").write_bytes(_pdf(""))
    with zipfile.ZipFile(tmp_path / "b.docx", "w"):
        pass

    for name, says in (("a.docx", "holds no text"), ("a.pdf", "holds no text"), ("b.docx", "no Word file")):
        with pytest.raises(SourceFileError, match=says):
            read_document(tmp_path / name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="cannot be opened"):
        read_document(tmp_path / "nowhere.txt")


def test_a_word_file_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (300 * 1024 * 1024))

    with pytest.raises(SourceFileError, match="unpacks to"):
        read_document(tmp_path / "bomb.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_old_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(
        (STORY + " “Never again,” he said — and wept. Café, naïve, déjà vu.").encode(encoding)
    )

    assert STORY in read_document(tmp_path / "a.txt").text


def test_what_stands_around_a_pages_story_is_left_out(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Strike kills 23 | The Evening Page</title></head><body>"
        "<div class='cookie-banner'>We use cookies. Accept</div><div role='navigation'>Home World</div>"
        "<article><h1>Strike kills 23</h1><p>At least 23 people were killed in Orsha, the mayor said.</p>"
        "<div class='share-buttons'>Share 14</div></article><aside>12 killed in crash</aside>"
        "<footer>© 2018 The Evening Page Ltd. All rights reserved.</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")

    document = read_document(tmp_path / "a.html")

    assert document.title == "Strike kills 23"
    assert not any(words in document.text for words in ("cookies", "Home World", "Share 14", "crash"))
    assert document.rights is not None
    assert document.rights.grantor == "The Evening Page Ltd"

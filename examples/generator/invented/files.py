"""Writes the lists' files, the same bytes for the same rows."""

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

FIXED = (1980, 1, 1, 0, 0, 0)  # a ZIP's earliest date: a file must not hold the hour of its making
EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_text(frame: pl.DataFrame, path: Path, *, separator: str, encoding: str) -> None:
    """Write a frame as delimited text."""
    path.write_bytes(frame.write_csv(separator=separator).encode(encoding))


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as Parquet."""
    frame.write_parquet(path, compression="zstd", statistics=False)


def write_workbook(frame: pl.DataFrame, path: Path, *, sheet: str, title: str) -> None:
    """Write a frame as a spreadsheet: its title in row 1, the header in row 3, dates as dates.

    Args:
        frame: String, integer and date columns.
        path: The file.
        sheet: Name of the sheet.
        title: What stands above the table.
    """
    letters = [chr(ord("A") + at) for at in range(len(frame.columns))]
    first = 4
    cells = [
        _cell(pl.col(name), frame.schema[name], letter) for name, letter in zip(frame.columns, letters, strict=True)
    ]
    lines = frame.with_row_index("_row", offset=first).select(
        pl.format('<row r="{}">', "_row") + pl.concat_str(cells) + pl.lit("</row>")
    )
    header = "".join(
        f'<c r="{letter}3" t="inlineStr"><is><t>{escape(name)}</t></is></c>'
        for name, letter in zip(frame.columns, letters, strict=True)
    )
    body = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{escape(title)}</t></is></c></row><row r="3">{header}</row>'
        + "".join(lines.to_series().to_list())
        + "</sheetData></worksheet>"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": body,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name, FIXED)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, text if text.startswith("<?xml") else _HEAD + text)


def _cell(column: pl.Expr, kind: pl.DataType, letter: str) -> pl.Expr:
    """Return a cell's XML; nothing for an empty one."""
    place = pl.lit(f'<c r="{letter}') + pl.col("_row").cast(pl.String)
    if kind == pl.Date:
        serial = (column - pl.lit(EPOCH)).dt.total_days().cast(pl.String)
        filled = place + pl.lit('" s="1"><v>') + serial + pl.lit("</v></c>")
    elif kind.is_integer():
        filled = place + pl.lit('"><v>') + column.cast(pl.String) + pl.lit("</v></c>")
    else:
        text = column
        for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            text = text.str.replace_all(sign, written, literal=True)
        filled = place + pl.lit('" t="inlineStr"><is><t>') + text + pl.lit("</t></is></c>")
    return filled.fill_null("")

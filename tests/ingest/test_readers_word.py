"""Word documents: what is seen is read, in its order, with the numbers that Word counts itself."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from hfgraph.ingest import readers
from hfgraph.ingest.document import Document
from hfgraph.ingest.readers.numbering import written

from . import papers

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

SPAN, RESTART, MERGED = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(inside: str) -> Document:
    """Return the document whose body is ``inside``."""
    made = docx.Document()
    body = made.element.body
    for child in parse_xml(f"<w:body {HEAD}>{inside}</w:body>"):
        body.insert(len(body) - 1, child)
    return readers.read(papers.saved(made), "a.docx")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def words(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def with_part(content: bytes, name: str, text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as made:
        for member in old.namelist():
            made.writestr(member, text if member == name else old.read(member))
    return stream.getvalue()


def test_tracked_changes_are_read_as_accepted() -> None:
    document = read(
        paragraph(
            run("Frist er ")
            + "<w:del w:id='1' w:author='x'><w:r><w:delText>1. mai</w:delText></w:r></w:del>"
            + f"<w:ins w:id='2' w:author='x'>{run('1. juni')}</w:ins>"
            + f"<w:moveFrom w:id='3'>{run(' borte')}</w:moveFrom><w:moveTo w:id='4'>{run(' her')}</w:moveTo>."
        )
        + paragraph(run("Første halvdel "), "<w:rPr><w:del w:id='5' w:author='x'/></w:rPr>")
        + paragraph(run("og andre halvdel."))
    )
    assert words(document) == ["Frist er 1. juni her", "Første halvdel og andre halvdel."]
    assert "sporede endringer" in document.notes[0].nb


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('I boksen.'))}</w:txbxContent>"
    document = read(
        paragraph(
            run("Før boksen.")
            + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
            + box
            + "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            + box
            + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        + paragraph(
            run("Etter boksen.") + f"<w:r><w:pict><v:textbox>{box.replace('I', 'II')}</v:textbox></w:pict></w:r>"
        )
    )
    assert words(document) == ["Før boksen.", "I boksen.", "Etter boksen.", "II boksen."]


def test_controls_links_fields_and_breaks() -> None:
    document = read(
        f"<w:sdt><w:sdtContent>{paragraph(run('Sak 1/25 gjelder dette.'))}</w:sdtContent></w:sdt>"
        + paragraph(
            run("Se ")
            + f"<w:hyperlink r:id='rId99'>{run('sak 2/25')}</w:hyperlink>"
            + f"<w:sdt><w:sdtContent>{run(' og mer')}</w:sdtContent></w:sdt>"
            + "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>DATE</w:instrText></w:r>"
            + f"<w:fldSimple w:instr='DATE'>{run(' 3. mars')}</w:fldSimple>"
            + "<w:r><w:noBreakHyphen/><w:t>A</w:t><w:br/><w:t>ny linje</w:t><w:tab/><w:t>tabb</w:t></w:r>"
        )
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        + f"<w:sdtContent>{paragraph(run('Skriv her'))}</w:sdtContent></w:sdt>"
        + paragraph(run("synlig ") + run("skjult", "<w:vanish/>"))
    )
    assert words(document) == ["Sak 1/25 gjelder dette.", "Se sak 2/25 og mer 3. mars-A", "ny linje\ttabb", "synlig"]
    assert "Skjult tekst" in document.notes[0].nb


def test_tables_nested_and_merged() -> None:
    def cell(inside: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell(paragraph(run('a')))}{cell(paragraph(run('b')))}</w:tr></w:tbl>"
    document = read(
        "<w:tbl>"
        + f"<w:tr>{cell(paragraph(run('Tiltak')), SPAN)}{cell(paragraph(run('Frist')))}</w:tr>"
        + f"<w:tr>{cell(paragraph(run('Felles')), RESTART)}{cell(paragraph(run('en')))}</w:tr>"
        + f"<w:tr>{cell(paragraph(run('x')), MERGED)}{cell(paragraph(run('to')))}{cell(paragraph(run('3')))}</w:tr>"
        + f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell(paragraph(run('slettet')))}</w:tr>"
        + f"<w:tr>{cell(paragraph(run('Vedtak')))}"
        + cell(paragraph(run("1. SSU tar saken.")) + paragraph(run("2. SSU følger opp.")))
        + "</w:tr>"
        + f"<w:tr>{cell(inner)}</w:tr>"
        + f"<w:tr>{cell(paragraph(run('Hele raden er én celle med tekst.')))}</w:tr></w:tbl>"
    )
    assert words(document) == [
        "Tiltak\tFrist",
        "Felles\ten",
        "to\t3",
        "Vedtak",
        "1. SSU tar saken.",
        "2. SSU følger opp.",
        "a\tb",
        "Hele raden er én celle med tekst.",
    ]
    assert [block.kind[0] for block in document.blocks] == list("rrrhiirp")


NUMBERING = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="5"/>
<w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:pStyle w:val="Heading2"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_numbers_that_word_counts_are_written_out() -> None:
    made = docx.Document()

    def add(text: str, use: int, level: int, style: str | None = None) -> None:
        element = made.add_paragraph(text, style=style)._p
        element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>')
        )

    add("Samhandling", 1, 0, "Heading 1")
    add("Avtaler", 1, 1, "Heading 2")
    add("Digital samhandling", 1, 1, "Heading 2")
    add("SSU tar saken til orientering.", 2, 0)
    add("kommunene følger opp", 2, 1)
    add("sykehuset følger opp", 2, 1)
    add("et kulepunkt", 2, 2)
    add("SSU ber om en ny sak.", 2, 0)
    add("igjen fra a", 2, 1)
    add("ny liste fra én", 3, 0)
    add("og så to", 3, 0)
    add("uten nummer, og med punktum.", 0, 0)
    document = readers.read(with_part(papers.saved(made), "word/numbering.xml", NUMBERING), "a.docx")
    assert words(document) == [
        "5 Samhandling",
        "5.1 Avtaler",
        "5.2 Digital samhandling",
        "1. SSU tar saken til orientering.",
        "a) kommunene følger opp",
        "b) sykehuset følger opp",
        "- et kulepunkt",
        "2. SSU ber om en ny sak.",
        "a) igjen fra a",
        "1. ny liste fra én",
        "2. og så to",
        "uten nummer, og med punktum.",
    ]
    assert [block.number for block in document.blocks] == ["5", "5.1", "5.2", "1", "a", "b", "", "2", "a", "1", "2", ""]
    assert [block.level for block in document.blocks] == [1, 2, 2, 1, 2, 2, 3, 1, 2, 1, 1, 0]
    assert document.blocks[4].section == "5.2 Digital samhandling"


@pytest.mark.parametrize(
    "value, form, text",
    [(4, "lowerRoman", "iv"), (27, "lowerLetter", "aa"), (3, "upperLetter", "C"), (7, "decimalZero", "07")],
)
def test_forms_of_numbers(value: int, form: str, text: str) -> None:
    assert written(value, form) == text


def test_headers_come_first_and_footnotes_last() -> None:
    made = docx.Document()
    made.add_paragraph("Saken tas til orientering.")
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Saksnr. 2025/118"
    section.header.paragraphs[0].text = "Møtebok"
    section.footer.paragraphs[0].text = "Side 1 av 2"
    section.first_page_footer.paragraphs[0].text = "Unntatt offentlighet"
    document = readers.read(papers.saved(made), "a.docx")
    assert words(document) == ["Saksnr. 2025/118", "Saken tas til orientering.", "Møtebok", "Unntatt offentlighet"]
    assert [block.kind for block in document.blocks] == ["note", "paragraph", "note", "note"]


def test_pages_by_breaks() -> None:
    made = docx.Document()
    made.add_paragraph("Side én er her.").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("Side to er her.")
    assert [block.page for block in readers.read(papers.saved(made), "a.docx").blocks] == [1, 2]
    rendered = read(
        paragraph(run("Side én er her.")) + paragraph("<w:r><w:lastRenderedPageBreak/><w:t>Side to er her.</w:t></w:r>")
    )
    assert [block.page for block in rendered.blocks] == [1, 2]
    both = read(
        paragraph(run("Side én er her.") + "<w:r><w:br w:type='page'/></w:r>")
        + paragraph("<w:r><w:lastRenderedPageBreak/><w:t>Side to er her.</w:t></w:r>")
    )
    assert [block.page for block in both.blocks] == [1, 2]
    assert readers.read(papers.docx(), "a.docx").blocks[0].page is None


def test_bold_and_large_lines_are_headings() -> None:
    long = "Saken gjelder hvordan kommunene og sykehuset samarbeider om pasientene."
    document = read(
        paragraph(run("Sak 1/25", '<w:sz w:val="32"/>'))
        + paragraph(run("Vedtak ", "<w:b/>") + run("i saken", "<w:b/>"))
        + paragraph(run(long))
        + paragraph(run("Ikke ", "<w:b/>") + run("helt fet, og med komma,"))
        + paragraph(run(long))
    )
    assert [block.kind for block in document.blocks] == ["heading", "heading", "paragraph", "paragraph", "paragraph"]


def test_styles_of_any_language_are_told_by_name() -> None:
    made: Any = docx.Document()
    made.styles["Heading 2"].element.set(f"{{{W}}}styleId", "Overskrift2")
    body = made.add_paragraph("Vurdering av saken, og av mer enn den.")
    body._p.get_or_add_pPr().append(parse_xml(f'<w:pStyle xmlns:w="{W}" w:val="Overskrift2"/>'))
    block = readers.read(papers.saved(made), "a.docx").blocks[0]
    assert (block.kind, block.level) == ("heading", 2)


def test_a_soft_break_parts_header_lines_but_no_item() -> None:
    made = docx.Document()
    made.add_paragraph("Saksbehandler: A\nAvkl. sekr; AB\nDato dok: 1.2.2025")
    made.add_paragraph("Vedtak:\nSaken tas til orientering.")
    made.add_paragraph("FSU akuttmedisin\nJobber med prosedyrer\n2. Neste punkt", style="List Number")
    made.add_paragraph("Ola Nordmann\nLeder\nBodø")
    document = readers.read(papers.saved(made), "a.docx")
    assert words(document) == [
        "Saksbehandler: A",
        "Avkl. sekr; AB",
        "Dato dok: 1.2.2025",
        "Vedtak:",
        "Saken tas til orientering.",
        "1. FSU akuttmedisin\nJobber med prosedyrer",
        "2. Neste punkt",
        "Ola Nordmann",
        "Leder",
        "Bodø",
    ]
    assert [block.kind[0] for block in document.blocks] == list("ppphpiippp")

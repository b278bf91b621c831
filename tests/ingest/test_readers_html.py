"""HTML pages: what is shown, numbers of lists with it."""

from __future__ import annotations

from hfgraph.ingest import readers


def text(inside: str) -> str:
    return readers.read(f"<!doctype html><meta charset=utf-8><body>{inside}".encode(), "a.html").text


def test_what_is_not_shown_is_left_out() -> None:
    shown = text(
        "<nav>Meny</nav><script>x</script><style>y</style><p hidden>a</p><p style='display: none'>b</p><!-- c -->"
        "<template>d</template><p>Saken&nbsp;tas <del>ikke</del> til orien&shy;tering &amp; mer.</p>"
    )
    assert shown == "Saken tas til orientering & mer."


def test_lists_are_numbered() -> None:
    shown = text(
        "<ol start=3><li>en<li value=7>sju<ul><li>under</ul><li>åtte</ol><ol type=a><li>x<li>y</ol>"
        "<ol reversed start=2><li>to<li>en</ol><ul><li>- strek<li>2. tall</ul>"
    )
    lines = [line for line in shown.split("\n") if line]
    assert lines == [
        "3. en",
        "7. sju",
        "- under",
        "8. åtte",
        "a. x",
        "b. y",
        "2. to",
        "1. en",
        "- strek",
        "2. tall",
    ]


def test_tables_and_breaks() -> None:
    shown = text(
        "<p>Saksbehandler: A<br>Dato: 1.2.2025</p><table><tr><th>Sak<th>Frist<tr><td>En <b>ting</b><p>til</p><td>snart"
        "<tr><td colspan=2>Alene i raden.</table>"
    )
    assert shown == "Saksbehandler: A\nDato: 1.2.2025\n\nSak\tFrist\nEn ting til\tsnart\n\nAlene i raden."


def test_headings_have_levels_and_sections() -> None:
    document = readers.read(b"<html><h1>Sak 1/25</h1><h3>Vedtak</h3><p>Tas til orientering.</p>", "a.html")
    assert [(block.kind, block.level, block.section) for block in document.blocks] == [
        ("heading", 1, "Sak 1/25"),
        ("heading", 3, "Vedtak"),
        ("paragraph", 0, "Vedtak"),
    ]


def test_charset_is_followed() -> None:
    content = "<html><head><meta charset='iso-8859-1'></head><p>Møte på Ørland</p>".encode("latin-1")
    assert readers.read(content, "a.html").text == "Møte på Ørland"
    assert readers.read("<html><p>Møte</p>".encode(), "a.html").text == "Møte"
    assert readers.read("<html><p>Møte</p>".encode("utf-16"), "a.html").text == "Møte"


def test_fragment_with_the_suffix_is_html() -> None:
    assert readers.kind(b"Hei <p>du</p>", "a.html") == "html"
    assert readers.kind(b"Hei <p>du</p>", "a.txt") == "txt"

from __future__ import annotations

from .conftest import Read


def test_accessibility_statement(read: Read) -> None:
    nb, en = read("/accessibility"), read("/accessibility?lang=en")
    assert "WCAG 2.1" in nb.text
    assert "Si fra" in nb.one("main").text()
    assert "Tell us" in en.one("main").text()
    assert "/accessibility" in read("/").links()


def test_about_tells_what_it_is_and_how_to_cite(read: Read) -> None:
    page = read("/about")
    for words in ("helsefellesskap", "CC BY 4.0", "Apache 2.0", "Slik siteres det"):
        assert words in page.one("main").text()
    assert page.words("#cite") == "Slik siteres det"
    assert "/about" in read("/").links()

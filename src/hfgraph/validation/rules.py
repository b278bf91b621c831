"""The rules that are no shapes: what only the files, their lines or the documents themselves can show."""

from __future__ import annotations

from hfgraph.text import Text
from hfgraph.validation.finding import Rule, Severity


def _rule(code: str, severity: Severity, title: tuple[str, str], message: tuple[str, str]) -> Rule:
    return Rule(code, severity, Text(*title), Text(*message))


_ALL = (
    _rule(
        "unknown-term",
        "violation",
        ("Begrepene finnes", "Terms exist"),
        (
            "{?value} finnes ikke i ontologien eller kodelistene. Mente du {?suggestion}?",
            "{?value} is not in the ontology or the code lists. Did you mean {?suggestion}?",
        ),
    ),
    _rule(
        "undeclared-term",
        "warning",
        ("Lånte begreper er erklært", "Borrowed terms are declared"),
        (
            "{?value} er ikke blant begrepene ontologien låner. Bruk {?suggestion} om det var det du mente, "
            "eller et begrep fra hf:.",
            "{?value} is not among the terms the ontology borrows. Use {?suggestion} if that is what you meant, "
            "or a term from hf:.",
        ),
    ),
    _rule(
        "misplaced-term",
        "violation",
        ("Klasser og egenskaper står på riktig plass", "Classes and properties are in their places"),
        (
            "{?value} er brukt på feil plass. En klasse står etter «a», en egenskap mellom to ting.",
            "{?value} is in the wrong place. A class stands after 'a', a property between two things.",
        ),
    ),
    _rule(
        "wrong-subject",
        "violation",
        ("Egenskapen passer til tingen", "The property suits the thing"),
        (
            "{?path} hører til {?wanted}, og {$this} er ikke det. Bruk en annen egenskap, eller rett typen.",
            "{?path} is for {?wanted}, and {$this} is not one. Use another property, or correct the type.",
        ),
    ),
    _rule(
        "wrong-object",
        "violation",
        ("Verdien er av riktig slag", "The value is of the right kind"),
        (
            "{?path} kan ikke ha verdien {?value}. Skriv en ting som <…>, og tall, datoer og tekst i anførselstegn.",
            "{?path} cannot have the value {?value}. Write a thing as <…>; numbers, dates and text in quotes.",
        ),
    ),
    _rule(
        "wrong-datatype",
        "violation",
        ("Verdien har riktig datatype", "The value has the right datatype"),
        (
            "{?path} kan ikke skrives som {?value}. Skriv den som {?wanted}.",
            "{?path} cannot be written as {?value}. Write it as {?wanted}.",
        ),
    ),
    _rule(
        "malformed-literal",
        "violation",
        ("Verdier er skrevet riktig", "Values are written right"),
        (
            "{?value} er ikke skrevet riktig. Skriv den som {?wanted}, og det kilden skriver i hf:asWritten.",
            "{?value} is not written right. Write it as {?wanted}, and what the source writes in hf:asWritten.",
        ),
    ),
    _rule(
        "huge-literal",
        "violation",
        ("Tekster er korte", "Texts are short"),
        (
            "Teksten hos {$this} er på {?length} tegn. Gjengi innholdet kort, og vis til stedet i dokumentet.",
            "The text at {$this} has {?length} characters. Tell it briefly, and point at the passage.",
        ),
    ),
    _rule(
        "unknown-language",
        "warning",
        ("Språkmerkene er kjente", "Language tags are known"),
        (
            "Språket {?value} er ikke i bruk her. Bruk @nb, @nn, @se, @sma, @smj eller @en.",
            "The language {?value} is not used here. Use @nb, @nn, @se, @sma, @smj or @en.",
        ),
    ),
    _rule(
        "private-data",
        "violation",
        ("Ingen e-postadresser eller telefonnumre", "No e-mail addresses or phone numbers"),
        (
            "Teksten hos {$this} ser ut til å ha en e-postadresse eller et telefonnummer. Fjern det.",
            "The text at {$this} seems to hold an e-mail address or a phone number. Remove it.",
        ),
    ),
    _rule(
        "blank-node",
        "violation",
        ("Alt har en nøkkel", "Everything has a key"),
        (
            "{$this} har en node uten navn. Gi tingen en nøkkel: <…> i stedet for […] eller _:…",
            "{$this} has a node without a name. Give the thing a key: <…> instead of […] or _:…",
        ),
    ),
    _rule(
        "second-value",
        "violation",
        ("Én verdi der det skal være én", "One value where there must be one"),
        (
            "{$this} har fra før en annen {?path}. Behold den som er riktig av {?first} og {?value}.",
            "{$this} already has another {?path}. Keep the right one of {?first} and {?value}.",
        ),
    ),
    _rule(
        "missing-document",
        "violation",
        ("Filen beskriver dokumentet sitt", "The file describes its document"),
        (
            "Filen beskriver ikke dokumentet {$this}. Legg til «<…> a hf:Document» med dcterms:identifier "
            "og hf:sha256.",
            "The file does not describe the document {$this}. Add '<…> a hf:Document' with dcterms:identifier "
            "and hf:sha256.",
        ),
    ),
    _rule(
        "document-twice",
        "violation",
        ("Et dokument er ført én gang", "A document is filed once"),
        (
            "{$this} er samme dokument som {?other}: begge har {?path} {?value}. Slå dem sammen, eller rett verdien.",
            "{$this} is the same document as {?other}: both have {?path} {?value}. Merge them, or correct the value.",
        ),
    ),
    _rule(
        "passage-twice",
        "violation",
        ("Et sted står i én fil", "A passage stands in one file"),
        (
            "Stedet {$this} er beskrevet i {?other} også. Gi dem hver sin nøkkel.",
            "The passage {$this} is described in {?other} too. Give each its own key.",
        ),
    ),
    _rule(
        "stray-passage",
        "violation",
        ("Steder hører til filens dokument", "Passages belong to the file's document"),
        (
            "{$this} hører til {?value}, men står i filen til {?other}. Flytt stedet, eller rett dcterms:isPartOf.",
            "{$this} belongs to {?value}, but stands in the file of {?other}. Move it, or correct dcterms:isPartOf.",
        ),
    ),
    _rule(
        "hash-differs",
        "violation",
        ("Kildefilen er den som ble lest", "The source file is the one that was read"),
        (
            "Filen {?value} har en annen sjekksum enn {$this} oppgir. Finn den riktige filen, eller les den på nytt.",
            "The file {?value} has another checksum than {$this} states. Find the right file, or read it again.",
        ),
    ),
    _rule(
        "not-text",
        "warning",
        ("Kildefilen er tekst", "The source file is text"),
        (
            "Filen {?value} er ikke UTF-8, så stedene i {$this} kan ikke prøves. Legg teksten i sources.",
            "The file {?value} is not UTF-8, so the passages of {$this} cannot be checked. Put its text in sources.",
        ),
    ),
    _rule(
        "length-differs",
        "violation",
        ("Lengden er dokumentets", "The length is the document's"),
        (
            "{$this} har {?wanted} tegn, ikke {?value}. Rett hf:length.",
            "{$this} has {?wanted} characters, not {?value}. Correct hf:length.",
        ),
    ),
    _rule(
        "passage-outside",
        "violation",
        ("Stedene finnes i kildefilen", "Passages are in the source file"),
        (
            "{$this} slutter på tegn {?value}, men dokumentet har bare {?wanted}. Rett hf:start og hf:end.",
            "{$this} ends at character {?value}, but the document has only {?wanted}. Correct hf:start and hf:end.",
        ),
    ),
)

RULES = {rule.id: rule for rule in _ALL}
"""The rules by code."""

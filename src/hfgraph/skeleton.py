"""A new workspace: the folders, the registers, the Act, and a page that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hfgraph import assets
from hfgraph.errors import bad_input
from hfgraph.file import write_atomically

_REGISTER = """@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix id: <https://w3id.org/hfgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

# Names that several documents use. What the documents say of them stands in the documents' own files.
id:{key} a hf:HealthCommunity ;
    rdfs:label "{name}"@nb , "{name}"@en .
"""

_ORGANISATIONS = """# Organisations, once: the same municipality or trust is one node in every document. Example:
#
# @prefix hf: <https://w3id.org/hfgraph/ns#> .
# @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
#
# <https://w3id.org/hfgraph/id/org/nordvik> a hf:Municipality ;
#     rdfs:label "Nordvik kommune"@nb , "Nordvik municipality"@en .
"""

_PAGE = """# {name}

Et arbeidsområde for hfgraph. / A workspace for hfgraph. (English below.)

## Slik legger du inn et dokument

Det enkle er å la hfgraph lese papiret og foreslå hva det sier:

1. `hfgraph ingest sak-7-2025.pdf --data .` viser hva papiret synes å si, og skriver ingenting.
2. `hfgraph review sak-7-2025.pdf --data .` går gjennom forslagene: du godtar, retter eller avviser, og arkiverer.
   I nettleseren er det siden «Innboks»: `hfgraph serve --data . --token-file tokener`.
3. `hfgraph check --data .` sier at alt er i orden, og `hfgraph show {key}/case/ssu/2025/7 --data .` viser saken.

PDF, Word, PowerPoint, HTML, tekst og regneark leses. Ingenting skrives før du arkiverer.

## Slik legger du inn et dokument for hånd

1. Legg teksten i `sources/`, for eksempel `sources/sak-7-2025.txt` (UTF-8).
2. Finn sjekksum og lengde: `sha256sum sources/sak-7-2025.txt` og
   `python3 -c "print(len(open('sources/sak-7-2025.txt', encoding='utf-8', newline='').read()))"`.
3. Skriv `data/{key}/sak-7-2025.ttl` etter mønsteret under. Filen er dokumentets graf: bare det dokumentet sier.
4. `hfgraph check --data .` sier hva som mangler, med fil og linje.
5. `hfgraph show {key}/case/ssu/2025/7 --data .` viser saken med sitatene.

```turtle
@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix hfc: <https://w3id.org/hfgraph/code/> .
@prefix id: <https://w3id.org/hfgraph/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/hfgraph/id/{key}/> .

<doc/sak-7-2025> a hf:Document ;
    rdfs:label "SSU sak 7/2025"@nb , "SSU case 7/2025"@en ;
    hf:kind <https://w3id.org/hfgraph/code/document-kind/case-paper> ;
    dcterms:title "Navnet på saken"@nb ;
    dcterms:identifier "sak-7-2025.txt" ;
    dcterms:issued "2025-02-01"^^xsd:date ;
    dcterms:language "nb" ;
    hf:community id:{key} ;
    hf:length 1234 ;
    hf:sha256 "…64 tegn…" .

<case/ssu/2025/7> a hf:Case ;
    rdfs:label "SSU 7/2025: Navnet på saken"@nb , "SSU 7/2025: Name of the case"@en ;
    dcterms:title "Navnet på saken"@nb ;
    hf:caseOf <committee/ssu> ; hf:year 2025 ; hf:sequence 7 ;
    hf:community id:{key} ;
    hf:statedIn <doc/sak-7-2025/p/title> .

<doc/sak-7-2025/p/title> a hf:Passage ;
    dcterms:isPartOf <doc/sak-7-2025> ;
    hf:section "Tittel" ; hf:start 0 ; hf:end 42 .
```

## Slik legger du inn en liste over prosjekter

`maler/prosjekter.xlsx` (eller `.csv`) er en mal for regneark. Kopier den, og skriv ett prosjekt på hver rad. Arkene
«Forklaring» og «Lister» sier hva kolonnene er, og hvilke verdier de kan ha. Bare navnet må fylles ut. Eksempelraden
leses ikke. Har dere en liste fra før, kan den leses som den er når kolonnene har kjente navn, som Prosjekt, Status og
Ansvarlig; de som ikke kjennes igjen, blir nevnt.

- Flere verdier i en celle skilles med semikolon: `4.1; 5`.
- En status trenger en dato: kolonnen Statusdato. To rader med hver sin dato er to statuser for samme prosjekt.
- Saker skrives med organ: `SSU 26/2024`. Beløp skrives i hele kroner.
- Virksomheter og roller, ikke personnavn, e-postadresser eller telefonnumre.

`hfgraph ingest prosjekter.xlsx --data .` viser hva lista sier, og hva som må rettes, med rad og kolonne;
`hfgraph review prosjekter.xlsx --data .` er gjennomgangen der du godtar, retter eller avviser.

## Det som deles

Det som brukes av flere dokumenter – organer, innsatsområder, avtalen – får navn i `data/{key}/register.ttl`, og
kommuner og foretak i `data/register.ttl`. Egne spørsmål kan legges i `queries/questions/` og egne regler i `shapes/`.

## How to file a document

The easy way is to let hfgraph read the paper and propose what it says: `hfgraph ingest case-7-2025.pdf --data .` shows
that and writes nothing; `hfgraph review case-7-2025.pdf --data .` goes through the proposals, which you accept, edit or
reject, and then files them. In the browser it is the page "Inbox": `hfgraph serve --data . --token-file tokens`.

## How to file a document by hand

Put its text in `sources/`, write `data/{key}/<document>.ttl` after the pattern above (the file is the document's graph
and holds what that document says, nothing else), and run `hfgraph check --data .` until it is in order. Names shared by
several documents go into the registers. Your own questions go into `queries/questions/`, your own rules into `shapes/`.

## How to file a list of projects

`maler/prosjekter.xlsx` (or `.csv`) is a template for spreadsheets. Copy it, and write one project on each row; its
sheets "Forklaring" and "Lister" tell what the columns are and which values they take. Only the name is required, and
the example row is not read. A list of your own can be read as it is when its columns have names that are known, such as
Project, Status and Responsible; others are pointed out. Several values in a cell are parted by a semicolon, a status
needs a date, a case is written with its body (`SSU 26/2024`), an amount in whole kroner. Name organisations and roles,
not persons.

`hfgraph ingest prosjekter.xlsx --data .` shows what the list says and what must be mended, with row and column;
`hfgraph review prosjekter.xlsx --data .` is the review in which you accept, edit or reject.
"""


def create(folder: Path, key: str, name: str, more: Mapping[str, bytes] = MappingProxyType({})) -> list[Path]:
    """Make the workspace and return the files made.

    Args:
        folder: must not exist, or be empty.
        key: the community's short key.
        name: what the community is called.
        more: other files to make, such as templates, by path in the workspace.

    Raises:
        HfgraphError: the folder is taken or cannot be written to.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise bad_input(
            "Mappen finnes og er ikke tom.",
            "The folder exists and is not empty.",
            mend=("Velg en annen mappe, eller tøm denne.", "Choose another folder, or empty this one."),
            path=folder,
        )
    name = " ".join(name.split())
    safe = name.replace("\\", "\\\\").replace('"', '\\"')
    files = {
        "data/register.ttl": _ORGANISATIONS,
        f"data/{key}/register.ttl": _REGISTER.replace("{key}", key).replace("{name}", safe),
        "LES-MEG.md": _PAGE.replace("{key}", key).replace("{name}", name),
        "sources/.gitkeep": "",
        "queries/questions/.gitkeep": "",
        "shapes/.gitkeep": "",
        **{
            f"data/law/{path.name}": path.read_text(encoding="utf-8")
            for path in sorted((assets.folder("data") / "law").glob("*.ttl"))
        },
    }
    made: list[Path] = []
    contents = {relative: content.encode("utf-8") for relative, content in files.items()} | dict(more)
    try:
        for relative, content in contents.items():
            path = folder / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content)
            made.append(path)
    except OSError as error:
        raise bad_input(
            f"Mappen kan ikke lages: {error.strerror}.",
            f"The folder cannot be made: {error.strerror}.",
            mend=("Velg et sted du har lov til å skrive.", "Choose a place you may write to."),
            path=folder,
        ) from error
    return [path for path in made if path.name != ".gitkeep"]

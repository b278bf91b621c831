"""The fields of a document's head, and what they tell about the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hfgraph.ingest import casenumber, head
from hfgraph.ingest.context import Context, DocumentKind
from hfgraph.ingest.head import Field
from hfgraph.ingest.outline import Line
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.recognisers import case
from hfgraph.ingest.recognisers.case import Mention
from hfgraph.ingest.recognisers.day import Day, days

_TOP = 14
_NONE = re.compile(r"(?i)(?:ingen|ingen vedlegg|nei|-|–|ikkje|0)\.?\Z")
_NO_TITLE = re.compile(
    r"(?i)(?:saksframlegg|saksfremlegg|saksframlegget|sakspapir.*|sak|møtebok|særutskrift|saksutredning|saksutgreiing|til behandling|"
    r"orienteringssak|drøftingssak|vedtakssak|notat|utkast|forslag|høringsutkast|side \d+.*|unntatt.*|vedlegg \d*|innhold|"
    r"innhald|logo|saksprotokoll.*|utskrift.*)\Z"
)
_PERSON_LINE = re.compile(r"(?i)(?:leder|leiar|rådmann|ordfører|direktør|sekretær|saksbehandler|med vennlig hilsen|med helsing)\b")
_TITLE_AGREEMENT = re.compile(r"(?i)\A(?:overordn\w+\s+)?(?:samarbeidsavtale|tjenesteavtale|tenesteavtale|delavtale|rammeavtale|avtale)\b")
_DEPARTMENT = re.compile(r"(?i)\b(?:kommune|herad|stab|avdeling|fylkeskommune|sekretariat|HF|RHF|utvalg|utval|rådhus|sykehus|sjukehus)\Z")


def learn(context: Context) -> tuple[Context, list[Proposal]]:
    """Return the context with what the head tells, and the proposals for its fields."""
    kind = _kind(context)
    body = _body(context, kind)
    series = body if kind in ("minutes", "agenda") else "?"
    context = context.knowing(kind=kind, body=body, series=series, year=_first_year(context))
    fields = head.fields(context)
    found: list[Proposal] = []
    own: list[Mention] = []
    dated: dict[str, Day] = {}
    for field in fields:
        proposals, mention, day = _field(context, field, fields)
        found += proposals
        if mention is not None:
            own.append(mention)
        for proposal in proposals:
            if day is not None and isinstance(proposal.value, dict):
                dated.setdefault(str(proposal.value["field"]), day)
    if kind == "paper" and len({mention.key for mention in own}) > 2 and not any(field.label in ("saksgang", "utvalg", "utval", "organ") for field in fields):
        kind, own = "agenda", []
        context = context.knowing(kind=kind)
        found = [one for one in found if not _named(one, "case_number") and not _named(one, "title")]
    for field in head.later(context):
        proposals, _, _ = _field(context, field, fields)
        known = {proposal.start for proposal in found}
        found += [one for one in proposals if one.start not in known and (_named(one, "case_handler") or _named(one, "reference"))]
    if not own and kind == "paper":
        line = _case_line(context)
        if line is not None:
            own.append(line)
            found.append(_header(context, "case_number", line.key, line.start, line.end, "header.case-line", 0.95))
    year = _year(context, dated, own)
    context = context.knowing(
        case=own[-1].key if own and kind not in ("minutes", "agenda") else None,
        own=tuple((one.start, one.end, one.key) for one in own) if kind == "paper" else (),
        body=own[0].body if own and _is_body(context, own[0].body) else context.body,
        series=own[0].body if own and kind == "paper" and _is_body(context, own[0].body) else series,
        year=year,
        date=next((dated[name].value for name in ("document_date", "meeting_date") if name in dated), None),
    )
    if kind in ("minutes", "agenda") and own:
        own = []
    meeting = dated.get("meeting_date")
    if meeting is None and kind in ("minutes", "agenda"):
        for day in _body_dates(context):
            found.append(_header(context, "meeting_date", day.value, day.start, day.end, "header.body-date", 0.8))
            meeting = meeting or day
    if meeting is None and kind in ("minutes", "agenda"):
        meeting = _top_date(context)
        if meeting is not None:
            found.append(_header(context, "meeting_date", meeting.value, meeting.start, meeting.end, "header.top-date", 0.8))
    context = context.knowing(
        meeting=meeting.value if meeting else None,
        year=context.year or _of(meeting),
        date=context.date or (meeting.value if meeting else None),
    )
    told = bool(dated or own)
    if not any(_named(proposal, "title") for proposal in found):
        title = _title(context, fields, own[0] if own else None)
        if title is not None:
            words = context.written(*title)
            reported = re.search(r"(?i)(?:rapport|status|årsmelding)\D{0,40}(20\d\d)(?![\d/-])", words)
            alone = len(set(re.findall(r"20\d\d", words))) == 1
            told = told or (bool(reported) and alone)
            context = context.knowing(year=int(reported[1])) if reported and alone else context
            found.append(_header(context, "title", words, *title, "header.title", 0.85))
    if not any(_named(proposal, "document_date") for proposal in found) and "document_date" not in dated:
        place = _place_date(context)
        if place is not None:
            meets = context.kind == "paper" and any(body.meeting and body.code == context.body for body in context.lexicon.profile.bodies)
            field = "meeting_date" if meets else "document_date"
            found.append(_header(context, field, place.value, place.start, place.end, "header.place-date", 0.8))
            context = context.knowing(
                year=context.year if told else _of(place),
                date=context.date or place.value,
                meeting=place.value if meets else context.meeting,
            )
    found += _attachments(context, fields)
    return context, found


def _is_body(context: Context, code: str) -> bool:
    return any(body.code == code for body in context.lexicon.profile.bodies)


def _named(proposal: Proposal, field: str) -> bool:
    return isinstance(proposal.value, dict) and proposal.value.get("field") == field


def _header(context: Context, field: str, value: str, start: int, end: int, rule: str, confidence: float) -> Proposal:
    return context.proposal("header", {"field": field, "value": value}, start, end, rule, confidence)


def _kind(context: Context) -> DocumentKind:
    profile = context.lexicon.profile
    for number, line in enumerate(context.lines[:_TOP]):
        words = re.sub(r"\s+", " ", line.text.lower()).strip(" :")
        if re.match(r"(?:saksframlegg|saksfremlegg|særutskrift)\b", words):
            return "paper"
        for kind in ("minutes", "agenda"):
            for name in profile.listed("documents", kind):
                if words == name or (re.match(rf"{re.escape(name)}\b", words) and len(words) < 90 and not re.match(r".*(?:godkjenning)", words)) or (number < 5 and re.search(rf"[-:,]\s*{re.escape(name)}\b", words) and len(words) < 90):
                    return kind  # type: ignore[return-value]
        if number < 8 and _TITLE_AGREEMENT.match(words) and len(words) < 160 and line.shape != "item":
            if re.search(r"\bmellom\b|^(?:tjeneste|teneste|del)avtale\s+\d|\bnr\b", words) or len(words) < 60:
                return "agreement"
    return "paper"


def _body(context: Context, kind: DocumentKind) -> str:
    """Return the body whose name stands in the first lines: alone, after a label, or in the title of minutes."""
    lexicon = context.lexicon
    lone, named = None, None
    for line in context.lines[:_TOP]:
        for match in lexicon.bodies.finditer(line.text):
            found = lexicon.body_of(match[0])
            if found is None:
                continue
            if match.start() <= 2 and (match.end() >= len(line.text) - 8 or (found.meeting and line is context.lines[0])):
                lone = lone or found.code
            elif re.match(r"(?i)(?:utvalg|utval|organ)\b", line.text) or re.search(r"(?i)\b(?:protokoll|referat|innkalling|møte|møtebok|saksliste)\b", line.text):
                lone = lone or found.code
            else:
                named = named or found.code
    return lone or (named if kind != "paper" else None) or "?"


def _field(context: Context, field: Field, fields: Sequence[Field]) -> tuple[list[Proposal], Mention | None, Day | None]:
    start, end = field.start, field.end
    if field.key == "case_number":
        return _number(context, field, fields)
    if field.key in ("document_date", "meeting_date"):
        found = [day for day in days(context, start, end) if day.full]
        if not found:
            return [], None, None
        key = field.key
        labelled = any(one.key == "meeting_date" and days(context, one.start, one.end) for one in fields)
        if field.label in ("dato",) and context.kind in ("minutes", "agenda") and not labelled:
            key = "meeting_date"
        if field.label in ("møte", "tid") and not re.match(r"\W*(?:\w+dag\W+)?(?:den\s+)?\d", context.text[start:end]):
            return [], None, None
        day = found[0]
        return [_header(context, key, day.value, day.start, day.end, f"header.{key}", 0.97)], None, day
    if field.key in ("case_handler", "reference", "title"):
        words = context.written(start, end)
        if field.key == "reference" and not re.search(r"\d", words):
            return [], None, None
        if field.key == "case_handler" and not re.search(r"[A-ZÆØÅ]", words):
            return [], None, None
        if field.key == "title" and (len(words) < 4 or not re.search(r"[a-zæøåA-ZÆØÅ]{3}", words)):
            return [], None, None
        return [_header(context, field.key, words, start, end, f"header.{field.key}", 0.95)], None, None
    return [], None, None


def _number(context: Context, field: Field, fields: Sequence[Field]) -> tuple[list[Proposal], Mention | None, Day | None]:
    """Read a field that should hold a case's number: it may hold a body too, a title after it, or an archive number."""
    named = case.mentions(context, field.start, field.end)
    mention = named[0] if named else None
    if mention is None:
        match = casenumber.PATTERN.search(context.text, field.start, field.end)
        near = _first_year(context)
        read = match and casenumber.read(match["a"], match["b"], year_first=context.lexicon.profile.year_first, near=near)
        if match and read:
            body = _row_body(context, field) or context.body
            mention = Mention(body, *read, *match.span(), "explicit", "header.case_number", False, False)
        elif re.match(r"\d{2,4}/\d{3,6}", context.text[field.start : field.end]):
            words = context.written(field.start, field.end)
            return [_header(context, "reference", words, field.start, field.end, "header.reference", 0.9)], None, None
    if mention is None:
        if field.label == "sak" and len(context.written(field.start, field.end)) > 8:
            words = context.written(field.start, field.end)
            return [_header(context, "title", words, field.start, field.end, "header.title", 0.9)], None, None
        return [], None, None
    if context.kind in ("minutes", "agenda"):
        return [], mention, None
    if context.kind == "agreement" or (field.line >= head.extent(context) and not mention.given):
        return [], None, None
    found = [_header(context, "case_number", mention.key, mention.start, mention.end, "header.case_number", 0.97)]
    start, end = context.trimmed(mention.end, field.end, " \t\n*_|:.-")
    if end - start > 8 and context.text[start].isalpha():
        found.append(_header(context, "title", context.written(start, end), start, end, "header.title", 0.9))
    return found, mention, None


def _row_body(context: Context, field: Field) -> str | None:
    """Return the body named on the same line, as in a table of bodies, meetings and case numbers."""
    line = context.lines[field.line]
    match = context.lexicon.bodies.search(line.text)
    found = context.lexicon.body_of(match[0]) if match else None
    return found.code if found else None


def _case_line(context: Context) -> Mention | None:
    """Return the case named at the beginning of one of the first lines, or at the end of one with its body."""
    for line in context.lines[: head.extent(context)][:_TOP]:
        if not line.gap and len(line.text) > 60:
            continue
        if line.shape == "item" or line.text.lower().startswith(("vedlegg", "jf", "se ")):
            return None
        named = case.mentions(context, line.start, line.end)
        if named and re.match(r"\.\s+[A-ZÆØÅ]|\s*,|\s+(?:ble|vart|er|var|i|og)\b", context.text[named[0].end : line.end]):
            continue
        if named and (named[0].start - line.start <= 3 or (len(line.text) < 50 and named[0].announced)):
            return named[0]
        bare = casenumber.PATTERN.match(context.text, line.start)
        if bare and bare.end() < line.end:
            read = casenumber.read(bare["a"], bare["b"], year_first=context.lexicon.profile.year_first)
            if read and re.match(r"[\s:.-]+[A-ZÆØÅ«]", context.text[bare.end() : line.end]):
                return Mention(context.body, *read, *bare.span(), "explicit", "header.case-line", False, False)
    return None


def _first_year(context: Context) -> int | None:
    """Return the year of the first date in the head, before anything else is known."""
    if not context.lines:
        return None
    last = context.lines[min(len(context.lines), 30) - 1].end
    found = [day for day in days(context.knowing(year=None), 0, last) if day.tier == "explicit"]
    if found:
        return int(found[0].value[:4])
    years = re.findall(r"(?<![\d/-])(20[0-4]\d)(?![\d/-])", context.text[: context.lines[min(len(context.lines), 8) - 1].end])
    return int(years[0]) if years else None


def _year(context: Context, dated: dict[str, Day], own: Sequence[Mention]) -> int | None:
    for name in ("document_date", "meeting_date"):
        if name in dated:
            return int(dated[name].value[:4])
    return own[0].year if own else context.year


def _of(day: Day | None) -> int | None:
    return int(day.value[:4]) if day and day.value[:1] != "-" else None


def _body_dates(context: Context) -> list[Day]:
    """Return the dates of lines at the top such as *Dialogmøtet: onsdag 13. november 2024*."""
    found = []
    for line in context.lines[:_TOP]:
        match = context.lexicon.bodies.match(line.text)
        if match and line.text[match.end() :].lstrip().startswith(":"):
            found += [day for day in days(context, line.start, line.end) if day.full][:1]
    return found


def _top_date(context: Context) -> Day | None:
    last = context.lines[min(len(context.lines), _TOP) - 1].end if context.lines else 0
    return next((day for day in days(context, 0, last) if day.full), None)


def _place_date(context: Context) -> Day | None:
    """Return the date that stands alone on a line at the top or the end, or after a place (*Bodø, 3. mars 2024*)."""
    if context.kind == "agreement":
        return None
    top, end = context.lines[:_TOP], context.lines[-25:] if context.kind == "paper" else ()
    for lines, lead in (
        (top, r"(?:[A-ZÆØÅ][\wæøå ,.-]{1,60},\s*(?:den\s*)?)?"),
        (end, r"[A-ZÆØÅ][\wæøå -]{1,25},\s*(?:den\s*)?"),
    ):
        for line in lines:
            for day in days(context, line.start, line.end) if len(head.cells(line)) == 1 and line.shape != "row" else ():
                before = context.text[line.start : day.start]
                if day.full and day.end >= line.end - 1 and re.fullmatch(lead, before):
                    return day
    return None


def _title(context: Context, fields: Sequence[Field], own: Mention | None) -> tuple[int, int] | None:
    taken = {field.line for field in fields}
    limit = head.extent(context)
    if own is not None:
        line = context.line(own.start)
        number = context.lines.index(line) if line else 0
        rest = context.trimmed(own.end, line.end if line else own.end, " \t\n*_|:.-()")
        if number not in taken and rest[1] - rest[0] > 8:
            return rest
        if number not in taken and own.start - context.lines[number].start > 8:
            return context.trimmed(context.lines[number].start, own.start, " \t\n*_|:.-()")
        if number not in taken:
            for after in context.lines[number + 1 : limit]:
                if context.lines.index(after) not in taken and _titled(context, after):
                    return _joined(context, after, taken)
    candidates = [
        line
        for number, line in enumerate(context.lines[:limit])
        if number not in taken and _titled(context, line) and not _under_list(context, number)
    ]
    if context.kind == "agreement":
        named = [line for line in context.lines[:_TOP] if _TITLE_AGREEMENT.match(line.text)]
        found = next((line for line in named if " mellom " in line.text), named[0] if named else None)
        return _joined(context, found, taken) if found else None
    if context.kind in ("minutes", "agenda"):
        top = [line for number, line in enumerate(context.lines[:_TOP]) if number not in taken]
        found = next((line for line in top if len(line.text) < 120 and _about(context, line)), None)
        return context.trimmed(found.start, found.end, " \t*#:") if found else None
    after = [line for line in candidates if not taken or line.start > context.lines[min(taken)].start]
    standing = [line for line in (after or candidates) if line.shape == "heading" or line.gap]
    chosen = standing[0] if standing and (after or not taken) else (candidates[-1] if candidates else None)
    if after and standing:
        chosen = standing[0]
    elif not taken and candidates:
        chosen = max(candidates[:4], key=lambda line: min(len(line.text), 60))
    return _joined(context, chosen, taken) if chosen else None


def _about(context: Context, line: Line) -> bool:
    names = (*context.lexicon.profile.listed("documents", "minutes"), *context.lexicon.profile.listed("documents", "agenda"))
    return any(re.search(rf"\b{re.escape(name)}", line.text.lower()) for name in names)


def _under_list(context: Context, number: int) -> bool:
    """Return whether the line is one of a list of attachments."""
    line = context.lines[number]
    labels = context.lexicon.profile.listed("headers", "attachment")
    return line.section.lower() in labels and line.text.lower().rstrip(":") not in labels


def _titled(context: Context, line: Line) -> bool:
    words = line.text.strip(" #*_:")
    low = words.lower()
    profile = context.lexicon.profile
    if line.shape in ("item", "row") or len(head.cells(line)) > 1 or len(words) < 8 or len(words) > 220 or _NO_TITLE.match(words):
        return False
    if low in context.lexicon.label_fields or low in profile.listed("documents", "agenda"):
        return False
    if re.match(r"[A-ZÆØÅ][\wæøå. /-]{1,28}:\s", words) and line.shape == "text":
        return False
    if days(context, line.start, line.end) and len(words) < 30:
        return False
    match = context.lexicon.bodies.match(words)
    if match and match.end() >= len(words) - 4:
        return False
    if _DEPARTMENT.search(words) and len(words.split()) < 6:
        return False
    if re.match(r"(?i)helsefellesskap\w*(?:\s+(?:[A-ZÆØÅ]\S*|og|i|for)[,]?)*\Z", words) and "status" not in low:
        return False
    return bool(re.search(r"[A-Za-zæøåÆØÅ]{4}", words)) and not _PERSON_LINE.match(words)


def _joined(context: Context, line: Line, taken: set[int]) -> tuple[int, int]:
    """Return the bounds of a title that may go on on the next line."""
    number = context.lines.index(line)
    end = line.end
    for place in range(number + 1, min(number + 3, len(context.lines))):
        after = context.lines[place]
        if after.gap or place in taken or after.shape in ("item", "row", "label") or not _titled(context, after):
            break
        both_upper = line.text.isupper() and after.text.isupper()
        if not (both_upper or after.text[:1].islower() or len(line.text) > 60):
            break
        end = after.end
    return context.trimmed(line.start, end, " \t\n*_|#:")


def _attachments(context: Context, fields: Sequence[Field]) -> Iterator[Proposal]:
    """Yield each attachment: of a label's value, or of the lines below the label."""
    labels = context.lexicon.profile.listed("headers", "attachment")
    lines = context.lines
    for number, line in enumerate(lines):
        words = re.sub(r"\s+", " ", line.text.lower())
        label = next((one for one in sorted(labels, key=len, reverse=True) if re.match(rf"{re.escape(one)}(?:\s*\([^)]*\))?\s*(?::|\Z)", words)), None)
        if label is None or line.shape == "item":
            continue
        colon = line.text.find(":")
        rest = context.trimmed(line.start + colon + 1, line.end) if 0 <= colon < len(line.text) - 1 else None
        if rest and rest[1] > rest[0]:
            if not _NONE.match(context.written(*rest)):
                yield from _several(context, *rest)
            indent = rest[0] - context.text.rfind("\n", 0, rest[0])
            yield from _listed(context, number + 1, indent)
        else:
            yield from _listed(context, number + 1, None)


def _several(context: Context, start: int, end: int) -> Iterator[Proposal]:
    """Yield the attachments named on one line, parted by semicolons."""
    place = start
    for part in re.split(r"(;)", context.text[start:end]):
        if part != ";":
            bounds = context.trimmed(place, place + len(part))
            number = re.match(r"(?:\d{1,2}[.)]|[-•])\s*", context.text[bounds[0] : bounds[1]])
            first = bounds[0] + (number.end() if number else 0)
            if bounds[1] - first > 2:
                yield _header(context, "attachment", context.written(first, bounds[1]), first, bounds[1], "header.attachment", 0.9)
        place += len(part)


def _listed(context: Context, number: int, indent: int | None) -> Iterator[Proposal]:
    """Yield the attachments on the lines from ``number``; with ``indent``, only lines that begin under the first."""
    lines = context.lines
    marked: bool | None = None
    count = 0
    current: tuple[int, int] | None = None
    spaced = False
    for line in lines[number:]:
        own = line.start - context.text.rfind("\n", 0, line.start)
        linked = context.document.text[max(0, line.start - 2) : line.start + 1].strip().startswith("[")
        is_item = line.shape == "item" or linked
        if indent is not None and (own < indent - 1 or line.gap):
            break
        if line.shape in ("heading", "label") and not linked and (count or line.gap) and not _continues(line):
            break
        if count == 1 and line.gap:
            spaced = True
        if line.gap and count and not is_item and not (spaced and case.mentions(context, line.start, line.start + 30)):
            break
        if marked and not is_item:
            if current and own > 2 and not line.gap:
                current = (current[0], line.end)
                continue
            if line.gap or not current:
                break
            current = (current[0], line.end)
            continue
        bare = re.match(r"\d{1,2}\s{1,3}(?=[A-ZÆØÅ])|\d{1,2}\.\d{1,2}\.\d{2,4}\s{2,}(?=[A-ZÆØÅ])", line.text) if line.shape != "item" else None
        if marked is None:
            marked = is_item
        if not is_item and _NONE.match(line.text):
            break
        if not is_item and re.match(r"[A-ZÆØÅ][\wæøå ./-]{1,30}:(?:\s|\Z)", line.text) and _labelled(context, line):
            break
        if current:
            yield _attachment(context, current)
        first = line.body if line.shape == "item" else line.start + (bare.end() if bare else 0)
        wrap = current is not None and not is_item and context.text[first : first + 1].islower()
        current = (current[0], line.end) if wrap and current else (first, line.end)
        count += 1
        if count > 40:
            break
    if current:
        yield _attachment(context, current)


def _continues(line: Line) -> bool:
    return bool(re.match(r"(?i)(?:SSU|sak|vedlegg|\d{1,2}[.) ])", line.text)) and not line.text.endswith(":")


def _labelled(context: Context, line: Line) -> bool:
    return line.text.split(":")[0].strip().lower() in context.lexicon.label_fields


def _attachment(context: Context, bounds: tuple[int, int]) -> Proposal:
    start, end = context.trimmed(*bounds)
    prefix = re.match(r"(?i:(?:vedlegg\s+(?:nr\.?\s*)?|nr\.?\s*)\d{1,2}\s*[:.-]?\s+)|[A-H]\s{1,3}(?=[A-ZÆØÅ][a-zæøå])", context.text[start:end])
    start += prefix.end() if prefix and prefix.end() < end - start else 0
    return _header(context, "attachment", context.written(start, end), start, end, "header.attachment", 0.9)

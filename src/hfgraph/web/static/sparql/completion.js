// What can be written next: variables already used, our prefixes, classes, properties and codes, and SPARQL's own words.

const WORDS = `SELECT DISTINCT CONSTRUCT ASK DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS ORDER BY ASC
DESC LIMIT OFFSET GROUP HAVING COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IF COALESCE
CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REGEX REPLACE SUBSTR CONCAT LCASE UCASE YEAR MONTH DAY NOT EXISTS IN PREFIX
FROM NAMED UNDEF`.split(/\s+/);
const MOST = 60;
const plain = (text) => text.toLowerCase().replaceAll("å", "a").replaceAll("ø", "o").replaceAll("æ", "ae");

export function completion(vocabulary, language) {
  const which = language === "en" ? 1 : 0;
  const terms = vocabulary.terms.map((one) => ({
    option: { label: one.term, detail: one.label?.[which], info: one.definition?.[which] || undefined, type: one.sort },
    sort: one.sort,
    term: plain(one.term),
    local: plain(one.term.slice(one.term.indexOf(":") + 1)),
    names: (one.label ?? []).map(plain),
  }));
  const prefixes = Object.entries(vocabulary.prefixes).map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, type: "namespace" }));

  return (context) => {
    const word = context.matchBefore(/[?$]?[\p{L}\p{N}_][\p{L}\p{N}_:./-]*|[?$]/u);
    if (!word && !context.explicit) return null;
    const text = word?.text ?? "";
    const before = context.state.sliceDoc(Math.max(0, context.pos - text.length - 80), context.pos - text.length);
    if (/#[^\n]*$/.test(before) || /"[^"\n]*$/.test(before.slice(before.lastIndexOf("\n") + 1))) return null;
    const from = word ? word.from : context.pos;
    if (/^[?$]/.test(text)) return { from, options: variables(context, text), validFor: /^[?$]\w*$/ };
    const wanted = plain(text);
    const kind = /\ba\s+$/.test(before) ? "class" : "";
    const found = terms
      .map((one) => [score(one, wanted, kind), one.option])
      .filter(([points]) => points > 0)
      .sort((one, other) => other[0] - one[0] || one[1].label.localeCompare(other[1].label))
      .slice(0, MOST)
      .map(([, option]) => option);
    const own = text.includes(":") ? [] : prefixes.filter((one) => one.label.startsWith(wanted));
    const said = text.includes(":") || !text ? [] : WORDS.filter((one) => one.startsWith(text.toUpperCase())).map((label) => ({ label, type: "keyword" }));
    return { from, options: kind ? [...found, ...own, ...said] : [...said, ...own, ...found], filter: false };
  };
}

function score(one, wanted, kind) {
  const points = one.term.startsWith(wanted)
    ? 3
    : one.local.startsWith(wanted)
      ? 4
      : one.names.some((name) => name.startsWith(wanted))
        ? 3
        : wanted.length > 2 && (one.local.includes(wanted) || one.names.some((name) => name.includes(wanted)))
          ? 1
          : 0;
  if (!points) return 0;
  const wished = kind ? (one.sort === kind ? 10 : 0) : one.sort === "property" ? 0.5 : 0;
  return points + wished + (one.term.startsWith("hf:") ? 0.25 : 0);
}

function variables(context, text) {
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
  found.delete(text);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}

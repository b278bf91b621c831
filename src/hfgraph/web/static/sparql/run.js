// Runs the query of the form and shows the answer below it; where there is no place for one, the form is sent as it is.

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
const MOST = 1000;
const ID = "https://w3id.org/hfgraph/id/";
const OURS = [
  [ID, "/id/"],
  ["https://w3id.org/hfgraph/code/", "/code/"],
  ["https://w3id.org/hfgraph/ns#", "/ns#"],
];

export function run(form, area, show) {
  const place = document.getElementById("answer");
  if (!place || form.closest("details")) return;
  const told = form.dataset;
  let asked = null;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    asked?.abort();
    asked = new AbortController();
    const text = area.value;
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
    history.replaceState(null, "", address.href.length < 8000 ? address : form.action);
    place.replaceChildren(paragraph(told.running));
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(told.endpoint, {
        method: "POST",
        signal: asked.signal,
        headers: { "content-type": "application/sparql-query", accept: ACCEPT, "accept-language": told.language },
        body: text,
      });
      const media = answer.headers.get("content-type") ?? "";
      if (!answer.ok) place.replaceChildren(faults(media.includes("json") ? await answer.json() : { detail: told.failed }, told, show));
      else if (media.includes("sparql-results")) place.replaceChildren(...rows(await answer.json(), told), downloads(told.endpoint, text, ["csv", "json", "xml"]));
      else place.replaceChildren(turtle(await answer.text()), downloads(told.endpoint, text, ["ttl", "jsonld"]));
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (error.name !== "AbortError") place.replaceChildren(faults({ detail: told.failed }, told, show));
    } finally {
      place.removeAttribute("aria-busy");
    }
  });
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const paragraph = (text) => element("p", { role: "status" }, text);
const turtle = (text) => element("pre", { class: "turtle", tabindex: "0" }, text);

function rows(answer, told) {
  if ("boolean" in answer) return [element("p", { role: "status", class: "truth" }, element("strong", {}, answer.boolean ? told.yes : told.no))];
  const names = answer.head.vars;
  const found = answer.results.bindings;
  if (!found.length) return [paragraph(told.none)];
  const count = found.length > MOST ? `. ${told.shown.replace("{}", MOST)}` : "";
  const heads = names.map((name) => element("th", { scope: "col", role: "columnheader" }, name));
  const body = found.slice(0, MOST).map((row) =>
    element("tr", { role: "row" }, ...names.map((name) => element("td", { role: "cell", "data-heading": name }, element("div", {}, ...term(row[name]))))),
  );
  return [
    element("p", { role: "status" }, element("strong", { class: "total" }, String(found.length)), ` ${told.rows}${count}`),
    element(
      "table",
      { class: "rows", role: "table" },
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)),
      element("tbody", { role: "rowgroup" }, ...body),
    ),
  ];
}

function term(one) {
  if (!one) return ["–"];
  if (one.type !== "uri") return [one.value, ...(one["xml:lang"] ? [" ", element("span", { class: "kind" }, one["xml:lang"])] : [])];
  const ours = OURS.find(([start]) => one.value.startsWith(start));
  const href = ours ? ours[1] + encodeURI(one.value.slice(ours[0].length)) : one.value;
  const text = one.value.startsWith(ID) ? one.value.slice(ID.length) : one.value;
  return [/^(https?:|\/)/.test(href) ? element("a", { href }, text) : text];
}

function faults(problem, told, show) {
  const box = element("div", { class: "faults", role: "alert" });
  for (const one of problem.errors ?? [{ what: problem.detail }]) {
    const line = element("p", {}, element("strong", {}, one.what));
    box.append(line);
    if (one.mend) box.append(element("p", { class: "mend" }, one.mend));
    if (one.line) {
      const go = element("button", { type: "button" }, `${told.line} ${one.line}`);
      go.addEventListener("click", () => show(one.line, one.column ?? 1));
      line.append(" ", go);
    }
  }
  return box;
}

function downloads(endpoint, text, forms) {
  return element(
    "p",
    { class: "downloads" },
    ...forms.flatMap((format) => [element("a", { href: `${endpoint}?${new URLSearchParams({ query: text, format })}` }, format.toUpperCase()), " "]),
  );
}

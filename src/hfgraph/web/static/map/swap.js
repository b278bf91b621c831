// Following a link of the map without leaving the page: the server's page for the new address is fetched, and the parts
// that differ take the place of the old ones. The address is always that of what is shown, so back is undo.

import { find } from "./stage.js";

const PARTS = ["map-head", "map-tools", "map-path", "map-legend", "map-stage", "map-caption", "map-told", "map-table", "map-panel"];
const CONTENT = new Set(["map-stage", "map-table", "map-panel", "map-legend"]); // the element stays, what is in it changes
const PANEL = ["map-layouts", "map-panel"]; // what selecting changes

export function connect({ view, keys, light, refreshed }) {
  const main = document.querySelector(".mapped");
  let running = null;
  let stale = false; // whether the table is that of an earlier picture
  const tabled = () => !document.getElementById("map-table").hidden;

  async function go(address, { push = true, focus = null } = {}) {
    running?.abort();
    running = new AbortController();
    const here = new URL(address, location.href);
    const before = new URL(shown);
    const place = view.place(here.searchParams.get("select") || before.searchParams.get("select"));
    const scale = view.scale;
    main.classList.add("busy");
    try {
      const only = push && selecting(before, here);
      const headers = only ? { accept: "text/html", "hfgraph-part": "panel" } : { accept: "text/html", "hfgraph-part": tabled() ? "page" : "picture" };
      const answer = await fetch(here, { signal: running.signal, headers });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("map-panel")) throw new Error("another page");
      const kept = same(before, here);
      replace(page, only ? PANEL : PARTS);
      if (!only) stale = !tabled();
      if (only) mark(here.searchParams.get("select"));
      shown = here.href;
      if (push) history.pushState(null, "", here);
      document.title = page.title;
      refreshed({ kept, only, place: kept ? place : null, scale, focus });
    } catch (error) {
      if (error.name !== "AbortError") location.assign(here);
    } finally {
      main.classList.remove("busy");
    }
  }

  function replace(page, parts) {
    for (const id of parts) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (!old || !fresh) continue;
      if (id === "map-tools" && old.contains(document.activeElement)) swapped("map-layouts", old, fresh);
      else if (CONTENT.has(id)) old.replaceChildren(...fresh.childNodes);
      else old.replaceWith(fresh);
    }
    const [body, fresh] = [document.getElementById("map-body"), page.getElementById("map-body")];
    body.className = fresh.className;
    for (const selector of [".tongue", "footer.site [hreflang]"]) {
      const [old, other] = [document.querySelector(selector), page.querySelector(selector)];
      if (old && other) old.setAttribute("href", other.getAttribute("href"));
    }
  }

  function swapped(id, old, fresh) {
    old.querySelector(`#${id}`).replaceWith(fresh.querySelector(`#${id}`));
  }

  // Of a hinge the card of what it stands for is selected; the server has told which, on the page as it came.
  function mark(key) {
    const node = key && find(view.box, key);
    if (node || !key) light.mark(node);
  }

  let shown = location.href;
  main.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const address = new URL(link.getAttribute("href"), location.href);
    if (address.pathname !== location.pathname || address.origin !== location.origin) return;
    event.preventDefault();
    const node = link.closest(".node");
    const closing = link.matches(".map-close") && view.box.querySelector(".node[aria-current]")?.dataset.key;
    if (node && !node.classList.contains("tally")) {
      if (node.hasAttribute("aria-current")) address.searchParams.delete("select");
      light.mark(node.hasAttribute("aria-current") ? null : node);
    }
    if (link.closest(".map-legend, .tally")) keep(address, "select");
    const opened = link.closest(".map-relations") && new URL(location.href).searchParams.get("select");
    go(address, { focus: node?.dataset.key ?? (closing || opened || null) });
  });

  main.addEventListener("submit", (event) => {
    const form = event.target.closest("form");
    if (!form || new URL(form.action).pathname !== location.pathname || form.closest(".view")) return;
    event.preventDefault();
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
    go(address);
  });

  window.addEventListener("popstate", () => go(location.href, { push: false }));
  // The table is long, so it is fetched when it is wanted.
  return { go, table: () => (stale ? go(location.href, { push: false }) : undefined) };
}

function keep(address, name) {
  const now = new URL(location.href).searchParams.get(name);
  if (now) address.searchParams.set(name, now);
  else address.searchParams.delete(name);
}

// Whether two addresses differ in nothing but what is selected.
function selecting(one, other) {
  const plain = [one, other].map((address) => {
    const copy = new URL(address);
    copy.searchParams.delete("select");
    copy.hash = "";
    return copy.href;
  });
  return plain[0] === plain[1];
}

// Whether two addresses show the same picture but for what is selected, opened or hidden.
function same(one, other) {
  return ["layout", "focus", "from", "to", "depth"].every((name) => one.searchParams.get(name) === other.searchParams.get(name));
}

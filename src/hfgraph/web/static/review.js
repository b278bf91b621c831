// Reviewing by keyboard, without waiting: a decision shows at once, is sent in the background together with those that
// follow it meanwhile, and the server's card takes the place of the old one. All of it is plain forms without this.
import { combobox } from "./combobox.js";

const desk = document.getElementById("desk");
const words = desk.dataset;
const said = document.getElementById("said");
const paper = desk.querySelector(".paper");
const keys = document.getElementById("keys");
const turned = document.getElementById("keys-switch");
const STATES = { accept: "accepted", edit: "accepted", merge: "accepted", reject: "rejected" };
const TOLD = { accept: words.accepted, edit: words.edited, merge: words.merged, reject: words.rejected, reopen: words.reopened };
const made = []; // ids in the order they were decided here, for undoing
let waiting = [];
let sending = false;
let chosen = null;

const cards = () => [...desk.querySelectorAll(".proposal")];
const card = (id) => document.getElementById(`c-${id}`);

function tell(text, bad = false) {
  said.classList.toggle("bad", bad);
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = text)); // so that the same words are read again
}

// The selected card and its place in the text ---------------------------------------------------------------------

function light(id) {
  for (const mark of paper.querySelectorAll(".spot")) mark.classList.toggle("lit", id !== "" && mark.dataset.items.split(" ").includes(id));
}

function toPlace(id, number = 0) {
  const place = document.getElementById(`t-${id}-${number}`);
  if (!place || paper.scrollHeight <= paper.clientHeight) return;
  const top = place.getBoundingClientRect().top - paper.getBoundingClientRect().top + paper.scrollTop;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  paper.scrollTo({ top: top - paper.clientHeight / 3, behavior: still ? "auto" : "smooth" });
}

function select(one, { focus = true } = {}) {
  if (!one) return;
  chosen = one.dataset.id;
  light(chosen);
  toPlace(chosen);
  if (focus) {
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  }
}

function current() {
  return document.activeElement?.closest?.(".proposal") ?? (chosen && card(chosen)) ?? null;
}

function step(by) {
  const all = cards();
  const here = current();
  const at = here ? all.indexOf(here) + by : by > 0 ? 0 : all.length - 1;
  select(all[Math.max(0, Math.min(at, all.length - 1))]);
}

function nextOpen(after) {
  const all = cards();
  const at = all.indexOf(after);
  return [...all.slice(at + 1), ...all.slice(0, at)].find((one) => one.dataset.open === "yes");
}

// Deciding -----------------------------------------------------------------------------------------------------------

function given(form, verdict) {
  const found = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") found[name] = value;
  return { ...found, verdict };
}

function decide(one, form, verdict) {
  if (one.classList.contains("waiting")) return;
  const id = one.dataset.id;
  const decision = given(form, verdict);
  const state = STATES[verdict] ?? "pending";
  one.classList.add("waiting");
  one.dataset.open = verdict === "reopen" ? "yes" : "no";
  mark(id, state);
  waiting.push(decision);
  if (verdict === "reopen") made.splice(0, made.length, ...made.filter((other) => other !== id));
  else made.push(id);
  const stays = verdict === "reopen" || one.dataset.state === "accepted";
  const next = stays ? one : nextOpen(one);
  const label = `${TOLD[verdict]}: ${one.dataset.label}.`;
  tell(next === one ? label : next ? `${label} ${words.next}: ${next.dataset.label}` : `${label} ${words.none}`);
  select(next ?? one);
  send();
}

function mark(id, state) {
  for (const link of paper.querySelectorAll(".spot"))
    if (link.dataset.items.split(" ")[0] === id) {
      for (const name of [...link.classList]) if (name.startsWith("s-")) link.classList.remove(name);
      link.classList.add(`s-${state}`);
    }
}

async function send() {
  if (sending || !waiting.length) return;
  sending = true;
  const batch = waiting;
  waiting = [];
  try {
    const answer = await post({ decisions: batch });
    const told = await answer.json();
    if (!answer.ok) throw new Error((told.errors ?? []).map((one) => `${one.what} ${one.mend}`).join(" ") || told.detail);
    replace(told.html);
    if (told.stale.length) {
      tell(told.message, true);
      select(card(told.stale[0]));
    }
  } catch (error) {
    for (const { id } of batch) restore(id);
    tell(error instanceof TypeError || error instanceof SyntaxError || !error.message ? words.failed : error.message, true);
  }
  sending = false;
  send();
}

async function post(body) {
  for (let left = 2; ; left -= 1) {
    const answer = await fetch(location.pathname + location.search, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "accept-language": document.documentElement.lang },
      body: JSON.stringify(body),
    });
    if (answer.status !== 503 || !left) return answer;
    await new Promise((done) => setTimeout(done, 2000));
  }
}

function restore(id) {
  const one = card(id);
  if (!one) return;
  one.classList.remove("waiting");
  one.dataset.open = one.dataset.state === "pending" ? "yes" : "no";
  mark(id, one.dataset.state);
}

function replace(html) {
  const found = new DOMParser().parseFromString(html, "text/html");
  for (const part of found.querySelectorAll("#bar, #bulk, .proposal")) {
    const old = document.getElementById(part.id);
    if (!old) continue;
    const held = old.contains(document.activeElement);
    if (held && document.activeElement !== old && part.matches(".proposal") && !old.matches(".waiting")) continue; // somebody is writing there
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    const fresh = document.adoptNode(part);
    if (!fresh.matches(".proposal")) [...fresh.querySelectorAll("details")].forEach((one, number) => (one.open = open[number] ?? false));
    if (old.querySelector?.("#keep")?.checked) fresh.querySelector("#keep").checked = true;
    old.replaceWith(fresh);
    if (fresh.matches(".proposal")) {
      dress(fresh);
      mark(fresh.dataset.id, fresh.dataset.state);
      const word = fresh.querySelector(".verdict").lastChild.textContent.trim().toLowerCase();
      for (const aside of paper.querySelectorAll(".spot > .unseen"))
        if (aside.dataset.of === fresh.dataset.id) aside.textContent = ` (${fresh.querySelector(".type").textContent}, ${word})`;
      if (held) fresh.focus({ preventScroll: true });
    }
  }
}

function dress(one) {
  for (const field of one.querySelectorAll("input[data-thing]"))
    field.addEventListener("focus", () => combobox(field, { service: words.suggest, live: said, hits: words.hits }), { once: true });
}

cards().forEach(dress);

desk.addEventListener("submit", (event) => {
  const one = event.target.closest(".proposal");
  const verdict = event.submitter?.value;
  if (!one || !words.role || !(verdict in TOLD)) return;
  event.preventDefault();
  decide(one, event.target, verdict);
});

desk.addEventListener("focusin", (event) => {
  const one = event.target.closest(".proposal");
  if (one && one.dataset.id !== chosen) select(one, { focus: false });
});

desk.addEventListener("click", (event) => {
  const link = event.target.closest("a.spot, a.to-text, .bulk li a");
  const loose = event.target.closest("span.spot[data-items]");
  if (loose) select(card(loose.dataset.items.split(" ")[0]));
  else if (link?.getAttribute("href").startsWith("#")) {
    const id = link.hash.slice(3);
    if (link.matches("a.to-text")) {
      const cut = id.lastIndexOf("-");
      light(id.slice(0, cut));
      if (paper.scrollHeight <= paper.clientHeight) return;
      event.preventDefault();
      toPlace(id.slice(0, cut), id.slice(cut + 1));
    } else if (card(id)) {
      event.preventDefault();
      select(card(id));
    }
  } else if (!event.target.closest("a, button, input, select, textarea, summary, label")) {
    const one = event.target.closest(".proposal");
    if (one && !getSelection().toString()) select(one);
  }
});

// Keys ---------------------------------------------------------------------------------------------------------------

let on = true;
try {
  on = localStorage.getItem("hfgraph-review-keys") !== "off";
} catch {
  // no storage: the keys are on
}

function turn() {
  turned.setAttribute("aria-pressed", String(on));
  turned.textContent = on ? words.on : words.off;
  desk.classList.toggle("by-keys", on);
}

turned.addEventListener("click", () => {
  on = !on;
  try {
    localStorage.setItem("hfgraph-review-keys", on ? "on" : "off");
  } catch {
    // as above
  }
  turn();
});
keys.hidden = false;
turn();

function press(value) {
  const one = current();
  const button = one?.querySelector(`button[name="verdict"][value="${value}"]`);
  if (value === "accept" && one?.dataset.state === "accepted") return;
  if (!button || one.classList.contains("waiting")) return;
  if (value !== "reject" && value !== "reopen" && !button.form.checkValidity()) {
    tell(words.fill, true);
    button.form.querySelector(":invalid")?.focus();
    return;
  }
  decide(one, button.form, value);
}

function open(tool) {
  const box = current()?.querySelector(tool ? `details[data-tool="${tool}"]` : ".filling .fields, details");
  if (!box) return;
  if (box.matches("details")) box.open = true;
  const field = box.querySelector("input:not([type=hidden]), select");
  field?.focus();
  if (field?.type === "text") field.select();
}

function undo() {
  const here = current();
  const button = here?.querySelector('button[value="reopen"]');
  const one = button ? here : card(made.at(-1) ?? "");
  const found = one?.querySelector('button[value="reopen"]');
  if (found) decide(one, found.form, "reopen");
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("accept"),
  x: () => press("reject"),
  r: () => press("reject"),
  e: () => open("edit"),
  m: () => open("merge"),
  u: undo,
  f: () => {
    const filing = document.querySelector(".filing");
    if (!filing) return;
    filing.open = true;
    filing.querySelector("#keep").focus();
  },
  "?": () => {
    keys.open = !keys.open;
    if (keys.open) keys.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target;
  if (event.key === "Escape") {
    const tool = target.closest?.("details.tool");
    const filing = document.querySelector(".filing[open]");
    if (tool) {
      tool.open = false;
      tool.closest(".proposal").focus();
    } else if (filing) {
      filing.open = false;
      filing.querySelector("summary").focus();
    }
    return;
  }
  if (!on || event.repeat && event.key !== "j" && event.key !== "k") return;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
  if (event.key === "Enter") {
    if (target.matches?.(".proposal")) {
      event.preventDefault();
      open("");
    }
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// Slow things say so, and nothing unsent is lost by leaving.
document.addEventListener("submit", (event) => {
  if (event.target.id === "filing" || event.target.matches(".check")) {
    tell(event.target.id === "filing" ? words.filing : words.working);
    setTimeout(() => event.target.querySelectorAll("button").forEach((one) => (one.disabled = true)));
  }
});
addEventListener("pageshow", () => document.querySelectorAll(".dock button").forEach((one) => (one.disabled = false)));
addEventListener("beforeunload", (event) => {
  if (sending || waiting.length) event.preventDefault();
});

// Where to begin: what went wrong, what was written, the card in the address, or the first to decide.
const first = document.getElementById("faults") ?? document.getElementById("filed");
const wanted = location.hash.startsWith("#c-") ? card(location.hash.slice(3)) : null;
if (first) first.focus();
else if (wanted) select(wanted);

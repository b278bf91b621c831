// A question's form gets suggestions, and its query an editor; both work as plain fields without this.
import { combobox } from "./combobox.js";

const form = document.querySelector("form.ask");
for (const field of form?.querySelectorAll("input[data-thing]") ?? [])
  combobox(field, { service: form.dataset.suggest, live: document.getElementById("suggested"), hits: form.dataset.hits });

const box = document.getElementById("editor");
const behind = document.getElementById("behind");
let begun = false;

async function edit() {
  if (begun || !box) return;
  begun = true;
  const { editor } = await import("./sparql/editor.js");
  await editor(box);
}

if (behind) {
  if (location.hash === "#behind") behind.open = true;
  behind.addEventListener("toggle", () => behind.open && edit());
  if (behind.open) edit();
} else edit();

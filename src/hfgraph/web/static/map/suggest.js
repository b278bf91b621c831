// Suggestions below the map's fields: with every field of a form filled in, what was chosen is shown at once.

import { combobox } from "../combobox.js";

export function suggest(swap) {
  document.querySelector(".mapped").addEventListener("focusin", (event) => {
    const field = event.target.closest("form[data-suggest] input[type=search]");
    if (!field || field.dataset.ready) return;
    field.dataset.ready = "true";
    field.addEventListener("input", () => delete field.dataset.key);
    const live = document.getElementById("map-live");
    const { suggest: service } = field.form.dataset;
    combobox(field, { service, live, hits: live.dataset.hits, taken: (option) => go(field, option, swap), most: 10, delay: 120 });
  });
}

function go(field, option, swap) {
  const form = field.form;
  const open = [...form.querySelectorAll("input[type=search]")].filter((input) => !input.value);
  if (open.length) {
    field.value = option.firstChild.textContent;
    field.dataset.key = option.dataset.key;
    open[0].focus();
    return;
  }
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
  for (const input of form.querySelectorAll("input[type=search][data-key]"))
    if (input !== field) address.searchParams.set(input.name, input.dataset.key);
  swap.go(address);
}

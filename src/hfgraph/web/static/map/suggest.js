// Suggestions below a field that asks for a thing: an ARIA combobox over the search of the API.

export function suggest(swap) {
  document.querySelector(".mapped").addEventListener("focusin", (event) => {
    const field = event.target.closest("form[data-suggest] input[type=search]");
    if (field && !field.dataset.ready) combobox(field, field.form.dataset.suggest, swap);
  });
}

function combobox(field, service, swap) {
  field.dataset.ready = "true";
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent);
  list.hidden = true;
  field.parentElement.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    field.setAttribute(name, value);
  const live = document.getElementById("map-live");
  let chosen = -1;
  let timer = 0;
  let asked = null;

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
  }

  function mark(index) {
    const options = [...list.children];
    chosen = (index + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    options[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function take(option) {
    field.value = option.dataset.key;
    const form = field.form;
    close();
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

  async function ask() {
    const text = field.value.trim();
    if (text.length < 2) return close();
    asked?.abort();
    asked = new AbortController();
    const address = new URL(service, location.href);
    address.searchParams.set("q", text);
    address.searchParams.set("limit", "10");
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { accept: "application/json" } });
      if (answer.ok) show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(results) {
    const options = results.map((hit, number) => {
      const option = document.createElement("li");
      const kind = document.createElement("small");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.key = hit.key;
      kind.textContent = hit.kindLabel ?? "";
      option.append(hit.label, kind);
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
    live.textContent = `${options.length} ${live.dataset.hits}`;
  }

  field.addEventListener("input", () => {
    delete field.dataset.key;
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) close();
    else if (list.hidden || !list.children.length) return;
    else if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) take(option);
  });
  field.addEventListener("blur", close);
}

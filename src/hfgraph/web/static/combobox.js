// Suggestions of things below a field: an ARIA combobox over the search of the API. The field takes the thing's key,
// unless `taken` does something else with what was chosen.

export function combobox(field, { service, live, hits, taken, most = 12, delay = 150 }) {
  const list = document.createElement("ul");
  list.id = `${field.id}-list`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0].textContent.trim());
  list.hidden = true;
  field.parentElement.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    field.setAttribute(name, value);
  let chosen = -1;
  let timer = 0;
  let asked = null;

  function close() {
    asked?.abort();
    clearTimeout(timer);
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
    close();
    if (taken) taken(option);
    else field.focus();
  }

  async function ask() {
    const text = field.value.trim();
    if (text.length < 2) return close();
    asked?.abort();
    asked = new AbortController();
    const address = new URL(service, location.href);
    address.searchParams.set("q", text);
    address.searchParams.set("limit", String(most));
    if (field.dataset.thing) address.searchParams.set("kind", field.dataset.thing);
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { accept: "application/json" } });
      if (answer.ok) show((await answer.json()).results);
      else close();
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(results) {
    list.replaceChildren(
      ...results.map((hit, number) => {
        const option = document.createElement("li");
        const name = document.createElement("span");
        const kind = document.createElement("small");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.key = hit.key;
        name.textContent = hit.label;
        kind.textContent = hit.kindLabel ?? "";
        option.append(name, kind);
        return option;
      }),
    );
    list.hidden = !results.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
    live.textContent = `${results.length} ${hits}`;
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, delay);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || !list.children.length) return;
    if (event.key === "Escape") close();
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

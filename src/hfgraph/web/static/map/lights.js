// Lines and neighbours of the card that is selected or pointed at stand out; the others step back.

export function lights() {
  const box = document.getElementById("map-stage");
  let edges = [];

  function light(key) {
    const near = new Set();
    for (const edge of edges) {
      const mine = key !== null && (edge.dataset.source === key || edge.dataset.target === key);
      edge.classList.toggle("near", mine);
      if (mine) near.add(edge.dataset.source).add(edge.dataset.target);
    }
    for (const node of box.querySelectorAll(".node")) node.classList.toggle("near", near.has(node.dataset.key));
    box.classList.toggle("selecting", near.size > 0);
  }

  const selected = () => box.querySelector(".node[aria-current]")?.dataset.key ?? null;
  box.addEventListener("pointerover", (event) => {
    const node = event.target.closest(".node");
    if (node && event.pointerType === "mouse") light(node.dataset.key);
  });
  box.addEventListener("pointerout", (event) => {
    if (event.target.closest(".node") && event.pointerType === "mouse") light(selected());
  });

  return {
    refresh() {
      edges = [...box.querySelectorAll(".edge")];
      light(selected());
    },
    // Show at once that a card is chosen, before the server has told about it.
    mark(node) {
      for (const other of box.querySelectorAll(".node[aria-current]")) other.removeAttribute("aria-current");
      node?.setAttribute("aria-current", "true");
      light(selected());
    },
    neighbours(key) {
      return edges
        .filter((edge) => edge.dataset.source === key || edge.dataset.target === key)
        .map((edge) => ({
          key: edge.dataset.source === key ? edge.dataset.target : edge.dataset.source,
          told: edge.querySelector("title")?.textContent ?? "",
        }));
    },
  };
}

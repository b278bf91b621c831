// Picture and table as two tabs; without scripts they stand below one another.

export function tabs(swap) {
  const bar = document.getElementById("map-tabs");
  const buttons = [...bar.querySelectorAll("[role=tab]")];
  bar.hidden = false;

  function show(button) {
    for (const other of buttons) {
      const mine = other === button;
      other.setAttribute("aria-selected", String(mine));
      other.setAttribute("tabindex", mine ? "0" : "-1");
      const panel = document.getElementById(other.getAttribute("aria-controls"));
      panel.hidden = !mine;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", other.id);
    }
    document.getElementById("map-zoom").hidden = button !== buttons[0];
    if (button === buttons[1]) swap.table();
    const address = new URL(location.href);
    address.hash = button === buttons[0] ? "" : "table";
    if (address.href.replace(/#$/, "") !== location.href.replace(/#$/, "")) history.replaceState(null, "", address);
  }

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[role=tab]");
    if (button) show(button);
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = buttons[1 - buttons.indexOf(document.activeElement)];
    if (other) show(other), other.focus();
  });
  show(location.hash === "#table" ? buttons[1] : buttons[0]);
}

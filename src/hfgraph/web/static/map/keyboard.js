// The picture is one stop for the tab key. Arrows go to the nearest card that way, linked cards first; Enter selects,
// Escape lets go, plus and minus change the size. Where one stands is read out with its links.
import { find } from "./stage.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function keyboard(view, light) {
  const { box } = view;
  const live = document.getElementById("map-live");
  const nodes = () => [...box.querySelectorAll(".node")];
  let current = null;

  function stop(node) {
    for (const other of nodes()) other.setAttribute("tabindex", other === node ? "0" : "-1");
    current = node?.dataset.key ?? null;
  }

  function go(node) {
    if (!node) return;
    stop(node);
    node.focus({ preventScroll: true });
    view.show(node);
  }

  function next(from, [right, down]) {
    const middle = (node) => {
      const frame = node.getBoundingClientRect();
      return [frame.left + frame.width / 2, frame.top + frame.height / 2];
    };
    const [x, y] = middle(from);
    const linked = new Set(light.neighbours(from.dataset.key).map((one) => one.key));
    let best = null;
    let least = Infinity;
    for (const node of nodes()) {
      if (node === from) continue;
      const [otherX, otherY] = middle(node);
      const ahead = (otherX - x) * right + (otherY - y) * down;
      const aside = Math.abs((otherX - x) * down) + Math.abs((otherY - y) * right);
      if (ahead <= 4 || (down && aside > ahead * 4 + 40)) continue;
      const far = ahead + aside * (down ? 3 : 1.5);
      const weight = linked.has(node.dataset.key) && right ? far * 0.35 : far;
      if (weight < least) [best, least] = [node, weight];
    }
    return best;
  }

  box.addEventListener("keydown", (event) => {
    const node = event.target.closest?.(".node");
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "+" || event.key === "-") {
      view.zoom(event.key === "+" ? "in" : "out");
      view.show(node);
    } else if (node && WAYS[event.key]) go(next(node, WAYS[event.key]));
    else if (node && event.key === "Home") go(box.querySelector(".node.focus") ?? nodes()[0]);
    else if (node && event.key === " ") node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    else return;
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    const close = document.querySelector(".map-close");
    if (event.key !== "Escape" || !close || event.defaultPrevented) return;
    close.click();
  });

  box.addEventListener("focusin", (event) => {
    const node = event.target.closest?.(".node");
    if (!node) return;
    stop(node);
    const links = light.neighbours(node.dataset.key);
    const told = links.slice(0, 4).map((one) => one.told);
    live.textContent = `${links.length} ${live.dataset.links}. ${told.join(". ")}`;
  });

  return {
    refresh(how) {
      box.removeAttribute("tabindex"); // the cards inside take over
      const node = (current && find(box, current)) || box.querySelector(".node[aria-current], .node.focus") || nodes()[0];
      stop(node);
      if (how.focus) go(find(box, how.focus) ?? node);
      if (!node) box.setAttribute("tabindex", "0");
    },
  };
}

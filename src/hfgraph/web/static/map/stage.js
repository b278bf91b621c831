// The window the picture is seen through: its size, and moving it by hand. Scrolling is the browser's own, so touch,
// wheel, keyboard and magnifiers work as they do anywhere.

const LEAST = 12 / 14; // letters of 14 units are 12 pixels
const STEPS = [0.25, 0.35, 0.5, 0.7, LEAST, 1, 1.25, 1.5, 2, 3];

export function stage(box, bar) {
  let scale = 1;
  let chosen = false; // whether the reader has chosen a size
  const svg = () => box.querySelector("svg");
  const natural = () => ({ width: svg().viewBox.baseVal.width, height: svg().viewBox.baseVal.height });

  function apply(next, anchor) {
    if (!svg()) return;
    const size = natural();
    const at = anchor ?? { x: box.clientWidth / 2, y: box.clientHeight / 2 };
    const held = { x: (box.scrollLeft + at.x) / scale, y: (box.scrollTop + at.y) / scale };
    scale = next;
    svg().setAttribute("width", String(Math.ceil(size.width * scale)));
    svg().setAttribute("height", String(Math.ceil(size.height * scale)));
    box.scrollLeft = held.x * scale - at.x;
    box.scrollTop = held.y * scale - at.y;
    if (bar) bar.querySelector("output").textContent = `${Math.round(scale * 100)} %`;
  }

  function opening() {
    return Math.min(1, Math.max(LEAST, box.clientWidth / natural().width));
  }

  function zoom(way, anchor) {
    chosen = true;
    if (way === "fit") {
      const size = natural();
      const room = { width: box.clientWidth - 4, height: Math.max(320, window.innerHeight * 0.8) };
      apply(Math.min(1.5, room.width / size.width, room.height / size.height), anchor);
      return;
    }
    const next = way === "in" ? STEPS.find((step) => step > scale + 0.01) : STEPS.findLast((step) => step < scale - 0.01);
    if (next) apply(next, anchor);
  }

  if (bar) {
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const way = event.target.closest("[data-zoom]")?.dataset.zoom;
      if (way) zoom(way);
    });
  }

  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const frame = box.getBoundingClientRect();
      zoom(event.deltaY < 0 ? "in" : "out", { x: event.clientX - frame.left, y: event.clientY - frame.top });
    },
    { passive: false },
  );

  // With a mouse, the paper itself can be taken hold of; a finger scrolls it anyway.
  let held = null;
  let moved = false;
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    held = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop };
    moved = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    const way = { x: event.clientX - held.x, y: event.clientY - held.y };
    if (!moved && Math.hypot(way.x, way.y) < 5) return;
    moved = true;
    box.classList.add("grabbing");
    box.scrollLeft = held.left - way.x;
    box.scrollTop = held.top - way.y;
  });
  window.addEventListener("pointerup", () => {
    held = null;
    box.classList.remove("grabbing");
  });
  box.addEventListener("dragstart", (event) => event.preventDefault());
  box.addEventListener(
    "click",
    (event) => {
      if (moved) event.preventDefault(), event.stopPropagation();
      moved = false;
    },
    true,
  );

  return {
    box,
    zoom,
    get scale() {
      return scale;
    },
    // A new picture is in place; `how.kept` says that it is the one from before with more or less in it.
    refresh(how) {
      if (!svg()) return;
      scale = 1;
      apply(chosen && how.kept ? how.scale : opening());
      if (!how.kept) chosen = false;
      if (how.place) this.hold(how.place);
      else if (!how.kept) this.show(box.querySelector(".node[aria-current]") ?? box.querySelector(".node.focus"));
    },
    // Only the panel has come or gone, and the window may be narrower or wider for it.
    settle(place) {
      if (!chosen && svg()) apply(opening());
      if (place) this.hold(place);
      const node = box.querySelector(".node[aria-current]");
      this.show(node);
      if (!node || !matchMedia("(max-width: 46rem)").matches) return;
      const below = node.getBoundingClientRect().bottom + 16 - window.innerHeight * 0.55; // the panel covers the rest
      if (below > 0) window.scrollBy(0, below);
    },
    // Where a card stands in the window, and putting it there again, so that it stays under the eye.
    place(key) {
      const node = find(box, key);
      if (!node) return { left: box.scrollLeft, top: box.scrollTop };
      const frame = node.getBoundingClientRect();
      const window = box.getBoundingClientRect();
      return { key, x: frame.left - window.left, y: frame.top - window.top };
    },
    hold(place) {
      const node = place.key && find(box, place.key);
      if (!node) {
        box.scrollLeft = place.left ?? box.scrollLeft;
        box.scrollTop = place.top ?? box.scrollTop;
        return;
      }
      const frame = node.getBoundingClientRect();
      const window = box.getBoundingClientRect();
      box.scrollLeft += frame.left - window.left - place.x;
      box.scrollTop += frame.top - window.top - place.y;
    },
    show(node) {
      if (!node) return;
      const frame = node.getBoundingClientRect();
      const window = box.getBoundingClientRect();
      const margin = 24;
      if (frame.left < window.left + margin || frame.right > window.right - margin)
        box.scrollLeft += frame.left - window.left - Math.max(margin, (box.clientWidth - frame.width) / 2);
      if (frame.top < window.top + margin || frame.bottom > window.bottom - margin)
        box.scrollTop += frame.top - window.top - Math.max(margin, (box.clientHeight - frame.height) / 2);
    },
  };
}

export function find(box, key) {
  return [...box.querySelectorAll(".node")].find((node) => node.dataset.key === key);
}

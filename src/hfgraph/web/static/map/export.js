// Taking the view along: its address, a picture with legend, date and address below it, or paper.

const SVG = "http://www.w3.org/2000/svg";
const LINE = 20;

export function exports() {
  const menu = document.getElementById("map-more");
  const live = document.getElementById("map-live");
  menu.hidden = false;
  menu.addEventListener("click", async (event) => {
    const what = event.target.closest("[data-export]")?.dataset.export;
    if (!what) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    if (what === "print") window.print();
    if (what === "svg") save(new Blob([text(picture())], { type: "image/svg+xml" }), "svg");
    if (what === "png") save(await png(picture()), "png");
    if (what === "copy") {
      const copied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
      live.textContent = copied ? live.dataset.copied : live.dataset.uncopied;
    }
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  });
}

// The picture as the server drew it, in the colours for paper, with what a reader elsewhere needs below it.
export function picture() {
  const svg = document.getElementById("map-svg").cloneNode(true);
  const { width, height } = svg.viewBox.baseVal;
  for (const node of svg.querySelectorAll("[tabindex]")) node.removeAttribute("tabindex");
  for (const link of svg.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href"), location.href).href);
  const wide = Math.max(width, 640);
  const words = legend(wide - 32);
  const told = [...document.querySelectorAll("#map-caption > *:not(.map-address)")].map((one) => one.textContent.trim());
  const lines = [...fold(told.join(" · "), wide - 32), ...fold(location.href, wide - 32)];
  const tall = height + words.height + lines.length * LINE + 40;
  const paper = element("rect", { width: wide, height: tall, fill: "#fff" });
  svg.insertBefore(paper, svg.firstChild);
  words.group.setAttribute("transform", `translate(16 ${height + 20})`);
  svg.append(words.group);
  lines.forEach((line, number) => {
    const row = element("text", { x: 16, y: height + words.height + 36 + number * LINE, fill: "#4b5b60" });
    row.textContent = line;
    svg.append(row);
  });
  svg.setAttribute("viewBox", `0 0 ${wide} ${tall}`);
  svg.setAttribute("width", String(wide));
  svg.setAttribute("height", String(tall));
  return svg;
}

function legend(room) {
  const group = element("g", {});
  let [x, y] = [0, 0];
  for (const entry of document.querySelectorAll(".map-legend a:not([data-hidden])")) {
    const name = entry.querySelector("span").textContent;
    const width = 40 + name.length * 7.6;
    if (x + width > room) [x, y] = [0, y + 24];
    const item = element("g", { transform: `translate(${x} ${y})` });
    item.append(...[...entry.querySelector("svg").childNodes].map((one) => one.cloneNode(true)));
    const label = element("text", { x: 22, y: 13 });
    label.textContent = name;
    item.append(label);
    group.append(item);
    x += width;
  }
  return { group, height: y + 24 };
}

function fold(told, room) {
  const most = Math.floor(room / 7.2);
  return told.match(new RegExp(`.{1,${most}}(?:\\s|$)|.{1,${most}}`, "g")) ?? [];
}

function text(svg) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;
}

async function png(svg) {
  const address = URL.createObjectURL(new Blob([text(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
    canvas.width = image.width * scale;
    canvas.height = image.height * scale;
    const brush = canvas.getContext("2d");
    brush.scale(scale, scale);
    brush.drawImage(image, 0, 0);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(blob, ending) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `hfgraph-${new Date().toISOString().slice(0, 10)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

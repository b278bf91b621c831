// Narrows the list of questions while one writes.
const field = document.getElementById("find");
const count = document.getElementById("count");
const plain = (text) => text.toLowerCase().replaceAll("å", "a").replaceAll("ø", "o").replaceAll("æ", "ae").normalize("NFKD").replace(/\p{M}/gu, "");
const entries = [...document.querySelectorAll(".questions li")].map((entry) => [entry, plain(entry.dataset.words)]);

field.addEventListener("input", () => {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [entry, text] of entries) {
    entry.hidden = !words.every((word) => text.includes(word));
    if (!entry.hidden) shown += 1;
  }
  for (const group of document.querySelectorAll(".questions section")) group.hidden = !group.querySelector("li:not([hidden])");
  count.textContent = String(shown);
});

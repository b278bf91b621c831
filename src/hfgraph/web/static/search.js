// Arrow keys go from the search field to the results and among them.
const field = document.getElementById("find");
const hits = [...document.querySelectorAll(".results a.hit")];

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target === field ? -1 : hits.indexOf(event.target);
  if (!hits.length || (here < 0 && event.target !== field)) return;
  let next = null;
  if (step) next = here + step < 0 ? field : hits[Math.min(here + step, hits.length - 1)];
  else if (here >= 0 && event.key === "Home") next = hits[0];
  else if (here >= 0 && event.key === "End") next = hits.at(-1);
  else if (here >= 0 && event.key === "Escape") next = field;
  if (!next || (step === -1 && here < 0)) return;
  event.preventDefault();
  next.focus();
});
if (field && !field.value && !location.hash) field.focus();

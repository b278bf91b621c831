// Lights the marked text of the place that is pointed at, in the address or by a note.
const marks = [...document.querySelectorAll(".text mark[data-places]")];

function light(number) {
  for (const mark of marks) mark.classList.toggle("lit", number !== "" && mark.dataset.places.split(" ").includes(number));
}

function chosen() {
  const name = decodeURIComponent(location.hash.slice(1)).replace(/^[pn]-/, "");
  return name ? (document.getElementById(`n-${name}`)?.dataset.place ?? "") : "";
}

for (const note of document.querySelectorAll(".notes > li[data-place]"))
  for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]])
    note.addEventListener(name, () => light(on ? note.dataset.place : chosen()));

function show() {
  const number = chosen();
  light(number);
  const more = location.hash.startsWith("#n-") && document.querySelector(`.notes > li[data-place="${number}"] details`);
  if (more) more.open = true;
}

addEventListener("hashchange", show);
show();

// On every page: «/» goes to the search field, wherever one is not writing already.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.composedPath()[0];
  if (writing.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(writing.tagName)) return;
  const field = document.getElementById("find") ?? document.getElementById("site-search");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

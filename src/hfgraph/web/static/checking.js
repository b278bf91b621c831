// Asks whether the report is there, and loads the page anew when it is.
const told = document.getElementById("checking");

async function look() {
  try {
    const answer = await fetch(told.dataset.state, { headers: { accept: "text/html" } });
    if ((await answer.json()).ready) {
      told.textContent = told.dataset.ready;
      location.reload();
      return;
    }
  } catch {
    // The server may be busy; look again.
  }
  setTimeout(look, 1000);
}

look();

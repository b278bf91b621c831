// Sends the file in the background, so that whoever waits sees how far it has come.
const form = document.getElementById("upload");

form?.addEventListener("submit", (event) => {
  const file = form.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  const words = form.dataset;
  const wrong = document.getElementById("wrong");
  wrong.replaceChildren();
  if (file.size > Number(words.limit) * 1024 * 1024) return tell([{ what: words.large, mend: "" }]);
  const sent = document.getElementById("sent");
  const [said, bar] = sent.children;
  const button = form.querySelector("button");
  const begun = Date.now();
  let clock = 0;
  sent.hidden = false;
  button.disabled = true;
  said.textContent = `${words.sending} …`;

  function tell(faults) {
    for (const { what, mend } of faults) {
      const box = document.createElement("div");
      box.className = "faults";
      for (const [tag, text] of [["strong", what], ["p", mend]]) {
        if (!text) continue;
        const line = document.createElement(tag);
        line.textContent = text;
        box.append(line);
      }
      wrong.append(box);
    }
  }

  function stop(faults) {
    clearInterval(clock);
    sent.hidden = true;
    button.disabled = false;
    tell(faults);
  }

  function reading() {
    bar.removeAttribute("value");
    said.textContent = `${words.reading} …`;
    clock = setInterval(() => {
      const seconds = Math.round((Date.now() - begun) / 1000);
      if (seconds % 5 === 0) said.textContent = `${words.reading} … ${seconds} ${words.seconds}`;
    }, 1000);
  }

  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("accept", "application/json");
  request.setRequestHeader("accept-language", document.documentElement.lang);
  request.responseType = "json";
  request.upload.addEventListener("progress", (told) => told.lengthComputable && (bar.value = told.loaded / told.total));
  request.upload.addEventListener("load", reading);
  request.addEventListener("load", () => {
    const answer = request.response;
    if (request.status === 200 && answer?.address) location.assign(answer.address);
    else stop(answer?.errors?.length ? answer.errors : [{ what: answer?.detail || words.failed, mend: "" }]);
  });
  request.addEventListener("error", () => stop([{ what: words.failed, mend: "" }]));
  request.send(new FormData(form));
});

document.getElementById("faults")?.focus();

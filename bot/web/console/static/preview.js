// Shows what is being typed as a message, made on the server. Without this script a button does the same.
const form = document.getElementById("editor");
const shown = document.getElementById("previews");
let waiting = 0;
let asked = 0;

async function preview() {
  const mine = ++asked;
  const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const html = await answer.text();
  // An answer that was overtaken would show an older text.
  if (answer.ok && mine === asked) {
    shown.innerHTML = html;
  }
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => preview().catch(() => {}), 300);
});

// Who began to type before this script was there is shown it too.
if ([...form.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue)) {
  preview().catch(() => {});
}

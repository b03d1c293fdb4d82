// Goes on once the bot was told the code. Without this script the page loads itself anew, which some find hard to use.
const code = document.getElementById("code");

async function look() {
  const answer = await fetch(code.dataset.wait, { redirect: "manual" });
  // Signed in is a redirect; another code, or none, means that this one expired.
  if (answer.type === "opaqueredirect" || !(await answer.text()).includes(code.textContent)) {
    location.assign(code.dataset.wait);
  }
}

setInterval(() => look().catch(() => {}), 2000);

// Links to the bot: those of Telegram, and those of the sandbox itself.

const HOSTS = new Set(["t.me", "telegram.me", location.host]);
const USERNAME = document.body.dataset.username.toLowerCase();
const PAYLOAD = /^[A-Za-z0-9_-]{0,64}$/;

// Says what a link does: it starts the bot with a payload, or writes a text that is still to be sent. Gives
// nothing for any other link.
export function readLink(written) {
  let url;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(written) ? written : `https://${written}`);
  } catch {
    return null;
  }
  if (!HOSTS.has(url.host)) return null;
  // Passing a link on comes down to somebody else who opens it.
  if (url.pathname === "/share/url") return readLink(url.searchParams.get("url") ?? "");
  if (url.pathname.slice(1).toLowerCase() !== USERNAME) return null;
  const text = url.searchParams.get("text");
  if (text !== null) return { text };
  const payload = url.searchParams.get("start") ?? "";
  return PAYLOAD.test(payload) ? { payload } : null;
}

// Takes what somebody pasted: a link, or the code in it.
export function readPayload(pasted) {
  return readLink(pasted)?.payload || (PAYLOAD.test(pasted) ? pasted : "");
}

// Replying to a message: by its button, or by swiping it to the left as in Telegram's app.

import { byId, element, icon } from "./dom.js";
import { say } from "./words.js";

const FAR_ENOUGH = 56;
const FARTHEST = 80;
// Until it has gone so far, it may as well be scrolling.
const SLACK = 10;
const LONGEST = 120;

export function replyButton(message, actions) {
  const label = say("reply");
  const button = element("button", { type: "button", className: "reply", "aria-label": label, title: label });
  button.append(icon("reply"));
  button.addEventListener("click", () => actions.reply(message));
  return button;
}

// What a message replies to, above its own text; pressed, it leads there.
export function quotation(quoted) {
  const button = element("button", { type: "button", className: "quoted" });
  button.append(element("b", {}, whose(quoted)), element("span", {}, shorten(quoted)));
  button.addEventListener("click", () => byId(`m${quoted.message_id}`)?.scrollIntoView({ block: "center" }));
  return button;
}

export function swipeToReply(node, reply) {
  let from = null;
  const rest = () => {
    from = null;
    node.style.translate = "";
    node.classList.remove("swiped");
  };
  node.addEventListener("touchstart", ({ touches }) => (from = touches.length === 1 ? touches[0] : null), {
    passive: true,
  });
  node.addEventListener(
    "touchmove",
    ({ touches }) => {
      if (!from) return;
      const [across, down] = [touches[0].clientX - from.clientX, touches[0].clientY - from.clientY];
      if (Math.abs(down) > SLACK && Math.abs(down) > Math.abs(across)) return void rest();
      const left = Math.min(FARTHEST, Math.max(0, -across));
      node.style.translate = left > SLACK ? `${-left}px` : "";
      node.classList.toggle("swiped", left >= FAR_ENOUGH);
    },
    { passive: true },
  );
  node.addEventListener("touchend", () => {
    const far = node.classList.contains("swiped");
    rest();
    if (far) reply();
  });
  node.addEventListener("touchcancel", rest);
}

export function whose(message) {
  return message.from === "bot" ? byId("bot-name").textContent : say("you");
}

export function shorten(message, longest = LONGEST) {
  const line = message.text.replace(/\s+/g, " ").trim() || say("no_text");
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

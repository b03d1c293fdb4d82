// The list of messages, kept equal to the server's transcript with as little change as possible.

import { byId, element } from "./dom.js";
import { renderMessage } from "./message.js";

const NEAR_BOTTOM = 80;
const GLIDE_MS = 600;
const DAY = new Intl.DateTimeFormat("nl-NL", { day: "numeric", month: "long", year: "numeric" });

export class Chat {
  constructor(actions) {
    this.actions = actions;
    this.log = byId("log");
    this.scroller = byId("scroller");
    this.shown = new Map();
    this.language = "nl";
    // While the view glides to a new message it counts as being there.
    this.glidingUntil = 0;
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      this.scroller.addEventListener(kind, () => (this.glidingUntil = 0), { passive: true });
    }
  }

  // Starts on another chat: what was there goes without being read out.
  clear(language) {
    this.language = language;
    this.shown.clear();
    this.log.replaceChildren();
  }

  update(messages) {
    const first = this.shown.size === 0;
    const atBottom = this.isNearBottom() || performance.now() < this.glidingUntil;
    const top = this.scroller.scrollTop;
    this.removeGone(new Set(messages.map((message) => message.message_id)));
    let arrived = false;
    for (const message of messages) arrived = this.place(message) || arrived;
    this.layOut(messages);
    if (first) this.toBottom("instant");
    else if (arrived) this.toBottom("smooth");
    else if (atBottom) this.toBottom("instant");
    else this.scroller.scrollTop = top;
  }

  removeGone(present) {
    for (const [id, entry] of this.shown) {
      if (present.has(id)) continue;
      entry.node.remove();
      this.shown.delete(id);
    }
  }

  // Says whether the message is new.
  place(message) {
    const known = this.shown.get(message.message_id);
    const signature = JSON.stringify(message);
    if (known?.signature === signature) return false;
    const node = renderMessage(message, this.language, this.actions);
    if (known) {
      const focused = known.node.contains(document.activeElement);
      known.node.replaceWith(node);
      if (focused) (node.querySelector(".key") ?? this.scroller).focus({ preventScroll: true });
    } else {
      if (this.shown.size) node.classList.add("arriving");
      this.log.append(node);
    }
    this.shown.set(message.message_id, { node, signature });
    return !known;
  }

  // Sets the day lines, and which bubbles belong together and end with a tail.
  layOut(messages) {
    for (const line of this.log.querySelectorAll(".day")) line.remove();
    messages.forEach((message, index) => {
      const { node } = this.shown.get(message.message_id);
      const [before, after] = [messages[index - 1], messages[index + 1]];
      const newDay = !before || day(before) !== day(message);
      if (newDay) node.before(element("div", { className: "day" }, day(message)));
      node.classList.toggle("same", !newDay && before.from === message.from);
      node.classList.toggle("last", !after || after.from !== message.from || day(after) !== day(message));
    });
  }

  isNearBottom() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollHeight - clientHeight - scrollTop < NEAR_BOTTOM;
  }

  toBottom(behavior) {
    if (behavior === "smooth") this.glidingUntil = performance.now() + GLIDE_MS;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: calm ? "instant" : behavior });
  }
}

function day(message) {
  const date = new Date(message.date * 1000);
  const today = new Date();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return "Vandaag";
  if (date.toDateString() === yesterday.toDateString()) return "Gisteren";
  return DAY.format(date);
}

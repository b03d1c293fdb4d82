// The list of messages, kept equal to the server's transcript with as little change as possible.

import { now } from "./clock.js";
import { byId, element } from "./dom.js";
import { renderMessage } from "./message.js";
import { locale, say } from "./words.js";

const NEAR_BOTTOM = 80;
const GLIDE_MS = 600;
// Between a message and the edge of the view that it is scrolled to.
const GAP = 8;

export class Chat {
  constructor(actions) {
    this.actions = actions;
    this.log = byId("log");
    this.scroller = byId("scroller");
    this.shown = new Map();
    this.language = "nl";
    // The message that the view glides to, and until when it does.
    this.goal = { id: null, until: 0 };
    // The message whose button was pressed last: its change is what the visitor waits for.
    this.pressed = null;
    for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      this.scroller.addEventListener(kind, () => this.letGo(), { passive: true });
    }
  }

  // Starts on another chat: what was there goes without being read out.
  clear(language) {
    this.language = language;
    this.letGo();
    this.shown.clear();
    this.log.replaceChildren();
  }

  get isEmpty() {
    return this.shown.size === 0;
  }

  // Leaves the scrolling to the visitor.
  letGo() {
    this.goal.until = 0;
    this.pressed = null;
  }

  update(messages) {
    const first = this.shown.size === 0;
    const gliding = performance.now() < this.goal.until;
    const atBottom = this.isNearBottom();
    const { scrollTop, scrollHeight } = this.scroller;
    this.removeGone(new Set(messages.map((message) => message.message_id)));
    const placed = new Map(messages.map((message) => [message, this.place(message)]));
    this.layOut(messages);
    const arrived = messages.filter((message) => placed.get(message) === "new");
    const edited = messages.findLast((message) => placed.get(message) === "edited");
    if (arrived.length) {
      this.pressed = null;
      const newest = arrived.findLast((message) => message.from === "bot") ?? arrived.at(-1);
      this.reveal(first ? arrived.at(-1) : newest, first ? "instant" : "smooth");
    } else if (edited && (atBottom || gliding || edited.message_id === this.pressed)) {
      this.pressed = null;
      this.reveal(edited, "instant");
    } else if (gliding && this.shown.has(this.goal.id)) {
      this.reveal({ message_id: this.goal.id }, "instant");
    } else {
      // At the bottom the view keeps its distance to it, and elsewhere to the top.
      this.scroller.scrollTop = scrollTop + (atBottom ? this.scroller.scrollHeight - scrollHeight : 0);
    }
  }

  removeGone(present) {
    for (const [id, entry] of this.shown) {
      if (present.has(id)) continue;
      entry.node.remove();
      this.shown.delete(id);
    }
  }

  // Says what became of the message: "new", "edited" if there is something else to read, or nothing.
  place(message) {
    const known = this.shown.get(message.message_id);
    const signature = JSON.stringify(message);
    if (known?.signature === signature) return null;
    const node = renderMessage(message, this.language, this.actions);
    const reading = JSON.stringify([message.text, message[message.kind]]);
    if (known) {
      const focused = known.node.contains(document.activeElement);
      known.node.replaceWith(node);
      if (focused) (node.querySelector(".key") ?? this.scroller).focus({ preventScroll: true });
    } else {
      if (this.shown.size) node.classList.add("arriving");
      this.log.append(node);
    }
    this.shown.set(message.message_id, { node, signature, reading });
    if (!known) return "new";
    return known.reading === reading ? null : "edited";
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

  // Shows a message whole, or from its top if it is taller than the view.
  reveal(message, behavior) {
    const { node } = this.shown.get(message.message_id);
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    const [start, end] = [node.offsetTop - GAP, node.offsetTop + node.offsetHeight + GAP];
    let top = Math.min(Math.max(scrollTop, end - clientHeight), start);
    const fits = end - start <= clientHeight;
    if (!fits) top = start;
    else if (node === this.log.lastElementChild) top = scrollHeight - clientHeight;
    if (behavior === "smooth") this.goal = { id: message.message_id, until: performance.now() + GLIDE_MS };
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top, behavior: calm ? "instant" : behavior });
  }
}

function day(message) {
  const date = new Date(message.date * 1000);
  const today = now();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return say("today");
  if (date.toDateString() === yesterday.toDateString()) return say("yesterday");
  return date.toLocaleDateString(locale(), { day: "numeric", month: "long", year: "numeric" });
}

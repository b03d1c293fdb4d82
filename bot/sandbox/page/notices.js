// Short notices, notices that must be closed, and the sign that the bot is busy.

import { byId } from "./dom.js";
import { say } from "./words.js";

const TOAST_MS = 4000;
const BUSY_MS = 5500;
const NEAR_BOTTOM = 80;
const ACTIONS = new Set(["typing", "upload_photo", "upload_document"]);

let toastTimer = 0;
let busyTimer = 0;

export function toast(text) {
  byId("toast").textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (byId("toast").textContent = ""), TOAST_MS);
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

export function busy(action) {
  clearTimeout(busyTimer);
  byId("bot-status").textContent = say(ACTIONS.has(action) ? action : "busy");
  const scroller = byId("scroller");
  const atBottom = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < NEAR_BOTTOM;
  byId("typing").hidden = action !== "typing";
  if (atBottom) scroller.scrollTop = scroller.scrollHeight;
  busyTimer = setTimeout(idle, BUSY_MS);
}

export function idle() {
  clearTimeout(busyTimer);
  byId("bot-status").textContent = say("bot");
  byId("typing").hidden = true;
}

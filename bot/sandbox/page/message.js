// One message: its bubble, what is in it, and the buttons under it.

import { element, icon } from "./dom.js";
import { renderText } from "./text.js";

const TIME = new Intl.DateTimeFormat("nl-NL", { hour: "2-digit", minute: "2-digit" });
const KEYS_IN_A_ROW = 8;
const KINDS = { voice: "Spraakbericht", sticker: "Sticker", video: "Video", document: "Bestand" };

export function renderMessage(message, language, actions) {
  const mine = message.from === "user";
  const node = element("div", { className: `message ${message.from}`, id: `m${message.message_id}` });
  const bubble = element("div", { className: "bubble" });
  bubble.append(element("span", { className: "hidden-label" }, mine ? "U: " : "Winkelpeil: "));
  if (message.kind !== "text") bubble.append(renderMedia(message));
  if (message.text) {
    const text = element("div", { className: "text", lang: language });
    text.append(renderText(message.text, message.entities, actions), meta(message));
    bubble.append(text);
  } else {
    bubble.append(meta(message));
  }
  node.append(bubble);
  if (message.buttons.length) {
    node.classList.add("has-keyboard");
    node.append(keyboard(message, language, actions));
  }
  return node;
}

function meta(message) {
  const date = new Date(message.date * 1000);
  const time = element("time", { dateTime: date.toISOString() }, TIME.format(date));
  const node = element("span", { className: "meta", lang: "nl" });
  if (message.edited && message.from === "user") node.append("bewerkt ");
  node.append(time);
  return node;
}

function renderMedia(message) {
  const media = message[message.kind];
  if (message.kind === "photo") {
    const alt = message.text ? `Afbeelding bij: ${message.text}` : "Afbeelding zonder bijschrift";
    return element("img", {
      className: "photo",
      src: media.url,
      alt,
      width: media.width,
      height: media.height,
    });
  }
  if (message.kind === "location") return note(`Locatie: ${media.latitude}, ${media.longitude}`);
  if (message.kind === "contact") return note(`Contact: ${media.first_name}, ${media.phone_number}`);
  const name = element("b", {}, message.kind === "document" ? media.name : KINDS[message.kind]);
  const size = element("span", {}, fileSize(media.file_size));
  const link = element("a", { className: "file", href: media.url, download: media.name });
  link.append(icon("file"), element("span", {}, name, size));
  return link;
}

function note(text) {
  return element("div", { className: "text" }, text);
}

function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const [amount, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "kB"] : [bytes / 1024 ** 2, "MB"];
  return `${amount.toLocaleString("nl-NL", { maximumFractionDigits: 1 })} ${unit}`;
}

function keyboard(message, language, actions) {
  const node = element("div", { className: "keyboard", role: "group", "aria-label": "Knoppen", lang: language });
  for (const row of message.buttons) {
    for (let from = 0; from < row.length; from += KEYS_IN_A_ROW) {
      const keys = row.slice(from, from + KEYS_IN_A_ROW).map((button) => key(message, button, actions));
      node.append(element("div", { className: "row" }, ...keys));
    }
  }
  return node;
}

function key(message, button, actions) {
  if (button.url !== undefined) {
    const link = element("a", { className: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" });
    link.append(button.text, icon("open"));
    link.addEventListener("click", (event) => {
      if (actions.openLink(button.url)) event.preventDefault();
    });
    return link;
  }
  const node = element("button", { type: "button", className: "key" }, button.text);
  if (button.copy !== undefined) {
    node.append(icon("copy"));
    node.addEventListener("click", () => actions.copy(button.copy));
  } else {
    node.addEventListener("click", () => actions.tap(message, button, node));
  }
  return node;
}

// One message: its bubble, what is in it, and the buttons under it.

import { element, icon } from "./dom.js";
import { quotation, replyButton, swipeToReply } from "./reply.js";
import { renderText } from "./text.js";
import { locale, say } from "./words.js";

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const KEYS_IN_A_ROW = 8;
const TALLEST_PHOTO = 540;

export function renderMessage(message, language, actions) {
  const mine = message.from === "user";
  const node = element("div", { className: `message ${message.from}`, id: `m${message.message_id}` });
  const bubble = element("div", { className: "bubble" });
  bubble.append(element("span", { className: "hidden-label" }, mine ? `${say("you")}: ` : "Winkelpeil: "));
  if (message.reply_to) bubble.append(quotation(message.reply_to));
  if (message.kind !== "text") bubble.append(renderMedia(message));
  if (message.text) {
    const text = element("div", { className: "text", lang: language });
    text.append(renderText(message.text, message.entities, actions), meta(message));
    bubble.append(text);
  } else {
    bubble.append(meta(message));
  }
  bubble.append(replyButton(message, actions));
  node.append(bubble);
  swipeToReply(node, () => actions.reply(message));
  if (message.kind === "photo") {
    // Known before the picture is there, so that nothing moves when it comes.
    const { width, height } = message.photo;
    node.classList.add("with-photo");
    node.style.setProperty("--photo", `${Math.min(width, (TALLEST_PHOTO * width) / height)}px`);
  }
  if (message.buttons.length) {
    node.classList.add("has-keyboard");
    node.append(keyboard(message, language, actions));
  }
  return node;
}

function meta(message) {
  const date = new Date(message.date * 1000);
  const time = element("time", { dateTime: date.toISOString() }, date.toLocaleTimeString(locale(), CLOCK));
  const node = element("span", { className: "meta" });
  if (message.edited && message.from === "user") node.append(`${say("edited")} `);
  node.append(time);
  return node;
}

function renderMedia(message) {
  const media = message[message.kind];
  if (message.kind === "photo") return photo(message, media);
  if (message.kind === "location") return note(say("location", media));
  if (message.kind === "contact") return note(say("contact", { name: media.first_name, number: media.phone_number }));
  return file(message, media);
}

// A picture in the size of the bubble, told by its caption, which opens in its own size.
function photo(message, media) {
  const alt = message.text ? say("picture_of", { caption: message.text.split("\n").slice(0, 3).join(" ") }) : say("picture");
  const image = element("img", { className: "photo", src: media.url, alt, width: media.width, height: media.height });
  return element("a", { className: "photo-link", href: media.url, target: "_blank", rel: "noopener" }, image);
}

function file(message, media) {
  const name = message.kind === "document" ? media.name : say(message.kind);
  const extension = /\.(\w{2,4})$/.exec(media.name)?.[1];
  const sign = element("span", { className: "file-sign", "aria-hidden": "true" }, extension ?? icon("file"));
  const details = element("span", { className: "file-details" }, `${fileSize(media.file_size)} · ${say("download")}`);
  const link = element("a", { className: "file", href: media.url, download: media.name });
  link.append(sign, element("span", { className: "file-text" }, element("b", {}, name), details));
  return link;
}

function note(text) {
  return element("div", { className: "text" }, text);
}

function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  const [amount, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "kB"] : [bytes / 1024 ** 2, "MB"];
  return `${amount.toLocaleString(locale(), { maximumFractionDigits: 1 })} ${unit}`;
}

function keyboard(message, language, actions) {
  const node = element("div", { className: "keyboard", role: "group", "aria-label": say("buttons"), lang: language });
  for (const row of message.buttons) {
    for (let from = 0; from < row.length; from += KEYS_IN_A_ROW) {
      const buttons = row.slice(from, from + KEYS_IN_A_ROW);
      const keys = buttons.map((button) => key(message, button, actions));
      node.append(element("div", { className: "row" }, ...keys));
    }
  }
  return node;
}

// As on a phone a label is one line, and cut at its end where it is too wide.
function key(message, button, actions) {
  const label = element("span", { className: "key-label" }, button.text);
  if (button.url !== undefined) {
    const link = element("a", { className: styled(button), href: button.url, target: "_blank", rel: "noopener noreferrer" });
    link.append(label, icon("open"));
    link.addEventListener("click", (event) => {
      if (actions.openLink(button.url)) event.preventDefault();
    });
    return link;
  }
  const node = element("button", { type: "button", className: styled(button) }, label);
  if (button.copy !== undefined) {
    node.append(icon("copy"));
    node.addEventListener("click", () => actions.copy(button.copy));
  } else {
    node.addEventListener("click", () => actions.tap(message, button, node));
  }
  return node;
}

function styled(button) {
  return button.style ? `key ${button.style}` : "key";
}

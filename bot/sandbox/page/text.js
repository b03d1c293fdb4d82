// Formatted text: from entities, which count UTF-16 code units as JavaScript does, to elements.

import { element, icon } from "./dom.js";
import { say } from "./words.js";

const SIMPLE = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const FOLD_FROM = 180;
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const COPIED_MS = 2000;
// A word with a hyphen and the marks around it, such as "(e-mail),".
const HYPHENATED = /[^\s/@:]*[\p{L}\p{N}]-\p{L}[^\s/@:]*/gu;
const LONGEST_WHOLE = 20;

export function renderText(text, entities, actions) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, entities, 0, text.length, actions);
  return fragment;
}

// Gives a text in which no line ends after the hyphen of a word that is not long. The text itself stays as it is.
export function unbroken(text) {
  const fragment = document.createDocumentFragment();
  let position = 0;
  for (const { 0: word, index } of text.matchAll(HYPHENATED)) {
    if (word.length > LONGEST_WHOLE) continue;
    fragment.append(text.slice(position, index), element("span", { className: "whole" }, word));
    position = index + word.length;
  }
  fragment.append(text.slice(position));
  return fragment;
}

// Entities come sorted and nested, so those that begin inside another belong to it.
function fill(parent, text, entities, start, end, actions) {
  const show = parent.nodeName === "PRE" || parent.nodeName === "CODE" ? String : unbroken;
  let position = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = entity.offset + entity.length;
    let next = index + 1;
    while (next < entities.length && entities[next].offset < stop) next += 1;
    parent.append(show(text.slice(position, entity.offset)));
    const [outer, inner] = wrapper(entity, text.slice(entity.offset, stop), actions);
    fill(inner, text, entities.slice(index + 1, next), entity.offset, stop, actions);
    parent.append(outer);
    // The lines that a block ends with are not shown: there is space around it already.
    position = BLOCKS.has(entity.type) ? afterLines(text, stop, end) : stop;
    index = next;
  }
  parent.append(show(text.slice(position, end)));
}

function afterLines(text, position, end) {
  const lines = /^\n{0,2}/.exec(text.slice(position, end))[0];
  return position + lines.length;
}

// Gives the element to place and the one within it that takes the text.
function wrapper(entity, text, actions) {
  if (SIMPLE[entity.type]) return same(element(SIMPLE[entity.type]));
  switch (entity.type) {
    case "text_link":
      return same(link(entity.url, actions));
    case "url":
      return same(link(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`, actions));
    case "email":
      return same(element("a", { href: `mailto:${text}` }));
    case "bot_command":
      return same(element("button", { type: "button", className: "command", onclick: () => actions.send(text) }));
    case "pre":
      return copyable(text, actions);
    case "spoiler":
      return same(spoiler());
    case "blockquote":
      return same(element("blockquote"));
    case "expandable_blockquote":
      return foldable(text);
    default:
      return same(element("span"));
  }
}

function same(node) {
  return [node, node];
}

function link(url, actions) {
  const node = element("a", { href: url, target: "_blank", rel: "noopener noreferrer" });
  node.addEventListener("click", (event) => {
    if (actions.openLink(url)) event.preventDefault();
  });
  return node;
}

function copyable(text, actions) {
  const inner = element("pre");
  const button = element("button", { type: "button", className: "copy" });
  const show = (copied) => button.replaceChildren(icon(copied ? "check" : "copy"), say("copy"));
  button.addEventListener("click", async () => {
    if (!(await actions.copy(text.replace(/\n+$/, ""), inner))) return;
    show(true);
    setTimeout(() => show(false), COPIED_MS);
  });
  show(false);
  return [element("div", { className: "copyable" }, inner, button), inner];
}

function spoiler() {
  const node = element("button", {
    type: "button",
    className: "spoiler",
    "aria-expanded": "false",
    "aria-label": say("hidden"),
  });
  node.addEventListener("click", () => {
    node.setAttribute("aria-expanded", "true");
    node.removeAttribute("aria-label");
  });
  return node;
}

function foldable(text) {
  const inner = element("div", { className: "quote" });
  const outer = element("blockquote", {}, inner);
  if (text.length < FOLD_FROM && text.split("\n").length <= 3) return [outer, inner];
  outer.classList.add("folded");
  const more = element("button", { type: "button", className: "more", "aria-expanded": "false" }, say("show_more"));
  more.addEventListener("click", () => {
    const folded = outer.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = say(folded ? "show_more" : "show_less");
  });
  outer.append(more);
  return [outer, inner];
}

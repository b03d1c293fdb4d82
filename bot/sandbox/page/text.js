// Formatted text: from entities, which count UTF-16 code units as JavaScript does, to elements.

import { element } from "./dom.js";

const SIMPLE = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const FOLD_FROM = 180;

export function renderText(text, entities, actions) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, entities, 0, text.length, actions);
  return fragment;
}

// Entities come sorted and nested, so those that begin inside another belong to it.
function fill(parent, text, entities, start, end, actions) {
  let position = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = entity.offset + entity.length;
    let next = index + 1;
    while (next < entities.length && entities[next].offset < stop) next += 1;
    parent.append(text.slice(position, entity.offset));
    const [outer, inner] = wrapper(entity, text.slice(entity.offset, stop), actions);
    fill(inner, text, entities.slice(index + 1, next), entity.offset, stop, actions);
    parent.append(outer);
    position = stop;
    index = next;
  }
  parent.append(text.slice(position, end));
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

function spoiler() {
  const node = element("button", {
    type: "button",
    className: "spoiler",
    "aria-expanded": "false",
    "aria-label": "Verborgen tekst, druk om te tonen",
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
  const more = element("button", { type: "button", className: "more", "aria-expanded": "false" }, "Meer tonen");
  more.addEventListener("click", () => {
    const folded = outer.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = folded ? "Meer tonen" : "Minder tonen";
  });
  outer.append(more);
  return [outer, inner];
}

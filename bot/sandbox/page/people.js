// Who the visitor is: the list of people, with what each of them has not read.

import { byId, element, icon, popup } from "./dom.js";
import { languageOf, locale, say, sayRole, speak } from "./words.js";

export class People {
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.list = byId("people");
    // Those who live in the street stand apart: they are many, and seldom chosen.
    this.shops = byId("shops");
    // On a narrow screen the list is behind this button, which says who the visitor is.
    this.opener = byId("who");
    this.closeList = popup(this.opener, byId("people-panel"));
    this.people = [];
    this.unread = new Map();
    this.current = null;
  }

  set(people) {
    this.people = people;
    const wanted = Number(location.hash.slice(1));
    const id = this.current?.id ?? wanted;
    this.current = people.find((person) => person.id === id) ?? people[0];
    this.draw();
  }

  choose(id) {
    this.current = this.people.find((person) => person.id === id) ?? this.current;
    this.unread.delete(id);
    history.replaceState(null, "", `#${id}`);
    this.draw();
    this.closeList();
    if (this.opener.checkVisibility()) this.opener.focus();
    return this.onChoose();
  }

  noteUnread(id) {
    this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
    this.draw();
  }

  draw() {
    speak(this.current.language_code);
    const panel = byId("people-panel");
    const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    for (const [list, shops] of [[this.list, false], [this.shops, true]]) {
      const persons = this.people.filter((person) => Boolean(person.shop) === shops);
      list.replaceChildren(...persons.map((person) => element("li", {}, this.button(person))));
    }
    byId("street").hidden = this.shops.children.length === 0;
    if (focused) panel.querySelector(`[data-id="${focused}"]`)?.focus();
    this.drawOpener();
  }

  drawOpener() {
    const count = [...this.unread.values()].reduce((sum, each) => sum + each, 0);
    this.opener.replaceChildren(
      avatar(this.current),
      element("span", { className: "who-text" }, `${say("you_are")} `, element("strong", {}, this.current.first_name)),
      element("span", { className: "who-role" }, describe(this.current)),
      ...dot(count),
      icon("down"),
    );
  }

  button(person) {
    const node = element("button", { type: "button", className: "person", onclick: () => this.choose(person.id) });
    node.dataset.id = person.id;
    node.setAttribute("aria-current", String(person.id === this.current.id));
    const text = element("span", { className: "person-text" }, element("b", {}, person.first_name));
    text.append(element("span", {}, describe(person)));
    node.append(avatar(person), text, ...dot(this.unread.get(person.id) ?? 0));
    return node;
  }
}

export function avatar(person) {
  return element("span", { className: "avatar", "aria-hidden": "true" }, person.first_name[0]);
}

function dot(count) {
  if (count === 0) return [];
  const label = count === 1 ? say("unread_one") : say("unread", { count });
  return [element("span", { className: "dot", role: "img", "aria-label": label }, String(count))];
}

export function describe(person) {
  const role = person.shop || sayRole(person.role);
  if (person.blocked) return `${role}, ${say("blocked")}`;
  if (languageOf(person.language_code) === "nl") return role;
  return `${role} (${languageName(person.language_code)})`;
}

function languageName(code) {
  return new Intl.DisplayNames(locale(), { type: "language" }).of(code);
}

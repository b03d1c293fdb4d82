// Who the visitor is: the list of people, with what each of them has not read.

import { byId, element } from "./dom.js";

export class People {
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.list = byId("people");
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
    this.onChoose();
  }

  noteUnread(id) {
    this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
    this.draw();
  }

  draw() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    this.list.replaceChildren(...this.people.map((person) => element("li", {}, this.button(person))));
    if (focused) this.list.querySelector(`[data-id="${focused}"]`)?.focus();
  }

  button(person) {
    const role = person.blocked ? `${person.role}, bot geblokkeerd` : describe(person);
    const node = element("button", { type: "button", className: "person", onclick: () => this.choose(person.id) });
    node.dataset.id = person.id;
    node.setAttribute("aria-current", String(person.id === this.current?.id));
    const text = element("span", { className: "person-text" }, element("b", {}, person.first_name));
    text.append(element("span", {}, role));
    node.append(element("span", { className: "avatar", "aria-hidden": "true" }, person.first_name[0]), text);
    const count = this.unread.get(person.id);
    if (count) {
      const label = count === 1 ? "1 ongelezen bericht" : `${count} ongelezen berichten`;
      node.append(element("span", { className: "dot", role: "img", "aria-label": label }, String(count)));
    }
    return node;
  }
}

function describe(person) {
  return person.language_code === "nl" ? person.role : `${person.role} (${person.language_code})`;
}

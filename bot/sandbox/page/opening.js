// Who opens a link to the bot: whoever reads it here, or somebody else, as when it is passed on or scanned.

import { byId, element } from "./dom.js";
import { avatar, describe } from "./people.js";
import { say } from "./words.js";

export class Opening {
  // `open` is given what the link does and who opens it; nobody, where that is somebody new.
  constructor(people, open) {
    this.people = people;
    this.open = open;
    this.dialog = byId("opening");
  }

  ask(link) {
    const { current } = this.people;
    const others = this.people.people.filter((person) => person !== current && !person.shop);
    const choices = [current, ...others].map((person) => this.choice(link, person));
    const name = element("span", { className: "person-text" }, element("b", {}, say("somebody_new")));
    choices.push(this.button(link, null, element("span", { className: "avatar", "aria-hidden": "true" }, "+"), name));
    byId("opening-people").replaceChildren(...choices.map((choice) => element("li", {}, choice)));
    this.dialog.showModal();
    choices[0].focus();
  }

  choice(link, person) {
    const text = element("span", { className: "person-text" }, element("b", {}, person.first_name));
    text.append(element("span", {}, describe(person)));
    return this.button(link, person, avatar(person), text);
  }

  button(link, person, ...children) {
    const choose = () => {
      this.dialog.close();
      this.open(link, person);
    };
    return element("button", { type: "button", className: "person", onclick: choose }, ...children);
  }
}

// The field to write in, the command menu, the files, and the start button.

import { byId, element, popup } from "./dom.js";
import { say } from "./words.js";

export class Composer {
  constructor(actions) {
    this.actions = actions;
    this.form = byId("form");
    this.input = byId("input");
    this.startButton = byId("start");
    this.closeCommands = popup(byId("commands-button"), byId("commands"));
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => this.fit());
    this.startButton.addEventListener("click", () => this.actions.start(""));
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", (event) => {
      const [file] = event.target.files;
      if (file) this.actions.upload(file);
      event.target.value = "";
    });
  }

  async submit() {
    const text = this.input.value;
    if (!text.trim()) return;
    this.input.value = "";
    this.fit();
    // What could not be sent comes back, so that nothing that was written is lost.
    if (!(await this.actions.send(text))) this.input.value = text;
  }

  // Lets the field grow with its text.
  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  show(person) {
    const writing = person.started && !person.blocked;
    const focused = document.activeElement === this.startButton;
    this.form.hidden = !writing;
    this.startButton.hidden = writing;
    this.startButton.textContent = say(person.blocked ? "restart" : "start");
    if (focused && writing) this.input.focus();
  }

  showCommands(commands) {
    byId("commands-button").hidden = commands.length === 0;
    const items = commands.map((command) => {
      const button = element("button", { type: "button", className: "popup-item" });
      button.append(element("b", {}, `/${command.command}`), element("span", {}, command.description));
      button.addEventListener("click", () => {
        this.closeCommands();
        this.actions.send(`/${command.command}`);
        this.input.focus();
      });
      return element("li", {}, button);
    });
    byId("commands").replaceChildren(...items);
  }

  // The keyboard that the bot put in place of the person's own, until it takes it away.
  showReplyKeys(messages) {
    const latest = messages.findLast((message) => message.reply_keyboard);
    const rows = latest?.reply_keyboard.keyboard ?? [];
    byId("reply-keys").hidden = rows.length === 0;
    const nodes = rows.map((row) => {
      const keys = row.map((key) => {
        const text = key.text;
        const press = key.request_contact ? () => this.actions.shareNumber() : () => this.actions.send(text);
        return element("button", { type: "button", className: "key", onclick: press }, text);
      });
      return element("div", { className: "row" }, ...keys);
    });
    byId("reply-keys").replaceChildren(...nodes);
  }
}

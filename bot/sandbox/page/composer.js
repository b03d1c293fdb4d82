// The field to write in, the command menu, the files, and the start button.

import { byId, element, popup } from "./dom.js";
import { shorten, whose } from "./reply.js";
import { say } from "./words.js";

export class Composer {
  constructor(actions) {
    this.actions = actions;
    this.form = byId("form");
    this.input = byId("input");
    this.startButton = byId("start");
    this.replied = null;
    // The newest message that asked for a reply, so that it asks once.
    this.asking = null;
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
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.replied) this.reply(null);
    });
    byId("reply-off").addEventListener("click", () => {
      this.reply(null);
      this.input.focus();
    });
    this.startButton.addEventListener("click", () => this.actions.start(""));
    byId("attach").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", (event) => {
      const [file] = event.target.files;
      if (file) this.actions.upload(file, this.replied);
      this.reply(null);
      event.target.value = "";
    });
  }

  async submit() {
    const text = this.input.value;
    if (!text.trim()) return;
    const replied = this.replied;
    this.write("");
    this.reply(null);
    // What could not be sent comes back, so that nothing that was written is lost.
    if (await this.actions.send(text, replied)) return;
    this.write(text);
    this.reply(replied);
  }

  // Has a text ready that is still to be sent.
  draft(text) {
    this.write(text);
    this.input.focus();
  }

  write(text) {
    this.input.value = text;
    this.fit();
  }

  // Lets what is written next be a reply to a message, or to none.
  reply(message) {
    this.replied = message;
    byId("replying").hidden = !message;
    if (!message) return;
    byId("replying-who").textContent = whose(message);
    byId("replying-text").textContent = shorten(message);
    if (!this.form.hidden) this.input.focus();
  }

  // Lets the field grow with its text.
  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  // As in the app there is a button to start where nothing has been said.
  show(person, empty) {
    const writing = person.started && !person.blocked && !empty;
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

  // A message that wants a reply gets one, unless the visitor turns that off.
  showAsking(messages) {
    const last = messages.at(-1);
    const wanted = last?.reply_keyboard?.force_reply ? last : null;
    this.input.placeholder = wanted?.reply_keyboard.input_field_placeholder || say("message");
    if (wanted && this.asking !== wanted.message_id) this.reply(wanted);
    this.asking = wanted?.message_id ?? null;
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

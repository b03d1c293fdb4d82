// Brings the parts together: one person at a time chats with the bot.

import { get, post } from "./api.js";
import { Chat } from "./chat.js";
import { copyText } from "./clipboard.js";
import { Composer } from "./composer.js";
import { byId, popup } from "./dom.js";
import { readLink, readPayload } from "./links.js";
import { follow } from "./live.js";
import { forgetAll, hadMessages, lostMessages } from "./memory.js";
import { alertBox, busy, idle, toast } from "./notices.js";
import { Opening } from "./opening.js";
import { People } from "./people.js";
import { Stage } from "./stage.js";
import { unbroken } from "./text.js";
import { languageOf, say } from "./words.js";

const ANSWER_MS = 15000;

const waitingKeys = new Map();

const actions = {
  start: (payload) => act("start", { payload }),
  send: (text, replied = null) => act("send", { text, reply_to: replied?.message_id ?? null }),
  reply: (message) => composer.reply(message),
  openLink(url) {
    const link = readLink(url);
    if (link) opening.ask(link);
    return Boolean(link);
  },
  // Copies a text, or leaves it selected where it is shown. Says whether it was copied.
  async copy(text, shown) {
    const copied = await copyText(text);
    if (copied) {
      toast(say("copied"));
    } else if (shown) {
      getSelection().selectAllChildren(shown);
      toast(say("copy_selected"));
    } else {
      alertBox(say("copy_yourself", { text }));
    }
    return copied;
  },
  async tap(message, button, node) {
    node.setAttribute("aria-busy", "true");
    chat.pressed = message.message_id;
    const body = { message_id: message.message_id, data: button.data, stale: true };
    const answer = await act("tap", body);
    if (!answer) return node.removeAttribute("aria-busy");
    waitingKeys.set(answer.callback_id, node);
    setTimeout(() => release(answer.callback_id), ANSWER_MS);
  },
  // A number that nobody has: the page asks for nobody's own.
  shareNumber: () => act("upload", { kind: "contact", name: "", base64: "", phone_number: "31600000000" }),
  async upload(file, replied) {
    const kind = ["image/png", "image/jpeg", "image/webp"].includes(file.type) ? "photo" : "document";
    const sent = { kind, name: file.name, base64: await base64(file), reply_to: replied?.message_id ?? null };
    await act("upload", sent);
  },
};

const people = new People(showCurrent);
const chat = new Chat(actions);
const composer = new Composer(actions);
const opening = new Opening(people, openAs);
const closeMenu = popup(byId("menu-button"), byId("menu"));
const stage = new Stage(attempt, closeMenu);

// Does something as the current person. Gives the server's answer, or nothing if it was refused.
function act(what, body) {
  return attempt(what, { user: people.current.id, ...body });
}

async function attempt(what, body) {
  try {
    return await post(what, body);
  } catch (error) {
    toast(say("failed", { reason: error.message }));
    return null;
  }
}

// Lets somebody, or somebody new, do what a link does.
async function openAs(link, person) {
  const opener = person ?? (await somebodyNew());
  if (!opener) return;
  if (opener.id !== people.current.id) await people.choose(opener.id);
  if (link.text === undefined) await actions.start(link.payload);
  else composer.draft(link.text);
}

async function somebodyNew() {
  const id = Math.max(...people.people.map((person) => person.id)) + 1;
  const number = people.people.filter((person) => person.role === "winkelier" && !person.shop).length + 1;
  const made = await attempt("people", { id, first_name: say("new_name", { number }) });
  if (made) await loadPeople();
  return made;
}

function release(callbackId) {
  waitingKeys.get(callbackId)?.removeAttribute("aria-busy");
  waitingKeys.delete(callbackId);
}

async function base64(file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}

async function loadPeople() {
  const answer = await get("people");
  people.set(answer.people);
  stage.show(answer.stage);
  composer.show(people.current, chat.isEmpty);
  byId("block").textContent = say(people.current.blocked ? "unblock" : "block");
  return answer;
}

async function loadCard() {
  const card = await get(`bot/${people.current.id}`);
  byId("bot-name").textContent = card.name;
  byId("card-name").textContent = card.name;
  byId("alert-title").textContent = card.name;
  byId("card-description").replaceChildren(unbroken(card.description));
  composer.showCommands(card.commands);
}

async function loadTranscript() {
  const person = people.current;
  const { messages, epoch } = await get(`transcript/${person.id}`);
  // Somebody else may have been chosen while this was under way.
  if (person.id !== people.current.id) return;
  if (messages.length) hadMessages(person.id, epoch);
  byId("card").hidden = messages.length > 0;
  byId("restarted").hidden = messages.length > 0 || !lostMessages(person.id, epoch);
  composer.showReplyKeys(messages);
  chat.update(messages);
  composer.show(people.current, chat.isEmpty);
  composer.showAsking(messages);
}

async function showCurrent() {
  idle();
  chat.clear(languageOf(people.current.language_code));
  byId("link-error").textContent = "";
  composer.reply(null);
  composer.show(people.current, true);
  await Promise.all([loadPeople(), loadCard(), loadTranscript()]);
}

async function onEvent(event) {
  if (event.kind === "people") return loadPeople();
  if (event.kind === "profile") return loadCard();
  if (event.chat !== people.current.id) {
    if (event.kind === "message" && event.sender === "bot") people.noteUnread(event.chat);
    return undefined;
  }
  if (event.kind === "action") return busy(event.action);
  if (event.kind === "answer") return onAnswer(event);
  if (event.sender === "bot") idle();
  return loadTranscript();
}

function onAnswer(event) {
  release(event.callback_id);
  const link = event.url ? readLink(event.url) : null;
  if (link) openAs(link, people.current);
  if (!event.text) return;
  if (event.show_alert) alertBox(event.text);
  else toast(event.text);
}

byId("link-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const payload = readPayload(byId("link").value.trim());
  byId("link-error").textContent = payload ? "" : say("link_wrong");
  if (!payload) return;
  byId("link").value = "";
  closeMenu();
  actions.start(payload);
});

byId("block").addEventListener("click", async () => {
  closeMenu();
  await act(people.current.blocked ? "unblock" : "block", {});
  byId("menu-button").focus();
});

// Somebody followed a link to the bot: it is asked who once the people are known.
let followed = location.pathname === "/" ? null : readLink(location.href);

follow({
  async load() {
    if (stage.hasBegunAnew()) forgetAll();
    const place = await loadPeople();
    chat.language = languageOf(people.current.language_code);
    await Promise.all([loadCard(), loadTranscript()]);
    if (followed) opening.ask(followed);
    if (location.pathname !== "/") history.replaceState(null, "", `/${location.hash}`);
    followed = null;
    return { epoch: place.epoch, last: place.last };
  },
  onEvent,
  onConnection: (connected) => (byId("offline").hidden = connected),
});

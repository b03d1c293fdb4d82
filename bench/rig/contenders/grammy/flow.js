// The questionnaire as plain code, as in flow.py.
import { readFileSync } from "node:fs";

const script = JSON.parse(readFileSync(process.env.BENCH_SCRIPT, "utf8"));
export const fixed = script.fixed;

export const begin = () => ({ given: {}, place: null, picked: [], note: "" });

export function tap(state, code) {
  const [verb, , name, option, on] = code.split(":");
  if (code in fixed) {
    state.place = code;
    return screen(state);
  }
  if (verb === "begin") return onward(state);
  if (!name || state.place !== name) throw new Error(`unknown ${code}`);
  const question = asked(state, name);
  if (verb === "answer") state.given[name] = option;
  else if (verb === "tick") {
    const others = state.picked.filter((one) => one !== option);
    state.picked = on === "1" ? [...others, option] : others;
    return screen(state);
  } else if (verb === "done") state.given[name] = state.picked;
  else if (verb === "skip") state.given[name] = null;
  else throw new Error(`unknown ${code}`);
  state.note = `✓ ${question.name}: ${told(question, state.given[name])}`;
  return onward(state);
}

function onward(state) {
  state.picked = [];
  state.place = path(state).find((one) => !(one.id in state.given))?.id ?? "overview";
  return screen(state);
}

const questions = (state) => script.questions[state.given.shop_type === "web" ? "web" : "door"];
const asked = (state, name) => questions(state).find((question) => question.id === name);

const path = (state) =>
  questions(state).filter((question) =>
    Object.entries(question.when).every(([name, options]) => options.includes(state.given[name])),
  );

function told(question, answer) {
  if (answer === null) return "-";
  const picked = Array.isArray(answer) ? answer : [answer];
  return question.options.filter(([id]) => picked.includes(id)).map(([, , words]) => words).join(", ");
}

function screen(state) {
  const { place, note } = state;
  if (place in fixed) return fixed[place];
  if (place === "overview") return overview(state);
  const question = asked(state, place);
  const left = path(state).filter((one) => !(one.id in state.given)).length;
  let html = `${note}\n\n<i>Nog ongeveer ${left} vragen</i>\n\n<b>${question.ask}</b>`;
  if (question.hint) html += `\n${question.hint}`;
  if (question.several) html += `\nGekozen: ${told(question, state.picked)}`;
  return { html, rows: keyboard(question, state) };
}

const inRows = (keys, width) =>
  keys.flatMap((_, at) => (at % width ? [] : [keys.slice(at, at + width)]));

function keyboard(question, state) {
  const name = question.id;
  const keys = question.options.map(([option, label], at) => {
    const on = state.picked.includes(option);
    const code = question.several ? `tick:1:${name}:${option}:${on ? 0 : 1}` : `answer:1:${name}:${option}`;
    return [`${on ? "✓ " : ""}${at + 1}. ${label}`, code];
  });
  const rows = inRows(keys, keys.length <= 6 ? 1 : 2);
  if (state.picked.length) rows.push([["Klaar", `done:1:${name}`]]);
  rows.push([["Terug", `back:1:${name}`], ["Overslaan", `skip:1:${name}`]], [["Wat is dit?", `help:1:${name}`]]);
  return rows;
}

function overview(state) {
  const passed = path(state).filter((one) => one.id in state.given);
  const lines = passed.map((one, at) => `${at + 1}. ${one.name}: ${told(one, state.given[one.id])}`);
  const keys = passed.map((one) => [one.name, `change:1:${one.id}`]);
  return { html: `Uw antwoorden\n\n${lines.join("\n")}`, rows: [[["Uitslag", "result:1"]], ...inRows(keys, 2)] };
}

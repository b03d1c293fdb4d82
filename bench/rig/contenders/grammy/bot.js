// The questionnaire on grammY, with its sessions in SQLite and its runner.
import { DatabaseSync } from "node:sqlite";
import { run, sequentialize } from "@grammyjs/runner";
import { Bot, session } from "grammy";
import { begin, fixed, tap } from "./flow.js";

const db = new DatabaseSync(process.env.BENCH_STATE);
db.exec("PRAGMA journal_mode = WAL");
db.exec("PRAGMA synchronous = FULL");
db.exec("CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, value TEXT)");
const read = db.prepare("SELECT value FROM sessions WHERE key = ?");
const write = db.prepare("INSERT OR REPLACE INTO sessions VALUES (?, ?)");
const remove = db.prepare("DELETE FROM sessions WHERE key = ?");
const storage = {
  read: (key) => {
    const row = read.get(key);
    return row ? JSON.parse(row.value) : undefined;
  },
  write: (key, value) => void write.run(key, JSON.stringify(value)),
  delete: (key) => void remove.run(key),
};

const keyboard = (rows) => ({
  inline_keyboard: rows.map((row) => row.map(([text, callback_data]) => ({ text, callback_data }))),
});

const bot = new Bot(process.env.BENCH_TOKEN, { client: { apiRoot: process.env.BENCH_API } });
bot.use(sequentialize((ctx) => String(ctx.chat?.id)));
bot.use(session({ initial: begin, storage }));
bot.command("start", async (ctx) => {
  ctx.session = begin();
  const { html, rows } = fixed["/start"];
  await ctx.reply(html, { parse_mode: "HTML", reply_markup: keyboard(rows) });
});
bot.on("callback_query:data", async (ctx) => {
  const { html, rows } = tap(ctx.session, ctx.callbackQuery.data);
  await ctx.answerCallbackQuery();
  await ctx.editMessageText(html, { parse_mode: "HTML", reply_markup: keyboard(rows) });
});
run(bot);

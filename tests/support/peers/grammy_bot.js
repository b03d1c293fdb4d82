// The same small bot on grammY, as its documentation shows one: node grammy_bot.js ROOT TOKEN.
import { Bot, GrammyError, InlineKeyboard, InputFile } from "grammy";

const [root, token] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot: root } });
const HTML = { parse_mode: "HTML" };

async function download(ctx, size) {
  const file = await ctx.api.getFile(size.file_id);
  const answer = await fetch(`${root}/file/bot${token}/${file.file_path}`);
  return new Uint8Array(await answer.arrayBuffer());
}

bot.command("start", async (ctx) => {
  const reply_markup = { inline_keyboard: [[{ text: "Meer", callback_data: "more", style: "primary" }]] };
  await ctx.reply(`Dag <b>${ctx.from.first_name}</b>`, { ...HTML, reply_markup });
});
bot.callbackQuery("more", async (ctx) => {
  await ctx.answerCallbackQuery("Genoteerd");
  const reply_markup = new InlineKeyboard().copyText("Kopieer", "abc").url("Open", "https://example.org/");
  await ctx.editMessageText("<i>Meer</i>", { ...HTML, reply_markup });
});
bot.on("message:photo", async (ctx) => {
  const sizes = ctx.message.photo;
  const last = sizes.at(-1);
  const data = await download(ctx, last);
  const small = await download(ctx, sizes[0]);
  const caption = `${sizes.length}: ${last.width}x${last.height}, ${data.length}, ${small.length}`;
  const reply_parameters = { message_id: ctx.message.message_id };
  await ctx.replyWithPhoto(new InputFile(data, "photo.png"), { caption, reply_parameters });
});
bot.hears("flood", async (ctx) => {
  const first = await ctx.reply("0");
  for (let number = 1; number < 40; number++) {
    try {
      await ctx.reply(String(number));
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error;
      const text = `after ${number}: wait ${error.parameters.retry_after}`;
      await ctx.api.editMessageText(first.chat.id, first.message_id, text);
      return;
    }
  }
});
bot.hears("wrong", async (ctx) => {
  try {
    await ctx.reply("<b>open", HTML);
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    await ctx.reply(error.description);
  }
});
await bot.start();

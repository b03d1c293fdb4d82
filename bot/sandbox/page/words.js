// The page's own words, in the language of the person's app: English, or else Dutch, as the bot chooses too.

const LOCALES = { nl: "nl-NL", en: "en-GB" };

export const WORDS = {
  nl: {
    title: "Winkelpeil – oefenchat",
    skip: "Naar het schrijven",
    who: "Wie bent u nu?",
    you_are: "U bent",
    street: "Winkels in de straat",
    somebody_new: "Iemand die nieuw is",
    new_name: "Winkelier {number}",
    practice: "Dit is een oefenchat. Er gaat niets naar Telegram.",
    role_winkelier: "winkelier",
    role_adviseur: "adviseur",
    role_beheerder: "beheerder",
    blocked: "bot geblokkeerd",
    unread_one: "1 ongelezen bericht",
    unread: "{count} ongelezen berichten",
    more: "Meer mogelijkheden",
    link: "Startlink of startcode",
    link_hint: "Plak de link of code",
    link_wrong: "Dit is geen startlink van deze bot en geen startcode.",
    open: "Open",
    who_opens: "Wie opent deze link?",
    cancel: "Annuleren",
    set_clock: "Zet de klok vooruit",
    leap_tomorrow: "Morgen",
    leap_week: "Een week",
    leap_quarter: "3 maanden",
    clock_says: "Het is hier {date}, {time}.",
    clock_moved: "De klok staat op {date}.",
    console: "Open de console",
    anew: "Begin helemaal opnieuw",
    anew_sure: "Helemaal opnieuw beginnen?",
    anew_what:
      "Alle gesprekken en alles wat de bot onthield, gaan weg. De klok staat weer goed. De straat komt terug zoals die was.",
    anew_yes: "Begin opnieuw",
    beginning: "Een ogenblik. Alles begint opnieuw…",
    block: "Blokkeer bot",
    unblock: "Deblokkeer bot",
    offline: "Geen verbinding. Er wordt opnieuw verbinding gemaakt…",
    messages: "Berichten",
    about: "Over deze bot",
    restarted:
      "Dit gesprek is leeg: de sandbox is opnieuw gestart. De bot weet nog wat u hebt geantwoord.",
    conversation: "Gesprek",
    suggestions: "Voorgestelde antwoorden",
    reply: "Antwoord op dit bericht",
    reply_off: "Niet antwoorden op dit bericht",
    no_text: "Bericht zonder tekst",
    start: "Start",
    restart: "Deblokkeren en opnieuw starten",
    commands: "Menu met opdrachten",
    menu: "Menu",
    message: "Bericht",
    attach: "Bestand of foto sturen",
    send: "Versturen",
    close: "Sluiten",
    failed: "Dat lukte niet: {reason}",
    bot: "bot",
    typing: "typt…",
    upload_photo: "stuurt een foto…",
    upload_document: "stuurt een bestand…",
    busy: "is bezig…",
    today: "Vandaag",
    yesterday: "Gisteren",
    you: "U",
    edited: "bewerkt",
    buttons: "Knoppen",
    picture_of: "Afbeelding bij: {caption}",
    picture: "Afbeelding zonder bijschrift",
    location: "Locatie: {latitude}, {longitude}",
    contact: "Contact: {name}, {number}",
    voice: "Spraakbericht",
    sticker: "Sticker",
    video: "Video",
    download: "Downloaden",
    copy: "Kopieer",
    copied: "Gekopieerd",
    copy_selected: "Kopiëren mag hier niet. De tekst is geselecteerd, zodat u die zelf kunt kopiëren.",
    copy_yourself: "Kopiëren mag hier niet. Kopieer deze tekst zelf:\n{text}",
    hidden: "Verborgen tekst, druk om te tonen",
    show_more: "Meer tonen",
    show_less: "Minder tonen",
  },
  en: {
    title: "Winkelpeil – practice chat",
    skip: "Go to writing",
    who: "Who are you now?",
    you_are: "You are",
    street: "Shops in the street",
    somebody_new: "Somebody new",
    new_name: "Shopkeeper {number}",
    practice: "This is a practice chat. Nothing goes to Telegram.",
    role_winkelier: "shopkeeper",
    role_adviseur: "adviser",
    role_beheerder: "administrator",
    blocked: "bot blocked",
    unread_one: "1 unread message",
    unread: "{count} unread messages",
    more: "More options",
    link: "Start link or start code",
    link_hint: "Paste the link or code",
    link_wrong: "This is no start link of this bot and no start code.",
    open: "Open",
    who_opens: "Who opens this link?",
    cancel: "Cancel",
    set_clock: "Set the clock on",
    leap_tomorrow: "Tomorrow",
    leap_week: "A week",
    leap_quarter: "3 months",
    clock_says: "Here it is {date}, {time}.",
    clock_moved: "The clock says {date}.",
    console: "Open the console",
    anew: "Begin all over again",
    anew_sure: "Begin all over again?",
    anew_what:
      "All chats and all that the bot remembered will be gone. The clock is set right. The street comes back as it was.",
    anew_yes: "Begin again",
    beginning: "One moment. Everything begins again…",
    block: "Block bot",
    unblock: "Unblock bot",
    offline: "No connection. Connecting again…",
    messages: "Messages",
    about: "About this bot",
    restarted: "This chat is empty: the sandbox was restarted. The bot still remembers your answers.",
    conversation: "Conversation",
    suggestions: "Suggested answers",
    reply: "Reply to this message",
    reply_off: "Do not reply to this message",
    no_text: "Message without text",
    start: "Start",
    restart: "Unblock and start again",
    commands: "Command menu",
    menu: "Menu",
    message: "Message",
    attach: "Send a file or photo",
    send: "Send",
    close: "Close",
    failed: "That did not work: {reason}",
    bot: "bot",
    typing: "is typing…",
    upload_photo: "is sending a photo…",
    upload_document: "is sending a file…",
    busy: "is busy…",
    today: "Today",
    yesterday: "Yesterday",
    you: "You",
    edited: "edited",
    buttons: "Buttons",
    picture_of: "Picture with: {caption}",
    picture: "Picture without a caption",
    location: "Location: {latitude}, {longitude}",
    contact: "Contact: {name}, {number}",
    voice: "Voice message",
    sticker: "Sticker",
    video: "Video",
    download: "Download",
    copy: "Copy",
    copied: "Copied",
    copy_selected: "Copying is not allowed here. The text is selected, so that you can copy it yourself.",
    copy_yourself: "Copying is not allowed here. Copy this text yourself:\n{text}",
    hidden: "Hidden text, press to show",
    show_more: "Show more",
    show_less: "Show less",
  },
};

// What index.html is written in.
let language = "nl";

export function languageOf(code) {
  return code.toLowerCase().startsWith("en") ? "en" : "nl";
}

export function locale() {
  return LOCALES[language];
}

// Gives the words by that name; what stands between braces is filled in.
export function say(name, values = {}) {
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// A role has a name in both languages if it is one that the sandbox gives out.
export function sayRole(role) {
  return WORDS[language][`role_${role}`] ?? role;
}

// Makes the page speak the language of an app: what stands in index.html, and what is said from now on.
export function speak(code) {
  if (language === languageOf(code)) return;
  language = languageOf(code);
  document.documentElement.lang = language;
  document.title = say("title");
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-say-label]")) node.ariaLabel = say(node.dataset.sayLabel);
  for (const node of document.querySelectorAll("[data-say-hint]")) node.placeholder = say(node.dataset.sayHint);
}

// The sandbox's clock, its console, and beginning anew; none of them where the sandbox runs by itself.

import { now, setClock } from "./clock.js";
import { byId } from "./dom.js";
import { toast } from "./notices.js";
import { locale, say } from "./words.js";

const DATE = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const HOUR = { hour: "2-digit", minute: "2-digit" };

export class Stage {
  // `ask` sends the server what is wanted, and tells the visitor where it is refused.
  constructor(ask, closeMenu) {
    this.ask = ask;
    this.beginning = false;
    for (const button of document.querySelectorAll("[data-leap]")) {
      button.addEventListener("click", () => {
        closeMenu();
        ask("clock", { to: button.dataset.leap });
      });
    }
    byId("anew").addEventListener("click", () => {
      closeMenu();
      byId("sure").returnValue = "";
      byId("sure").showModal();
    });
    byId("sure").addEventListener("close", () => this.beginAnew(byId("sure").returnValue));
  }

  show(stage) {
    byId("stage").hidden = !stage;
    if (!stage) return;
    setClock(stage.now);
    const date = now().toLocaleDateString(locale(), DATE);
    const time = now().toLocaleTimeString(locale(), HOUR);
    byId("today").textContent = say("clock_says", { date, time });
    byId("clock").textContent = say("clock_moved", { date });
    byId("clock").hidden = !stage.moved;
    byId("console").href = stage.console;
    byId("anew").hidden = !stage.anew;
  }

  async beginAnew(answer) {
    if (answer !== "anew") return;
    toast(say("beginning"));
    this.beginning = Boolean(await this.ask("anew", {}));
  }

  // Says once whether the visitor let everything begin again, and the server did.
  hasBegunAnew() {
    const begun = this.beginning;
    this.beginning = false;
    return begun;
  }
}

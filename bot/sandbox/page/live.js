// What happens on the server, as it happens: a long poll that survives a restart of the server.

import { get } from "./api.js";

const WAIT_SECONDS = 25;
const PAUSES = [300, 1000, 2000, 4000];

// Calls `load` to start afresh and gives it nothing; `load` gives where the events go on. Never ends.
export async function follow({ load, onEvent, onConnection }) {
  let place = null;
  let failures = 0;
  for (;;) {
    try {
      if (place === null) {
        place = await load();
        failures = 0;
        onConnection(true);
      }
      const news = await get(`events?after=${place.last}&wait=${WAIT_SECONDS}`);
      if (news.reset || news.epoch !== place.epoch) {
        place = null;
        continue;
      }
      for (const event of news.events) await onEvent(event);
      place.last = news.last;
    } catch {
      place = null;
      onConnection(false);
      await pause(PAUSES[Math.min(failures, PAUSES.length - 1)]);
      failures += 1;
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

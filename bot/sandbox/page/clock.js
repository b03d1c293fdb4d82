// The time by the sandbox's clock, which can be set on.

let ahead = 0;

export function setClock(seconds) {
  ahead = seconds * 1000 - Date.now();
}

export function now() {
  return new Date(Date.now() + ahead);
}

// In which run of the server each person last had messages, so that an empty chat can say why it is empty.

const KEY = "winkelpeil.epochs";

// Keeps what storage cannot: a browser may refuse it.
let epochs = {};

function load() {
  try {
    epochs = JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    // What this page saw itself is all there is.
  }
}

export function hadMessages(person, epoch) {
  load();
  if (epochs[person] === epoch) return;
  epochs[person] = epoch;
  try {
    localStorage.setItem(KEY, JSON.stringify(epochs));
  } catch {
    // Then it is forgotten when the page is closed.
  }
}

export function forgetAll() {
  epochs = {};
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Then nothing was kept.
  }
}

// Says whether a person had messages in an earlier run of the server.
export function lostMessages(person, epoch) {
  load();
  return (epochs[person] ?? epoch) !== epoch;
}

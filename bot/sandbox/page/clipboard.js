// Copying, also where the browser does not give a page its clipboard.

import { element } from "./dom.js";

// Says whether the text was copied.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

// The old way: select the text in a field of its own. It asks for no permission.
function copySelected(text) {
  const focused = document.activeElement;
  const field = element("textarea", { className: "hidden-label", value: text, readOnly: true, ariaHidden: "true" });
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

// Whether a button of the mouse is down: what is swapped just then would never be clicked.

const LONGEST = 1000; // milliseconds: whoever holds it longer selects text
let pressed = null;
let letGo = null;

function down() {
  up();
  pressed = new Promise((resolve) => { letGo = resolve; });
  setTimeout(letGo, LONGEST);
}

/** The click itself comes after the pointer is up, so we let it come first. */
function up() {
  if (letGo) setTimeout(letGo);
  pressed = null;
  letGo = null;
}

addEventListener("pointerdown", down, true);
addEventListener("pointerup", up, true);
addEventListener("pointercancel", up, true);

/** Wait until the mouse is let go, and its click has been heard. */
export async function released() {
  if (pressed) await pressed;
}

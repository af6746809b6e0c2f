// Escape closes what is on top, one thing at a time, and gives the cursor back.
import { closePanel, isPanelOpen } from "./panel.js";
import { go } from "./swap.js";

function closeMenu(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const menu = document.querySelector("details.menu[open]");
  const thread = document.querySelector("[data-testid=close-thread]");
  const inPanel = document.activeElement?.closest("#panel");
  if (menu) closeMenu(menu);
  else if (document.body.matches(".drawer")) document.body.classList.remove("drawer");
  else if (isPanelOpen() && (inPanel || !thread)) closePanel();
  else if (thread) go(thread.href);
});

// The side drawer: opening and closing it, its three pages, the clock in it.
import { tell } from "./server.js";
import { refresh } from "./swap.js";
import { listen, silence } from "./traffic.js";

const panel = document.getElementById("panel");
let opener = null;

/** Open the drawer at a page of it; "" closes it. */
export function openPanel(name, { by = null, focus = true } = {}) {
  if (!name) return closePanel();
  opener = by || opener;
  panel.hidden = false;
  document.body.dataset.panel = name;
  panel.querySelectorAll("[role=tab]").forEach((tab) => {
    const isOn = tab.dataset.page === name;
    tab.setAttribute("aria-selected", String(isOn));
    tab.tabIndex = isOn ? 0 : -1;
    document.getElementById(`page-of-${tab.dataset.page}`).hidden = !isOn;
  });
  sessionStorage.setItem("panel", name);
  listen();
  if (focus) (name === "clock" ? panel.querySelector("#clock-words") : panel.querySelector("[aria-selected=true]")).focus();
  return undefined;
}

export function closePanel() {
  panel.hidden = true;
  delete document.body.dataset.panel;
  sessionStorage.removeItem("panel");
  silence();
  opener?.focus();
  opener = null;
}

export const isPanelOpen = () => !panel.hidden;

async function moveClock(form, words) {
  const answer = await tell("clock", { words });
  const error = form.querySelector(".error");
  error.textContent = answer.text || "";
  error.hidden = answer.ok;
  if (!answer.ok) return;
  form.reset();
  if (opener?.matches("[data-testid=clock]")) closePanel();
  refresh();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-panel]:not(body)");
  if (button) openPanel(button.dataset.panel, { by: button.closest("#panel") ? null : button });
});
panel.addEventListener("click", ({ target }) => {
  const tab = target.closest("[data-page]");
  if (tab) openPanel(tab.dataset.page);
  const words = target.closest("[data-words]");
  if (words) moveClock(words.form, words.dataset.words);
});
panel.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !event.target.matches("[role=tab]")) return;
  const tabs = [...panel.querySelectorAll("[role=tab]")];
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  openPanel(next.dataset.page, { focus: false });
  next.focus();
});
panel.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-clock]")) return;
  event.preventDefault();
  const words = event.target.querySelector("input").value;
  if (words.trim()) moveClock(event.target, words);
});
const before = sessionStorage.getItem("panel");
if (before && matchMedia("(min-width: 861px)").matches) openPanel(before, { focus: false });

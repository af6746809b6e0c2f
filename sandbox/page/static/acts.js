// What a person does with blocks, modals and messages.
import { asked } from "./asking.js";
import { showErrors, valueOf, valuesIn } from "./forms.js";
import { tell, toast } from "./server.js";
import { refresh } from "./swap.js";

const NO_ANSWER = "This app did not respond. Try again?";

/** The message or view an element stands in, and how the server names it. */
function placeOf(el) {
  const place = el.closest("[data-view], article[data-ts]");
  const { view, channel, ts } = place.dataset;
  return { place, named: view ? { view } : { channel, ts } };
}

function spotOf(el) {
  const { place, named } = placeOf(el);
  return { ...named, block_id: el.dataset.block, action_id: el.dataset.action, values: valuesIn(place) };
}

/** Show that we wait, do it, and say what went wrong. */
async function act(el, deed, told) {
  if (el.dataset.confirm && !(await asked(JSON.parse(el.dataset.confirm)))) return null;
  el.setAttribute("aria-busy", "true");
  const answer = await tell(deed, told);
  await refresh();
  el.removeAttribute("aria-busy");
  if (!answer.ok && !answer.ts) toast(answer.text || NO_ANSWER);
  return answer;
}

async function press(el, event) {
  if (el.getAttribute("aria-busy")) return event.preventDefault();
  const { option, url } = el.dataset;
  el.closest("details")?.removeAttribute("open");
  if (url) window.open(url, url.startsWith("/") ? "_self" : "_blank", "noreferrer");
  if (option) return act(el, "choose", { ...spotOf(el), value: option, kind: el.dataset.kind });
  return act(el, "press", spotOf(el));
}

async function react(el) {
  const { named } = placeOf(el);
  await tell("react", { ...named, name: el.dataset.react });
  refresh();
}

function shortcut(el) {
  el.closest("details")?.removeAttribute("open");
  const named = el.closest("article") ? placeOf(el).named : {};
  return act(el, "shortcut", { ...named, callback_id: el.dataset.shortcut });
}

async function close(el, everything) {
  const { view } = el.closest("[data-view]").dataset;
  await tell("close", { view, everything });
  await refresh();
}

async function submit(form) {
  const button = form.querySelector("[type=submit]");
  if (!button || button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  const notice = form.querySelector(".notice");
  notice.hidden = true;
  const { view } = form.closest("[data-view]").dataset;
  const answer = await tell("submit", { view, values: valuesIn(form) });
  button.removeAttribute("aria-busy");
  showErrors(form, answer.errors || {});
  notice.textContent = answer.text || "";
  notice.hidden = answer.ok || !answer.text;
  if (!notice.hidden) notice.scrollIntoView({ block: "nearest" });
  await refresh();
}

const isTyped = (entry) => entry.matches("textarea, input") && entry.dataset.kind.endsWith("_input");
const triggersOf = (entry) => entry.closest("[data-dispatch]")?.dataset.dispatch.split(" ") || [];
const choose = (entry) => act(entry, "choose", { ...spotOf(entry), value: valueOf(entry), kind: entry.dataset.kind });

function chosen(entry) {
  const isLive = !entry.closest("[data-field]") || entry.closest("[data-dispatch]");
  if (isLive && !isTyped(entry)) return choose(entry);
  const { place, named } = placeOf(entry);
  return tell("fill", { ...named, values: valuesIn(place) });
}

document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  document.querySelectorAll("details[open]").forEach((each) => { if (!each.contains(event.target)) each.open = false; });
  if (hit("[data-press]")) press(hit("[data-press]"), event);
  else if (hit("[data-react]")) react(hit("[data-react]"));
  else if (hit("[data-shortcut]")) shortcut(hit("[data-shortcut]"));
  else if (hit("[data-close]")) close(hit("[data-close]"), hit("[data-close]").dataset.close === "all");
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-form]")) return;
  event.preventDefault();
  submit(form);
});
document.addEventListener("change", ({ target }) => {
  const entry = target.closest("[data-entry]");
  if (entry && !target.matches(".filter")) chosen(entry);
});
document.addEventListener("cancel", (event) => {
  if (!event.target.matches("[data-modal]")) return;
  event.preventDefault();
  close(event.target, false);
}, true);
let typing = 0;
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-entry]") || !isTyped(target) || !triggersOf(target).includes("on_character_entered")) return;
  clearTimeout(typing);
  typing = setTimeout(choose, 250, target);
});
document.addEventListener("keydown", (event) => {
  const entry = event.target;
  if (event.key !== "Enter" || event.shiftKey || !entry.matches("input[data-entry]") || !triggersOf(entry).includes("on_enter_pressed")) return;
  event.preventDefault();
  choose(entry);
});

// Fetch what changed, swap only that, and never touch what a person types.
import { restoreDrafts } from "./drafts.js";
import { dressForms, keepValues } from "./forms.js";
import { released } from "./pointer.js";
import { tell } from "./server.js";

let fetching = null;
let again = false;
let before = null;

/** Fetch the page as it is now and swap the parts that differ; calls that overlap are joined. */
export async function refresh() {
  if (fetching) { again = true; return fetching; }
  fetching = (async () => {
    do { again = false; await swapFrom(location.href); } while (again);
  })();
  try { await fetching; } finally { fetching = null; }
}

/** Go to another place of this page without losing the rest of it. */
export async function go(href, { push = true } = {}) {
  if (push) history.pushState({}, "", href);
  document.body.classList.remove("drawer");
  await refresh();
  arrive();
}

/** Show what came before, without moving what is on the screen. */
export async function goBack(href) {
  const box = document.querySelector("#main [data-scroll]");
  const below = box.scrollHeight - box.scrollTop;
  history.replaceState({}, "", href);
  await refresh();
  box.scrollTop = box.scrollHeight - below;
}

async function swapFrom(href) {
  const answer = await fetch(href).catch(() => null);
  if (!answer?.ok || href !== location.href) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  await released();
  if (href !== location.href) return;
  const bottoms = [...document.querySelectorAll("[data-scroll]")].filter(isAtBottom).map((el) => el.parentElement.id);
  document.title = fresh.title;
  Object.assign(document.body.dataset, fresh.body.dataset);
  const now = document.querySelector("#now").dataset;
  now.seconds = fresh.querySelector("#now").dataset.seconds;
  now.since = performance.now();
  regionsOf(fresh.body).forEach((region) => swap(document.getElementById(region.id), region));
  dress();
  bottoms.forEach((id) => toBottom(document.querySelector(`#${id} > [data-scroll]`)));
  markRead();
}

/** The outermost regions below a node. */
function regionsOf(node) {
  return [...node.querySelectorAll("[data-region]")].filter((r) => r.parentElement.closest("[data-region]") === (node.closest("[data-region]") || null));
}

function swap(old, fresh) {
  if (!old) return;
  const same = (name) => old.dataset[name] === fresh.dataset[name];
  if ("list" in fresh.dataset) return swapList(old, fresh);
  if ("key" in fresh.dataset && same("key")) return regionsOf(fresh).forEach((region) => swap(document.getElementById(region.id), region));
  if ("print" in fresh.dataset && same("print")) return;
  if (old.id === "modal") keepValues(old, fresh);
  old.replaceWith(fresh);
  if (old.id === "modal" && !fresh.children.length) cursorBack();
}

/** Where the cursor was before the first modal came: there, or in the message field. */
function cursorBack() {
  const place = before?.isConnected && before !== document.body ? before : document.querySelector("#composer textarea");
  place?.focus({ preventScroll: true });
  before = null;
}

function swapList(old, fresh) {
  const known = new Map([...old.children].map((row) => [row.id, row]));
  const rows = [...fresh.children].map((row) => {
    const kept = known.get(row.id);
    return kept && (kept.dataset.print === row.dataset.print || kept.querySelector("details.menu[open], .editing")) ? kept : row;
  });
  const gone = new Set(old.children);
  rows.forEach((row, place) => {
    gone.delete(row);
    if (old.children[place] !== row) old.insertBefore(row, old.children[place] || null);
  });
  gone.forEach((row) => row.remove());
}

const isAtBottom = (el) => el.scrollHeight - el.scrollTop - el.clientHeight < 60;
const toBottom = (el) => { if (el) el.scrollTop = el.scrollHeight; };

/** After coming to a place: scroll, point at the message asked for, tell the app of its Home. */
export function arrive() {
  dress();
  document.querySelectorAll("[data-scroll]").forEach(toBottom);
  const asked = new URLSearchParams(location.search).get("message");
  const found = [...document.querySelectorAll(`[data-ts="${CSS.escape(asked || "-")}"]`)].pop();
  if (found) {
    found.scrollIntoView({ block: "center" });
    found.classList.add("found");
    setTimeout(() => found.classList.remove("found"), 3000);
  }
  const home = document.querySelector("[data-open-home]");
  if (home) tell("home", { tab: home.dataset.openHome });
  const place = document.querySelector("#thread:not([hidden]) textarea") || document.querySelector("#composer textarea");
  if (matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]")) place?.focus({ preventScroll: true });
  markRead();
}

/** What the server's HTML needs to come alive; safe to call again and again. */
function dress() {
  dressForms();
  restoreDrafts();
  const modal = document.querySelector("dialog[data-modal]:not([open])");
  if (modal) {
    before ||= document.activeElement;
    modal.showModal();
    (modal.querySelector("[autofocus]:not(span), [autofocus] input") || modal.querySelector("[data-entry]:not(span), [data-entry] input"))?.focus();
  }
  document.querySelectorAll("[data-color]").forEach((el) => { if (/^#?[0-9a-f]{6}$/i.test(el.dataset.color)) el.style.borderColor = `#${el.dataset.color.replace("#", "")}`; });
  document.querySelectorAll("[data-indent]").forEach((el) => { el.style.marginInlineStart = `${el.dataset.indent * 1.5}em`; });
}

export function markRead() {
  const { channel } = document.getElementById("main").dataset;
  const list = document.getElementById("messages");
  const newest = [...document.querySelectorAll("#messages [data-ts], #replies [data-ts]")].map((m) => m.dataset.ts).sort().pop();
  if (!list || document.hidden || !newest || newest <= (list.dataset.read || "")) return;
  list.dataset.read = newest;
  tell("read", { channel });
}

// Composers: sending, and completion after /, @ and #.
import { grow, keepDraft } from "./drafts.js";
import { tell, toast } from "./server.js";
import { refresh } from "./swap.js";

const listOf = (area) => area.form.querySelector("[role=listbox]");
const offers = () => JSON.parse(document.body.dataset.offer);

export function compose() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-composer]")) return;
    event.preventDefault();
    send(event.target.querySelector("textarea"));
  });
  document.addEventListener("input", (event) => { if (isComposer(event.target)) changed(event.target); });
  document.addEventListener("keydown", (event) => { if (isComposer(event.target)) keyed(event); });
  document.addEventListener("focusout", (event) => { if (isComposer(event.target)) setTimeout(() => close(event.target), 150); });
}

const isComposer = (el) => el.matches?.("[data-composer] textarea");

async function send(area) {
  const text = area.value.trim();
  if (!text) return;
  const place = JSON.parse(area.dataset.place);
  setText(area, "");
  say(area, "");
  const also = area.form.querySelector("[data-broadcast]");
  const broadcast = Boolean(also?.checked);
  if (also) also.checked = false;
  const answer = await tell(/^\/[a-z]/.test(text) ? "command" : "say", { ...place, text, broadcast });
  if (answer.ok) return refresh();
  if (answer.ts) return refresh(); // Slackbot has said what went wrong
  if (!area.value) setText(area, text);
  say(area, answer.text || answer.failure);
}

function say(area, words) {
  const notice = area.form.querySelector(".notice");
  notice.textContent = words;
  notice.hidden = !words;
}

function setText(area, text) {
  area.value = text;
  close(area);
  changed(area);
}

function changed(area) {
  keepDraft(area);
  grow(area);
  suggest(area);
}


/** The word that is being typed, if it may be completed. */
function beginning(area) {
  const before = area.value.slice(0, area.selectionStart);
  const found = before.match(/(?:^|\s)([@#][\w.-]*)$/) || before.match(/^(\/[\w -]*)$/);
  if (!found || ("thread" in area.form.dataset && found[1][0] === "/")) return "";
  return found[1];
}

function suggest(area) {
  const list = listOf(area);
  const typed = beginning(area).toLowerCase();
  const found = typed ? offers().filter((offer) => matches(offer, typed)) : [];
  list.replaceChildren(...found.slice(0, 8).map((offer, n) => line(area, offer, n)));
  list.hidden = !found.length;
  area.setAttribute("aria-expanded", String(!list.hidden));
  point(area, 0);
}

function matches(offer, typed) {
  const words = [offer.word.toLowerCase(), `${typed[0]}${offer.about.toLowerCase()}`];
  return offer.word !== typed && words.slice(0, typed[0] === "@" ? 2 : 1).some((word) => word.startsWith(typed)) && offer.word[0] === typed[0];
}

function line(area, offer, number) {
  const row = document.createElement("div");
  row.id = `${listOf(area).id}-${number}`;
  row.role = "option";
  row.offer = offer;
  for (const [tag, words] of [["b", offer.run ? offer.word.slice(1) : offer.word], ["i", offer.hint], ["span", offer.about]]) {
    const part = document.createElement(tag);
    part.textContent = words;
    row.append(part, " ");
  }
  row.addEventListener("mousedown", (event) => { event.preventDefault(); take(area, row); });
  return row;
}

function point(area, step) {
  const rows = [...listOf(area).children];
  const at = rows.findIndex((row) => row.ariaSelected === "true");
  const next = rows.length ? (Math.max(at, 0) + step + rows.length) % rows.length : -1;
  rows.forEach((row, n) => { row.ariaSelected = String(n === next); });
  if (rows[next]) area.setAttribute("aria-activedescendant", rows[next].id);
  else area.removeAttribute("aria-activedescendant");
}

async function take(area, row) {
  const { offer } = row;
  const typed = beginning(area);
  if (offer.run) {
    setText(area, "");
    const answer = await tell("shortcut", { callback_id: offer.run });
    return answer.ok ? refresh() : toast(answer.text || "This app did not respond.");
  }
  const end = area.selectionStart;
  const before = `${area.value.slice(0, end - typed.length)}${offer.word} `;
  setText(area, before + area.value.slice(end));
  area.setSelectionRange(before.length, before.length);
  close(area);
}

function close(area) {
  if (!area.form) return;
  listOf(area).hidden = true;
  area.setAttribute("aria-expanded", "false");
}

function keyed(event) {
  const area = event.target;
  const list = listOf(area);
  const row = !list.hidden && [...list.children].find((each) => each.ariaSelected === "true");
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (row && event.key in steps) point(area, steps[event.key]);
  else if (row && event.key === "Escape") close(area);
  else if (row && (event.key === "Tab" || (event.key === "Enter" && !isWhole(area)))) take(area, row);
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) area.form.requestSubmit();
  else return;
  event.preventDefault();
}

const isWhole = (area) => offers().some((offer) => offer.word === area.value.trim() && !offer.run);

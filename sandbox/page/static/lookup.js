// Selects whose options the app looks up while one types.
import { tell } from "./server.js";

const PAUSE = 200;
let newest = 0;

const entryOf = (el) => el.closest(".external");

function placeOf(el) {
  const { view, channel, ts } = el.closest("[data-view], article[data-ts]").dataset;
  return view ? { view } : { channel, ts };
}

async function look(input) {
  const entry = entryOf(input);
  const mine = ++newest;
  if (input.value.trim().length < Number(input.dataset.least)) return show(entry, []);
  await new Promise((done) => { setTimeout(done, PAUSE); });
  if (mine !== newest) return undefined;
  const { block: block_id, action: action_id } = entry.dataset;
  const answer = await tell("suggest", { ...placeOf(entry), block_id, action_id, query: input.value.trim() });
  if (mine !== newest) return undefined;
  return show(entry, answer.offered || [], answer.ok ? "No result" : answer.text);
}

function show(entry, offered, nothing = "") {
  const list = entry.querySelector("[role=listbox]");
  const lines = offered.flatMap((each) => (each.options ? [heading(each.label.text), ...each.options.map(line)] : [line(each)]));
  list.replaceChildren(...lines);
  if (!lines.length && nothing) list.append(heading(nothing));
  list.hidden = !list.children.length;
  entry.querySelector("[data-lookup]").setAttribute("aria-expanded", String(!list.hidden));
  point(entry, 0);
}

const heading = (words) => Object.assign(document.createElement("b"), { textContent: words });

function line(option) {
  const row = document.createElement("span");
  row.role = "option";
  row.dataset.value = option.value;
  row.textContent = option.text.text;
  return row;
}

function point(entry, step) {
  const rows = [...entry.querySelectorAll("[role=option]")];
  const at = rows.findIndex((row) => row.ariaSelected === "true");
  rows.forEach((row, n) => { row.ariaSelected = String(n === (Math.max(at, 0) + step + rows.length) % rows.length); });
  rows.find((row) => row.ariaSelected === "true")?.scrollIntoView({ block: "nearest" });
}

function take(entry, row) {
  const box = entry.querySelector(".chosen");
  const isFull = "many" in entry.dataset && box.children.length >= (entry.dataset.most || Infinity);
  if (!isFull && ![...box.children].some((chip) => chip.value === row.dataset.value)) {
    const name = row.textContent;
    const chip = Object.assign(document.createElement("button"), { type: "button", className: "chip", value: row.dataset.value, textContent: `${name} ✕`, ariaLabel: `Remove ${name}` });
    chip.dataset.drop = "";
    if ("many" in entry.dataset) box.append(chip);
    else box.replaceChildren(chip);
  }
  done(entry);
}

function done(entry) {
  const input = entry.querySelector("[data-lookup]");
  input.value = "";
  newest += 1;
  show(entry, []);
  input.focus();
  entry.dispatchEvent(new CustomEvent("change", { bubbles: true }));
}

document.addEventListener("input", ({ target }) => { if (target.matches("[data-lookup]")) look(target); });
document.addEventListener("mousedown", (event) => {
  const row = event.target.closest(".external [role=option]");
  if (!row) return;
  event.preventDefault();
  take(entryOf(row), row);
});
document.addEventListener("click", ({ target }) => {
  const chip = target.closest("[data-drop]");
  if (!chip) return;
  const entry = entryOf(chip);
  chip.remove();
  done(entry);
});
document.addEventListener("focusout", ({ target }) => { if (target.matches("[data-lookup]")) show(entryOf(target), []); });
document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-lookup]")) return;
  const entry = entryOf(event.target);
  const row = entry.querySelector("[role=option][aria-selected=true]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Enter") { if (row) take(entry, row); }
  else if (row && step) point(entry, step);
  else if (row && event.key === "Escape") { show(entry, []); event.stopImmediatePropagation(); }
  else return;
  event.preventDefault();
}, true);

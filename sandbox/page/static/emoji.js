// A small emoji picker, for reactions and for what is being typed.
import { keepDraft } from "./drafts.js";
import { tell } from "./server.js";
import { refresh } from "./swap.js";

const FIRST = ["+1", "white_check_mark", "eyes", "tada", "ticket", "pray", "heart", "joy"];
let known = null;

async function glyphs() {
  known ||= await (await fetch(`${document.body.dataset.home}emoji`)).json();
  return known;
}

function offer(grid, names, all) {
  grid.replaceChildren(...names.map((name) => {
    const button = document.createElement("button");
    Object.assign(button, { value: name, title: `:${name}:`, textContent: all[name], ariaLabel: name.replaceAll("_", " ") });
    return button;
  }));
}

/** Let the person choose one; its name, or "" where they closed it. */
async function chosen() {
  const all = await glyphs();
  const box = document.createElement("dialog");
  box.className = "modal emoji";
  box.dataset.testid = "emoji";
  box.setAttribute("aria-label", "Emoji");
  box.innerHTML = '<form method="dialog"><input type="search" placeholder="Search emoji" aria-label="Search emoji"><div class="grid"></div></form>';
  const [search, grid] = box.querySelectorAll("input, .grid");
  const names = [...FIRST, ...Object.keys(all).filter((name) => !FIRST.includes(name))];
  offer(grid, names, all);
  search.addEventListener("input", () => offer(grid, names.filter((name) => name.includes(search.value.trim().replace(/:/g, ""))), all));
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    grid.querySelector("button")?.click();
  });
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
  document.body.append(box);
  box.showModal();
  return new Promise((decide) => box.addEventListener("close", () => { box.remove(); decide(box.returnValue); }));
}

function insert(area, name) {
  const at = area.selectionStart;
  area.value = `${area.value.slice(0, at)}:${name}: ${area.value.slice(area.selectionEnd)}`;
  area.setSelectionRange(at + name.length + 3, at + name.length + 3);
  area.focus();
  keepDraft(area);
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-emoji]");
  if (!button) return;
  const message = button.closest("article[data-ts]");
  const area = button.form?.querySelector("textarea");
  const name = await chosen();
  if (!name) return;
  if (area) return insert(area, name);
  const { channel, ts } = message.dataset;
  await tell("react", { channel, ts, name });
  await refresh();
});

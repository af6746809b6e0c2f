// Inputs: reading their values, counting characters, chips of multi selects, values kept when a view changes.

/** Everything entered: by block id in a form, else by action id; text, one value, or a list of them. */
export function valuesIn(place) {
  const entries = [...place.querySelectorAll("[data-entry]")];
  return Object.fromEntries(entries.map((entry) => [entry.closest("[data-field]") ? entry.dataset.block : entry.dataset.action, valueOf(entry)]));
}

export function valueOf(entry) {
  if (!entry.matches("span")) return entry.value;
  if (entry.matches(".external")) return lookedUp(entry);
  const chosen = [...entry.querySelectorAll("input:checked")].map((input) => input.value);
  return entry.dataset.kind === "radio_buttons" ? chosen[0] || "" : chosen;
}

function lookedUp(entry) {
  const values = [...entry.querySelectorAll(".chosen > *")].map((chip) => chip.value);
  return "many" in entry.dataset ? values : values[0] || "";
}

/** Carry what was entered, and the cursor, into a new form of the same view, where block and action stayed. */
export function keepValues(old, fresh) {
  const view = (place) => place.querySelector("[data-view]")?.dataset.view;
  if (!view(old) || view(old) !== view(fresh)) return;
  for (const entry of old.querySelectorAll("[data-entry]")) {
    const heir = [...fresh.querySelectorAll("[data-entry]")].find((e) => ["block", "action", "kind"].every((k) => e.dataset[k] === entry.dataset[k]));
    if (!heir) continue;
    if (entry.matches(".external")) heir.replaceWith(entry.cloneNode(true));
    else put(heir, valueOf(entry));
    if (entry.contains(document.activeElement)) follow(fresh, heir);
  }
}

function follow(fresh, heir) {
  fresh.querySelectorAll("[autofocus]").forEach((el) => el.removeAttribute("autofocus"));
  heir.setAttribute("autofocus", "");
}

function put(entry, value) {
  if (!entry.matches("span")) {
    if (entry.tagName !== "SELECT" || [...entry.options].some((option) => option.value === value)) entry.value = value;
    return;
  }
  entry.querySelectorAll("input[value]").forEach((input) => { input.checked = [value].flat().includes(input.value); });
}

/** Show the errors beside their fields, and put the cursor in the first. */
export function showErrors(form, errors) {
  form.querySelectorAll("[data-field]").forEach((field) => showError(field, errors[field.dataset.field] || ""));
  form.querySelector(".wrong :is(input, select, textarea):not([type=hidden])")?.focus();
}

function showError(field, words) {
  const line = field.querySelector(".error");
  line.textContent = words;
  line.hidden = !words;
  field.classList.toggle("wrong", Boolean(words));
  field.querySelectorAll("input, select, textarea").forEach((input) => input.setAttribute("aria-invalid", String(Boolean(words))));
}

export function dressForms() {
  document.querySelectorAll("[data-max]:not([data-dressed])").forEach((input) => {
    const count = document.createElement("small");
    count.className = "count";
    input.after(count);
    input.dataset.dressed = "yes";
    countDown(input);
  });
  document.querySelectorAll(".multi:not([data-dressed])").forEach((multi) => { multi.dataset.dressed = "yes"; drawChips(multi); });
}

function countDown(input) {
  const left = input.dataset.max - [...input.value].length;
  const line = input.nextElementSibling;
  line.textContent = left < 50 || left < input.dataset.max / 5 ? String(left) : "";
  line.classList.toggle("over", left < 0);
}

function drawChips(multi) {
  const chosen = [...multi.querySelectorAll("input:checked")];
  const chips = multi.querySelector(".chips");
  chips.replaceChildren(...chosen.map((input) => chip(input)));
  multi.querySelectorAll(".lines input").forEach((input) => { input.disabled = !input.checked && chosen.length >= (multi.dataset.most || Infinity); });
}

function chip(input) {
  const button = document.createElement("button");
  const name = input.closest("label").textContent.trim();
  Object.assign(button, { type: "button", className: "chip", textContent: `${name} ✕`, ariaLabel: `Remove ${name}` });
  button.addEventListener("click", () => input.click());
  return button;
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-max]")) countDown(target);
  if (target.matches(".filter")) return filter(target);
  if (target.closest(".wrong")) showError(target.closest(".wrong"), "");
});
document.addEventListener("change", ({ target }) => {
  const multi = target.closest(".multi");
  if (multi && target.type === "checkbox") drawChips(multi);
});

function filter(input) {
  const words = input.value.toLowerCase();
  input.closest(".multi").querySelectorAll("label").forEach((label) => { label.hidden = !label.textContent.toLowerCase().includes(words); });
}

// One's own messages: editing and deleting them.
import { asked } from "./asking.js";
import { tell, toast } from "./server.js";
import { refresh } from "./swap.js";

const SURE = { title: { text: "Delete message" }, text: { text: "Are you sure you want to delete this message? This cannot be undone." }, confirm: { text: "Delete" }, style: "danger" };

/** The text as it was typed: Slack's escapes undone, its tokens left as they are. */
const typed = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function edit(message, text) {
  const body = message.querySelector(".body");
  const form = document.createElement("form");
  form.className = "editing";
  form.innerHTML = '<textarea aria-label="Edit message" data-testid="edit"></textarea><p class="error" role="alert" hidden></p><div><button type="button" class="btn">Cancel</button> <button type="submit" class="btn primary">Save</button></div>';
  const area = form.querySelector("textarea");
  area.value = typed(text);
  const end = () => { form.remove(); body.hidden = false; message.focus(); };
  form.querySelector("[type=button]").addEventListener("click", end);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); end(); }
    if (event.key === "Enter" && !event.shiftKey && event.target === area) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); save(message, form, end); });
  body.hidden = true;
  body.after(form);
  area.focus();
}

async function save(message, form, end) {
  const { channel, ts } = message.dataset;
  const answer = await tell("edit", { channel, ts, text: form.querySelector("textarea").value });
  const line = form.querySelector(".error");
  line.textContent = answer.text || "";
  line.hidden = answer.ok;
  if (!answer.ok) return;
  end();
  refresh();
}

async function remove(message) {
  if (!(await asked(SURE))) return;
  const { channel, ts } = message.dataset;
  const answer = await tell("delete", { channel, ts });
  if (!answer.ok) toast(answer.text);
  refresh();
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-edit], [data-delete]");
  if (!button) return;
  button.closest("details").open = false;
  const message = button.closest("article");
  if ("edit" in button.dataset) edit(message, button.dataset.edit);
  else remove(message);
});

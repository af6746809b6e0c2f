// The drawer's second page: plan what goes wrong, clear it, cut sockets.
import { tell } from "./server.js";
import { look } from "./traffic.js";

const form = document.querySelector("[data-faults]");
const field = (name) => form.elements[name];
const KINDS = JSON.parse(form.dataset.kinds);
const SOCKET = ["events_api", "interactive", "slash_commands"];

const troublesHere = () => KINDS[SOCKET.includes(field("method").value) ? "socket" : "call"];

function offerKinds() {
  const options = troublesHere().map(([kind, words]) => new Option(words, kind));
  field("do").replaceChildren(...options);
  form.querySelector("[data-when]").hidden = SOCKET.includes(field("method").value);
  askBeside();
}

function askBeside() {
  const [, , ask, usual] = troublesHere().find(([kind]) => kind === field("do").value);
  const box = form.querySelector("[data-asked]");
  box.hidden = !ask;
  box.querySelector("label").textContent = ask;
  field("argument").value = usual;
}

async function plan() {
  const asked = Object.fromEntries(new FormData(form));
  if (SOCKET.includes(asked.method)) asked.when = "before";
  if (form.querySelector("[data-asked]").hidden) asked.argument = "";
  const answer = await tell("plan_fault", asked);
  const error = form.querySelector(".error");
  error.textContent = answer.text || "";
  error.hidden = answer.ok;
  look();
}

async function trouble(button) {
  const isDown = button.dataset.trouble === "down" && button.textContent.startsWith("Take");
  await tell("trouble", { kind: button.dataset.trouble, down: isDown ? "drop" : "" });
  look();
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "method") offerKinds();
  if (target.name === "do") askBeside();
});
form.addEventListener("submit", (event) => { event.preventDefault(); plan(); });
document.getElementById("panel").addEventListener("click", ({ target }) => {
  const button = target.closest("[data-trouble]");
  if (button) trouble(button);
});
offerKinds();

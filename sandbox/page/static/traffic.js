// The wire as it is used: the last calls and envelopes, what is planned to fail, and how many sockets are open.

const LONGEST = 200;
const list = document.querySelector("[data-traffic]");
const hush = document.querySelector("[data-silence]");
let turn = 0;
let isOpen = false;
let looking = false;
let again = false;

/** Look at the wire now, and whenever `look` is called, until `silence`. */
export function listen() {
  isOpen = true;
  look();
}

export function silence() {
  isOpen = false;
}

/** Fetch what is new; calls that overlap are joined. */
export async function look() {
  if (!isOpen) return;
  if (looking) { again = true; return; }
  looking = true;
  do {
    again = false;
    const answer = await fetch(`${document.body.dataset.home}traffic?after=${turn}`).catch(() => null);
    if (answer?.ok) show(await answer.json());
  } while (again);
  looking = false;
}

function show({ exchanges, turn: next, planned, sockets, down }) {
  turn = next;
  exchanges.forEach(put);
  while (list.children.length > LONGEST) list.lastElementChild.remove();
  hush.hidden = list.children.length > 0;
  const lines = planned.map((words) => Object.assign(document.createElement("li"), { textContent: words }));
  document.querySelector("[data-plan]").replaceChildren(...(lines.length ? lines : [Object.assign(document.createElement("li"), { className: "none", textContent: "Nothing: all is well." })]));
  document.querySelector("[data-sockets]").textContent = `The app has ${sockets} open ${sockets === 1 ? "socket" : "sockets"}.`;
  document.querySelector("[data-testid=outage]").textContent = down ? "Let Slack be up again" : "Take Slack down";
  document.body.toggleAttribute("data-planned", planned.length > 0);
}

function put(exchange) {
  const known = document.getElementById(`wire-${exchange.id}`);
  const row = drawn(exchange);
  if (known) {
    row.firstElementChild.open = known.firstElementChild.open;
    known.replaceWith(row);
  } else list.prepend(row);
  sift(row);
}

function drawn({ id, age_ms: age, way, name, sent, verdict, error, status, answer, took_ms: took }) {
  const row = document.createElement("li");
  row.id = `wire-${id}`;
  row.className = verdict;
  row.innerHTML = "<details><summary><span class=way></span><b></b><em></em><small></small></summary><h4></h4><pre></pre><h4></h4><pre></pre></details>";
  const isCall = way === "in";
  row.querySelector(".way").textContent = isCall ? "← app" : "→ app";
  row.querySelector("b").textContent = name;
  row.querySelector("em").textContent = [verdict, error].filter(Boolean).join(": ");
  row.querySelector("small").textContent = `${new Date(Date.now() - age).toLocaleTimeString("en-GB")}${took === null ? "" : ` · ${took} ms`}`;
  const [asked, came] = row.querySelectorAll("h4");
  asked.textContent = isCall ? "The app asked" : "The app was sent";
  came.textContent = isCall ? `The sandbox answered${status ? ` ${status}` : ""}` : "The app answered";
  const [question, reply] = row.querySelectorAll("pre");
  question.textContent = indented(sent);
  reply.textContent = verdict === "waiting" ? "nothing yet" : indented(answer) || "nothing";
  return row;
}

function indented(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

function sift(row) {
  const words = document.querySelector("[data-sift]").value.toLowerCase();
  const onlyBad = document.querySelector("[data-only-bad]").checked;
  const isBad = row.matches(".refused, .failed");
  row.hidden = (onlyBad && !isBad) || (words !== "" && !row.textContent.toLowerCase().includes(words));
}

document.getElementById("page-of-traffic").addEventListener("input", () => [...list.children].forEach(sift));

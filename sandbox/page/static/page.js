// The page's liveliness: where to go, what the clock shows, and the feed of changes.
import "./acts.js";
import { compose } from "./compose.js";
import "./emoji.js";
import "./faults.js";
import "./keys.js";
import "./lookup.js";
import "./own.js";
import "./panel.js";
import { toast } from "./server.js";
import { arrive, go, goBack, markRead, refresh } from "./swap.js";
import { look } from "./traffic.js";

/** Whether a change can be seen by the person on this page. */
function concernsMe({ kind, person, only_for: reader }) {
  const me = document.body.dataset.id;
  return kind === "person" || (kind !== "journal" && [person, reader].every((id) => !id || id === me));
}

function tickClock() {
  const now = document.querySelector("#now");
  const shown = now?.querySelector("b");
  if (!shown || !now.dataset.since) return;
  const minutes = Math.floor((now.dataset.seconds * 1000 + (performance.now() - now.dataset.since)) / 60000);
  if (minutes !== Math.floor(now.dataset.seconds / 60)) refresh();
}

addEventListener("popstate", () => go(location.href, { push: false }));
addEventListener("visibilitychange", () => { if (!document.hidden) markRead(); });
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-nav], a[data-earlier]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if ("earlier" in link.dataset) goBack(link.href);
  else go(link.href);
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-drawer]")) document.body.classList.toggle("drawer");
  else if (!target.closest("#side")) document.body.classList.remove("drawer");
});
document.querySelector("#now").dataset.since = performance.now();
setInterval(tickClock, 5000);

const feed = new EventSource(`${document.body.dataset.home}changes`);
const TOGETHER = 50; // milliseconds: what changes within them is drawn once
let burst = 0;
feed.onmessage = ({ data }) => {
  if (!concernsMe(JSON.parse(data))) return;
  clearTimeout(burst);
  burst = setTimeout(refresh, TOGETHER);
};
feed.addEventListener("hello", refresh);
feed.addEventListener("traffic", look);
feed.onerror = () => toast("The sandbox is not reachable; trying again…");
compose();
arrive();
document.documentElement.dataset.ready = "yes";

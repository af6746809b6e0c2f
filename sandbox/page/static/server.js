// What the server is told, and what it says back in a line at the foot of the page.

/** Tell the server what the person did; the answer has `ok` and perhaps `text`. */
export async function tell(deed, asked) {
  const { home, me } = document.body.dataset;
  try {
    const answer = await fetch(`${home}do/${deed}?as=${encodeURIComponent(me)}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked),
    });
    return answer.ok ? await answer.json() : { ok: false, text: `The sandbox answered ${answer.status}.` };
  } catch {
    return { ok: false, text: "The sandbox is not reachable." };
  }
}

export function toast(words) {
  const line = document.getElementById("toast");
  line.textContent = words;
  line.hidden = !words;
  clearTimeout(line.timer);
  line.timer = setTimeout(() => { line.hidden = true; }, 6000);
}

// Drafts: what is being typed in a composer survives going elsewhere.

const draft = (area) => `draft ${location.pathname} ${area.dataset.draft}`;

export function keepDraft(area) {
  sessionStorage.setItem(draft(area), area.value);
}

/** Put back what was being typed here. */
export function restoreDrafts() {
  document.querySelectorAll("[data-composer] textarea:not([data-restored])").forEach((area) => {
    area.dataset.restored = "yes";
    area.value = sessionStorage.getItem(draft(area)) || area.value;
    grow(area);
  });
}

/** As tall as its words need. */
export function grow(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 200)}px`;
}

// "Are you sure?", in the words of the app's confirm object.

/** Whether the person agreed. */
export function asked(confirm) {
  const box = document.createElement("dialog");
  box.className = "modal confirm";
  box.dataset.testid = "confirm";
  box.innerHTML = '<form method="dialog"><header><h2></h2></header><p></p><footer><button class="btn" value="no"></button><button class="btn" value="yes"></button></footer></form>';
  const [title, text, no, yes] = box.querySelectorAll("h2, p, button");
  title.textContent = confirm.title?.text || "Are you sure?";
  text.textContent = confirm.text?.text || "";
  no.textContent = confirm.deny?.text || "Cancel";
  yes.textContent = confirm.confirm?.text || "Yes";
  yes.classList.add(confirm.style || "primary");
  document.body.append(box);
  box.showModal();
  return new Promise((decide) => box.addEventListener("close", () => { decide(box.returnValue === "yes"); box.remove(); }));
}

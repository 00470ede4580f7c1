// Keys, choosing and a closer look in the accounts grid. Listeners hang on the document, because enhanced navigation replaces what is in it.

const rows = () => [...document.querySelectorAll(".grid tbody tr")];
const boxes = () => [...document.querySelectorAll(".grid tbody input[name=ids]")];
const typing = target => target.closest?.("input:not([type=checkbox]), select, textarea, dialog, [contenteditable]");
let last = null;

// How many are chosen, and files of just these.
function tell() {
  const chosen = boxes().filter(box => box.checked);
  const all = document.querySelector(".grid [data-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === boxes().length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
  const words = document.querySelector(".bulk-bar .chosen");
  if (words) {
    words.dataset.none ??= words.textContent;
    words.textContent = chosen.length === 0 ? words.dataset.none : `${chosen.length} ${chosen.length === 1 ? words.dataset.one : words.dataset.many}`;
    words.closest(".bulk-bar").classList.toggle("active", chosen.length > 0);
  }
  for (const row of rows()) row.toggleAttribute("data-chosen", row.querySelector("input[name=ids]").checked);
  for (const link of document.querySelectorAll("[data-export]")) {
    link.dataset.of ??= link.getAttribute("href");
    const ids = chosen.map(box => box.value).join(",");
    // What a page of chosen accounts says of them gives way to those chosen from it.
    const address = new URL(link.dataset.of, location);
    if (ids !== "" && !document.querySelector(".bulk-bar [name=all]")?.checked) address.searchParams.set("ids", ids);
    link.href = address.pathname + address.search;
  }
}

document.addEventListener("click", event => {
  const opener = event.target.closest?.("[data-open]");
  if (opener) document.getElementById(opener.dataset.open).showModal();
  const box = event.target.closest?.(".grid input[name=ids]");
  if (!box) return;
  const [from, to] = [boxes().indexOf(last), boxes().indexOf(box)];
  if (event.shiftKey && from >= 0)
    for (const between of boxes().slice(Math.min(from, to), Math.max(from, to) + 1)) between.checked = box.checked;
  last = box;
  tell();
});

document.addEventListener("change", event => {
  if (event.target.matches?.(".grid [data-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
    tell();
  } else if (event.target.matches?.(".bulk-bar [name=all]")) tell();
});

document.addEventListener("keydown", event => {
  if (!document.querySelector(".grid") || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const current = event.target.closest?.(".grid tbody tr");
  if (event.key === "?") document.getElementById("keys")?.showModal();
  else if (event.key === "j" || event.key === "k") {
    const all = rows();
    const next = current ? all.indexOf(current) + (event.key === "j" ? 1 : -1) : event.key === "j" ? 0 : all.length - 1;
    all[Math.min(all.length - 1, Math.max(0, next))]?.querySelector("th a")?.focus();
  } else if (event.key === "x" && current) {
    const box = current.querySelector("input[name=ids]");
    box.checked = !box.checked;
    last = box;
    tell();
  } else return;
  event.preventDefault();
});

// What a score is made of, asked for when somebody points at it or comes to it by key.
const glances = new Map();
let shown = null;
let waiting = 0;
let leaving = 0;

async function show(button) {
  if (shown === button) return;
  hide();
  shown = button;
  button.setAttribute("aria-expanded", "true");
  const card = document.createElement("div");
  card.className = "glance-card";
  card.setAttribute("role", "status");
  card.textContent = "…";
  document.body.append(card);
  place(card, button);
  const address = button.dataset.glance;
  try {
    if (!glances.has(address)) {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      // The session is over, and this is the sign-in.
      if (answer.redirected) return location.reload();
      if (!answer.ok) throw new Error(answer.status);
      glances.set(address, await answer.text());
    }
    if (shown === button) card.innerHTML = glances.get(address);
  } catch {
    if (shown === button) card.textContent = "Could not be read just now.";
  }
  place(card, button);
}

function place(card, button) {
  const box = button.getBoundingClientRect();
  const below = box.bottom + card.offsetHeight + 12 < innerHeight;
  card.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - card.offsetHeight - 6)}px`;
  card.style.left = `${Math.max(8, Math.min(box.right - card.offsetWidth, innerWidth - card.offsetWidth - 8))}px`;
}

function hide() {
  clearTimeout(waiting);
  clearTimeout(leaving);
  document.querySelector(".glance-card")?.remove();
  shown?.setAttribute("aria-expanded", "false");
  shown = null;
}

document.addEventListener("pointerover", event => {
  const button = event.target.closest?.("[data-glance]");
  if (event.target.closest?.(".glance-card") || (button && button === shown)) clearTimeout(leaving);
  if (!button || event.pointerType === "touch") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(button), 250);
});
document.addEventListener("pointerout", event => {
  if (!event.target.closest?.("[data-glance], .glance-card") || shown === document.activeElement) return;
  // Long enough to come from the score to its card.
  clearTimeout(waiting);
  clearTimeout(leaving);
  leaving = setTimeout(hide, 250);
});
document.addEventListener("focusin", event => {
  const button = event.target.closest?.("[data-glance]");
  if (button?.matches(":focus-visible")) show(button);
  else if (shown) hide();
});
document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-glance]");
  if (button) show(button);
  else if (shown) hide();
});
document.addEventListener("keydown", event => event.key === "Escape" && shown && hide());
// Whoever comes to a score by key lets the page scroll to it.
document.addEventListener("scroll", () => shown && shown === document.activeElement ? place(document.querySelector(".glance-card"), shown) : hide(), true);

// A menu closes when somebody goes on elsewhere.
document.addEventListener("click", event => {
  for (const menu of document.querySelectorAll("details.drop-menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" && document.querySelector("details.drop-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("DOMContentLoaded", () => Blazor.addEventListener("enhancedload", () => {
  glances.clear();
  hide();
  if (document.querySelector(".grid")) tell();
}));

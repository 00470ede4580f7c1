// The little that runs in the browser beside Blazor. Listeners hang on the document, because enhanced navigation replaces what is in it.

const root = document.documentElement;

// Asked before a page renews itself: whether it shows something that would be lost, for the server's page is merged into this one.
const keeps = () => document.querySelector("[data-keeps], details.drop-menu[open], dialog[open]") !== null
  || [...document.querySelectorAll("form[method]")].some(form => [...form.elements].some(isTouched));

// A choice that the server did not make is that of the browser: the first one.
function isTouched(field) {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return field.selectedIndex !== Math.max(0, [...field.options].findLastIndex(option => option.defaultSelected));
  return field.matches("input:not([type=hidden]), textarea") && field.value !== field.defaultValue;
}

// A list whose order may change is not to move under somebody's pointer, or from under what they came to by key or are filling in.
// A click leaves the focus behind it, which says nothing; where nothing hovers, a finger leaves its hover behind.
const read = "[data-calm] :focus-visible, [data-calm] tbody :is(input, select, textarea):focus";
const isRead = () => document.querySelector(matchMedia("(hover: hover)").matches ? `[data-calm]:hover, ${read}` : read) !== null;

// What was put off then is caught up with when somebody is done, or asks for it.
let isBehind = false;
window.healthScore = {
  keeps: () => {
    isBehind = keeps() || isRead();
    tellOfNews();
    return isBehind;
  },
  // For a circuit to read in pieces what does not fit into one message.
  textOf: field => new Blob([field.value]),
};
for (const type of ["change", "toggle", "close", "keyup", "click", "pointerout", "focusout"])
  document.addEventListener(type, () => isBehind && setTimeout(catchUp, 500), true);
document.addEventListener("submit", () => { isBehind = false; });
document.addEventListener("DOMContentLoaded", () => Blazor.addEventListener("enhancedload", () => { isBehind = false; }));

function catchUp() {
  if (!isBehind || keeps()) return;
  if (isRead()) return tellOfNews();
  renew();
}

function renew() {
  isBehind = false;
  tellOfNews();
  Blazor.navigateTo(location.href, { replaceHistoryEntry: true });
}

// The note stands in every page, because what is heard of is what comes into a region that was there.
function tellOfNews() {
  const note = document.querySelector(".news-note");
  if (!note) return;
  const isTold = isBehind && !keeps();
  const [words, button] = note.children;
  if (button.hidden !== isTold) return;
  note.classList.toggle("told", isTold);
  button.hidden = !isTold;
  words.textContent = isTold ? "Something has changed since." : "";
}

// Whoever asks for what is new begins at its heading: the button they pressed is gone.
let isAsked = false;
document.addEventListener("click", event => {
  if (!event.target.closest?.(".news-note button")) return;
  isAsked = true;
  renew();
});

document.addEventListener("change", event => {
  if (event.target.closest?.(".theme-switch")) setTheme(event.target.value);
});

function setTheme(theme) {
  const year = theme ? 31536000 : 0;
  document.cookie = `theme=${theme}; path=/; max-age=${year}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
}

document.addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  // In the grid it looks among what is filtered already.
  const search = document.getElementById("f-q") ?? document.getElementById("account-search");
  if (!search) return;
  event.preventDefault();
  search.focus();
});

// Blazor takes a link within the page for a navigation and leaves the focus behind.
document.addEventListener("click", event => {
  if (!event.target.closest?.(".skip-link")) return;
  event.preventDefault();
  document.getElementById("content").focus();
}, true);

// A new page begins at its heading, for those who hear it. A filter or a page of the same list does not move the focus.
let path = location.pathname;
const focused = new WeakMap();
document.addEventListener("DOMContentLoaded", () => Blazor.addEventListener("enhancedload", () => {
  // Once for what it says now: a page that renews itself takes nobody away from where they are.
  const asked = document.querySelector("main [autofocus]");
  const says = asked && location.href + asked.textContent;
  if (asked && focused.get(asked) !== says) {
    focused.set(asked, says);
    asked.focus();
  }
  if (path === location.pathname && !isAsked) return;
  path = location.pathname;
  isAsked = false;
  // A menu that led here has done its work.
  for (const menu of document.querySelectorAll("[popover]:popover-open")) menu.hidePopover();
  const heading = document.querySelector("main h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
}));

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-reload]")) {
    keepTyped();
    location.reload();
  }
  if (event.target.closest?.("[data-print]")) window.print();
});

// A file that is made of what an open page holds, and has no address of its own.
window.saveFile = async (name, type, stream) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

// Signing out in one tab ends the others: their pages ask the server again, which leads them to the sign-in.
const session = new BroadcastChannel("session");
session.onmessage = () => {
  sessionStorage.removeItem("typed");
  location.reload();
};
document.addEventListener("submit", event => {
  if (!event.target.matches?.("[data-signout]")) return;
  sessionStorage.removeItem("typed");
  setTimeout(() => session.postMessage("ended"), 300);
});

// By its button: Blazor's script fails at a form that nothing submitted.
const send = form => form.requestSubmit(form.querySelector("button[type=submit]"));

// Forms of filters send themselves: a select has no "done" key.
document.addEventListener("change", event => {
  if (event.target.matches?.("form[data-auto] select, form[data-auto] input[type=date], form[data-auto] input[type=checkbox]")) send(event.target.form);
});

// The server no longer knows this tab (restart, long sleep): load the page again as soon as it answers.
const notice = () => document.getElementById("components-reconnect-modal");
const gone = element => element?.matches(".components-reconnect-failed, .components-reconnect-rejected");
let waiting = false;

// What somebody was writing into a form of the page then comes back with it, for this tab and this user alone, also after a sign-in
// that comes between; with it the accounts that were chosen in the grid. What is older than ten minutes is another piece of work.
const typed = new Set();
const formsKept = ".act-form, .move-form, .milestone-form, .goal-figure, .snooze-form";
const longestAway = 600000;
const user = () => document.querySelector("[data-signout]")?.dataset.user;
const acts = () => document.querySelector(".acts");
document.addEventListener("input", event => event.target.id && event.target.closest?.(formsKept) && typed.add(`#${event.target.id}`));

const address = field => field.id ? `#${field.id}` : `[name="${field.name}"][value="${field.value}"]`;

function keepTyped() {
  const written = [...typed].map(selector => document.querySelector(selector)).filter(field => field?.closest(formsKept));
  const chosen = [...document.getElementById("bulk")?.elements ?? []].filter(isTouched);
  const fields = [...written, ...chosen].map(field => [address(field), field.type === "checkbox" ? field.checked : field.value]);
  const opened = [...document.querySelectorAll("[data-act][aria-expanded=true]")].map(opener => opener.dataset.act);
  if (fields.length > 0) sessionStorage.setItem("typed", JSON.stringify({ at: location.href, user: user(), time: Date.now(), account: acts()?.dataset.account, opened, fields }));
}

async function bringBackTyped() {
  const kept = JSON.parse(sessionStorage.getItem("typed"));
  // Where nobody is signed in yet, it waits.
  if (!kept || user() === undefined) return;
  if (kept.user !== user() || Date.now() - kept.time > longestAway) return sessionStorage.removeItem("typed");
  const [opened, fields] = [new Set(kept.opened), new Map(kept.fields)];
  for (let tries = 0; tries < 150 && fields.size > 0; tries++, await new Promise(resolve => setTimeout(resolve, 200))) {
    // Somebody may have gone on to another account in the meantime: it is none of its business.
    if (location.href !== kept.at || acts()?.dataset.account !== kept.account) return;
    // Forms open, and keep what is put into them, only once the page is connected again.
    if (acts()?.matches(":not([data-connected])")) continue;
    for (const act of opened) {
      document.querySelector(`[data-act="${act}"][aria-expanded=false]`)?.click();
      opened.delete(act);
    }
    for (const [selector, value] of fields) {
      const field = document.querySelector(selector);
      if (!field) continue;
      sessionStorage.removeItem("typed");
      fields.delete(selector);
      if (!typed.has(selector)) putBack(field, value);
    }
  }
}

function putBack(field, value) {
  if (field.type === "checkbox") return field.checked !== value && field.click();
  field.value = value;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}
// Once all scripts of the page listen.
document.addEventListener("DOMContentLoaded", bringBackTyped);

new MutationObserver(async () => {
  if (waiting || !gone(notice())) return;
  waiting = true;
  for (;;) {
    try {
      const answer = await fetch("/healthz", { cache: "no-store" });
      if (answer.ok) {
        keepTyped();
        return location.reload();
      }
    } catch { /* still down */ }
    await new Promise(resolve => setTimeout(resolve, 2000));
  }
}).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["class"] });

// Shows the day under the pointer or of the slider; a click or Enter follows the link of that day.
customElements.define("trend-chart", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("pointermove", event => this.show(this.nearest(event.clientX)));
    this.addEventListener("pointerleave", () => this.clear());
    this.addEventListener("click", event => event.target === this.link || this.open(this.nearest(event.clientX), event.shiftKey));
    this.addEventListener("input", () => this.show(Number(this.slider.value)));
    this.addEventListener("focusin", () => this.slider.matches(":focus-visible") && this.show(Number(this.slider.value)));
    this.addEventListener("focusout", () => this.clear());
    this.addEventListener("keydown", event => event.key === "Enter" && this.open(Number(this.slider.value), event.shiftKey));
  }

  get slider() { return this.querySelector("input"); }
  get link() { return this.querySelector("a"); }

  // Enhanced navigation may change the attribute under us.
  get points() {
    if (this.source !== this.dataset.points) {
      this.source = this.dataset.points;
      this.parsed = JSON.parse(this.source);
    }
    return this.parsed;
  }

  nearest(clientX) {
    const box = this.getBoundingClientRect();
    const x = (clientX - box.left) / box.width;
    const distance = i => Math.abs(this.points[i][1] - x);
    return this.points.reduce((best, _, i) => distance(i) < distance(best) ? i : best, 0);
  }

  show(index) {
    const point = this.points[index];
    if (!point) return;
    const [, x, score, text] = point;
    const [cursor, dot, tip] = [".cursor", ".dot", ".tip"].map(name => this.querySelector(name));
    for (const part of [cursor, dot, tip]) part.style.left = `${x * 100}%`;
    dot.style.top = `${100 - (score ?? 0)}%`;
    cursor.hidden = tip.hidden = false;
    dot.hidden = score === null;
    tip.textContent = text;
    // Near an edge the words would leave the card.
    tip.style.translate = x < .12 ? "50%" : x > .88 ? "-50%" : "";
    this.slider.value = index;
    this.slider.setAttribute("aria-valuetext", text);
  }

  clear() {
    for (const name of [".cursor", ".dot", ".tip"]) this.querySelector(name).hidden = true;
  }

  open(index, toCompare) {
    const point = this.points[index];
    const template = toCompare && this.dataset.compare || this.dataset.href;
    if (!template || !point) return;
    this.link.href = template.replace("{day}", point[0]);
    this.link.click();
  }
});

// A term that explains itself: on hover, on focus and by a tap. The words lie above everything and inside the window; Escape puts them away.
customElements.define("help-tip", class extends HTMLElement {
  connectedCallback() {
    if (this.known) return;
    this.known = true;
    this.addEventListener("pointerenter", event => event.pointerType === "mouse" && this.show());
    this.addEventListener("pointerleave", event => event.pointerType === "mouse" && !this.contains(document.activeElement) && this.hide());
    this.addEventListener("focusin", () => this.show());
    this.addEventListener("focusout", () => this.hide());
    this.addEventListener("click", event => {
      // A link that explains itself leads on all the same.
      if (event.target.closest("a")) return;
      event.preventDefault();
      this.show();
    });
    this.away = event => (event.key === "Escape" || (event.type === "pointerdown" && !this.contains(event.target))) && this.hide();
  }

  disconnectedCallback() { this.unwatch(); }

  get words() { return this.querySelector("[popover]"); }

  show() {
    const words = this.words;
    if (!words || words.matches(":popover-open")) return;
    words.showPopover();
    const term = this.querySelector("button, a").getBoundingClientRect();
    const box = words.getBoundingClientRect();
    const below = term.bottom + box.height + 6 <= innerHeight;
    words.style.left = `${Math.max(8, Math.min(term.left, innerWidth - box.width - 8))}px`;
    words.style.top = `${below ? term.bottom + 2 : Math.max(8, term.top - box.height - 2)}px`;
    for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, this.away);
  }

  hide() {
    if (this.words?.matches(":popover-open")) this.words.hidePopover();
    this.unwatch();
  }

  unwatch() {
    for (const type of ["keydown", "pointerdown"]) document.removeEventListener(type, this.away);
  }
});

// What was unfolded stays so when the page is brought up to date, and what changed on it is tinted for a moment.
const unfolded = new Set();
document.addEventListener("toggle", event => {
  const name = event.target.dataset?.keep;
  if (name) unfolded[event.target.open ? "add" : "delete"](name);
}, true);

let shown = new Map();
const figures = () => new Map([...document.querySelectorAll("[data-fresh]")].map((element, i) => [i, element.dataset.fresh]));
document.addEventListener("DOMContentLoaded", () => {
  shown = figures();
  let at = location.href;
  Blazor.addEventListener("enhancedload", () => {
    const same = at === location.href;
    if (!same) { at = location.href; shown = figures(); return; }
    for (const details of document.querySelectorAll("details[data-keep]")) if (unfolded.has(details.dataset.keep)) details.open = true;
    const now = figures();
    [...document.querySelectorAll("[data-fresh]")].forEach((element, i) => {
      if (!shown.has(i) || shown.get(i) === now.get(i)) return;
      element.classList.add("freshened");
      element.addEventListener("animationend", () => element.classList.remove("freshened"), { once: true });
    });
    shown = now;
  });
});
// A rectangle drawn over a scatter plot fills in its form, which lists what lies in it.
customElements.define("scatter-plot", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", event => event.preventDefault());
    this.addEventListener("pointerdown", event => this.begin(event));
    this.addEventListener("pointermove", event => this.from && this.draw(event));
    this.addEventListener("pointerup", event => this.end(event));
    this.addEventListener("pointercancel", () => this.clear());
    this.addEventListener("click", event => this.drawn && event.preventDefault(), true);
  }

  begin(event) {
    this.drawn = false;
    const plot = event.target.closest(".plot");
    if (!plot || event.button !== 0 || event.pointerType === "touch") return;
    this.box = plot.getBoundingClientRect();
    this.from = this.at(event);
  }

  at(event) {
    const share = (value, low, size) => Math.min(1, Math.max(0, (value - low) / size));
    return [share(event.clientX, this.box.left, this.box.width), share(event.clientY, this.box.top, this.box.height)];
  }

  draw(event) {
    const to = this.at(event);
    this.sides = [0, 1].map(i => [Math.min(this.from[i], to[i]), Math.max(this.from[i], to[i])]);
    const [[left, right], [top, bottom]] = this.sides;
    if (!this.drawn && right - left < .01 && bottom - top < .01) return;
    if (!this.drawn) this.setPointerCapture(event.pointerId);
    this.drawn = true;
    const brush = this.querySelector(".brush");
    Object.assign(brush.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%` });
    brush.hidden = false;
  }

  end() {
    if (this.from && this.drawn) {
      const [[left, right], [top, bottom]] = this.sides;
      const form = this.querySelector("form");
      const write = (name, share) => form.elements[name].value = Math.round(share * 1000) / 10;
      write("hmin", left);
      write("hmax", right);
      write("emin", 1 - bottom);
      write("emax", 1 - top);
      send(form);
    }
    this.clear();
  }

  clear() {
    this.from = null;
    this.querySelector(".brush").hidden = true;
  }
});

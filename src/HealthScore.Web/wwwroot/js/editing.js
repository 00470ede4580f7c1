// What pages with something to lose need beside Blazor.

// Blazor tells the server at "unload" that a page was left. Browsers give that event up; "pagehide" comes at the same moment, and
// of a page that may come back it says so.
{
  const listen = window.addEventListener;
  window.addEventListener = function (type, hear, ...rest) {
    if (type !== "unload" || typeof hear !== "function") return listen.call(this, type, hear, ...rest);
    listen.call(this, "pagehide", event => event.persisted || hear(event), ...rest);
  };
}

// Stands inside a dialog and opens it, once Blazor has put everything else into it.
customElements.define("show-modal", class extends HTMLElement {
  connectedCallback() {
    this.before = document.activeElement;
    queueMicrotask(() => this.closest("dialog")?.showModal());
  }

  disconnectedCallback() {
    if (this.before?.isConnected) this.before.focus();
  }
});

// Stands after the notice that something was refused: goes to the first field that is to be mended, else to the notice, wherever the button was.
customElements.define("first-fault", class extends HTMLElement {
  connectedCallback() {
    queueMicrotask(() => {
      const field = document.querySelector("main .invalid");
      (field ?? this.previousElementSibling)?.scrollIntoView({ block: "center" });
      field?.focus({ preventScroll: true });
    });
  }
});

// An element with data-unsaved holds what is not saved yet. Whoever leaves is asked first, on each of the three ways out:
// a link of ours, the browser's back button, and the door. This script stands before Blazor's, so that it hears of them first.
{
  const question = "You have changes that are not saved. Leave and lose them?";
  const unsaved = () => document.querySelector("[data-unsaved]");
  let address = location.href;

  // The answer counts once: the door must not ask again.
  const mayLeave = () => {
    if (!unsaved()) return true;
    if (!confirm(question)) return false;
    unsaved().removeAttribute("data-unsaved");
    return true;
  };

  const stop = event => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.target || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (link.hash && link.href.split("#")[0] === location.href.split("#")[0]) return;
    if (!mayLeave()) stop(event);
  }, { capture: true });

  document.addEventListener("submit", event => {
    if (!event.target.closest("[data-unsaved]") && !mayLeave()) stop(event);
  }, { capture: true });

  // When the event arrives the browser has left already, so that the address must be known from before.
  for (const change of ["input", "click"]) document.addEventListener(change, () => { address = location.href; });

  window.addEventListener("popstate", event => {
    if (mayLeave()) return;
    stop(event);
    history.pushState(null, "", address);
  });

  window.addEventListener("beforeunload", event => unsaved() && event.preventDefault());
}

// Ctrl+S, Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) press the page's buttons. What was typed into a field and not taken yet is the field's own to undo.
{
  let typed = null;
  document.addEventListener("input", event => { if (event.target.matches("textarea, input:not([type=range], [type=checkbox], [type=radio], [type=hidden])")) typed = event.target; });
  document.addEventListener("change", () => { typed = null; });
  document.addEventListener("focusout", () => { typed = null; });

  document.addEventListener("keydown", event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const name = { "z": event.shiftKey ? "redo" : "undo", "y": "redo", "s": "save" }[event.key.toLowerCase()];
    if (typed && name !== "save") return;
    const button = name && !document.querySelector("dialog[open]") && document.querySelector(`[data-${name}]`);
    if (!button) return;
    event.preventDefault();
    // The field hands over what was typed when it is left.
    if (typed) typed.dispatchEvent(new Event("change", { bubbles: true }));
    button.click();
  });
}

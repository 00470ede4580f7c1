// <curve-pad>: a curve over the values that accounts have, whose points, steps or threshold are dragged by mouse, touch or keys.
// It draws by itself, so that a drag is as smooth as the browser; the server hears of it through the hidden input, one change at
// a time, and answers with data-state. Whatever the server says during a drag waits for its end.

const svg = (name, attributes = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

// The largest of 1, 2, 5, 10, … that is no larger.
const nice = size => {
  const power = 10 ** Math.floor(Math.log10(size));
  return [5, 2, 1].find(n => n * power <= size) * power;
};

// The smallest of them that is no smaller.
const niceAtLeast = size => {
  const power = 10 ** Math.floor(Math.log10(size));
  return [1, 2, 5, 10].find(n => n * power >= size) * power;
};

const snap = (value, step) => Number((Math.round(value / step) * step).toPrecision(12));

// What each type of curve has to grab: where it stands, where it may go, how it is told, and what moving it makes of the curve.
const types = {
  points: {
    map: ({ points }, x) => {
      if (x <= points[0][0]) return points[0][1];
      const i = points.findIndex(p => x <= p[0]);
      if (i < 0) return points.at(-1)[1];
      const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
      return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
    },
    line: ({ points }, low, high) => [[Math.min(low, points[0][0]), points[0][1]], ...points, [Math.max(high, points.at(-1)[0]), points.at(-1)[1]]],
    handles: ({ points }) => points.map(([x, y], i) => ({
      x, y, shape: "point", label: `Point ${i + 1}`,
      between: [points[i - 1]?.[0] ?? -Infinity, points[i + 1]?.[0] ?? Infinity],
      moved: (toX, toY) => ({ type: "points", points: points.map((p, j) => j === i ? [toX, toY] : p) }),
      removed: points.length > 1 && (() => ({ type: "points", points: points.filter((_, j) => j !== i) })),
    })),
    added: ({ points }, x, y) => ({ type: "points", points: [...points, [x, y]].sort((a, b) => a[0] - b[0]) }),
  },
  bands: {
    map: ({ thresholds, values }, x) => values[thresholds.filter(t => x >= t).length],
    line: ({ thresholds, values }, low, high) => [[Math.min(low, thresholds[0]), values[0]], ...thresholds.flatMap((t, i) => [[t, values[i]], [t, values[i + 1]]]), [Math.max(high, thresholds.at(-1)), values.at(-1)]],
    handles: ({ thresholds, values }, low, high) => [
      ...values.map((y, i) => {
        const [from, to] = [thresholds[i - 1] ?? Math.min(low, thresholds[0]), thresholds[i] ?? Math.max(high, thresholds.at(-1))];
        return {
          x: (from + to) / 2, y, shape: "level", label: `Sub-score of step ${i + 1}`, isUpright: true,
          moved: (_, toY) => ({ type: "bands", thresholds, values: values.map((v, j) => j === i ? toY : v) }),
        };
      }),
      ...thresholds.map((x, i) => ({
        x, y: (values[i] + values[i + 1]) / 2, shape: "edge", label: `Start of step ${i + 2}`, isLevel: true,
        between: [thresholds[i - 1] ?? -Infinity, thresholds[i + 1] ?? Infinity],
        moved: toX => ({ type: "bands", thresholds: thresholds.map((t, j) => j === i ? toX : t), values }),
        removed: thresholds.length > 1 && (() => ({ type: "bands", thresholds: thresholds.filter((_, j) => j !== i), values: values.filter((_, j) => j !== i + 1) })),
      })),
    ],
    added: ({ thresholds, values }, x, y) => {
      const at = thresholds.filter(t => x >= t).length;
      return { type: "bands", thresholds: thresholds.toSpliced(at, 0, x), values: values.toSpliced(at + 1, 0, y) };
    },
  },
  pass: {
    map: (curve, x) => ("at_most" in curve ? x <= curve.at_most : x >= curve.at_least) ? 100 : 0,
    line: (curve, low, high) => {
      const [x, [from, to]] = "at_most" in curve ? [curve.at_most, [100, 0]] : [curve.at_least, [0, 100]];
      return [[Math.min(low, x), from], [x, from], [x, to], [Math.max(high, x), to]];
    },
    handles: curve => {
      const key = "at_most" in curve ? "at_most" : "at_least";
      return [{ x: curve[key], y: 50, shape: "edge", label: key === "at_most" ? "Passes up to" : "Passes from", isLevel: true, moved: x => ({ type: "pass", [key]: x }) }];
    },
  },
};

const room = { left: 30, right: 12, top: 10, bottom: 22 };

customElements.define("curve-pad", class extends HTMLElement {
  static observedAttributes = ["data-state"];

  // Blazor puts the element in first and its parts afterwards.
  connectedCallback() { queueMicrotask(() => this.isConnected && !this.svg && this.begin()); }

  begin() {
    this.svg = this.querySelector("svg");
    this.input = this.querySelector("input");
    this.sent = 0;
    this.plot = svg("g", { "aria-hidden": "true" });
    this.grips = svg("g");
    this.tip = svg("g", { class: "tip", "aria-hidden": "true" }, svg("rect", { rx: 4 }), svg("text", { "text-anchor": "middle" }));
    this.svg.replaceChildren(this.plot, this.grips, this.tip);
    this.size = new ResizeObserver(() => this.draw());
    this.size.observe(this.svg);
    this.svg.addEventListener("pointerdown", event => this.grab(event));
    this.svg.addEventListener("pointermove", event => this.dragging && this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) this.svg.addEventListener(end, () => this.dragging && this.release());
    this.svg.addEventListener("dblclick", event => this.doubled(event));
    this.svg.addEventListener("keydown", event => this.pressed(event));
    this.svg.addEventListener("keyup", () => this.moving && this.release());
    this.svg.addEventListener("focusin", () => this.drawTip());
    // An element that is taken away loses the focus while the others are being drawn: nothing may be drawn anew from here.
    this.svg.addEventListener("focusout", () => {
      if (this.moving) this.send(true);
      this.moving = false;
      queueMicrotask(() => this.drawTip());
    });
    this.take();
  }

  disconnectedCallback() { this.size?.disconnect(); }

  attributeChangedCallback() { if (this.svg) this.take(); }

  // The server's word, unless it has not heard yet of what happened here.
  take() {
    const told = JSON.parse(this.dataset.state);
    this.heard = told.heard;
    if (this.waiting && this.heard >= this.sent) this.send();
    if (this.dragging || this.moving || this.heard < this.sent) return;
    this.state = told;
    this.draw();
  }

  get type() { return types[this.state.curve.type]; }
  get width() { return Math.max(80, this.svg.clientWidth - room.left - room.right); }
  get height() { return this.svg.clientHeight - room.top - room.bottom; }
  get step() { return nice((this.state.high - this.state.low) / 100); }

  toX(x) { return room.left + (x - this.state.low) / (this.state.high - this.state.low) * this.width; }
  toY(y) { return room.top + (1 - y / 100) * this.height; }

  number(value, digits = 6) { return new Intl.NumberFormat(document.documentElement.dataset.culture || "en", { maximumSignificantDigits: digits }).format(value).replace("-", "−"); }

  words(x) { return this.state.unit ? `${this.number(x)} ${this.state.unit}` : this.number(x); }

  text({ x, y, isLevel, isUpright }) {
    return isUpright ? `sub-score ${this.number(y)}` : isLevel ? this.words(x) : `${this.words(x)}: sub-score ${this.number(y)}`;
  }

  draw() {
    if (!this.state || !this.svg.clientWidth) return;
    const { low, high, curve, bins, median, zones, name } = this.state;
    const [left, bottom] = [room.left, room.top + this.height];
    const parts = [];
    for (const [band, from, to] of zones) parts.push(svg("rect", { class: `zone band-${band}`, x: left - 4, width: 3, y: this.toY(to), height: Math.max(0, this.toY(from) - this.toY(to)) }));
    for (const y of [0, 50, 100]) parts.push(svg("line", { class: "grid", x1: left, x2: left + this.width, y1: this.toY(y), y2: this.toY(y) }), svg("text", { x: left - 8, y: this.toY(y) + 3, "text-anchor": "end" }, this.number(y)));
    const most = Math.max(...bins, 1);
    const stretch = (high - low) / (bins.length || 1);
    bins.forEach((count, i) => {
      const subScore = this.type.map(curve, low + (i + .5) * stretch);
      const zone = zones.findLast(z => subScore >= z[1]) ?? zones[0];
      const tall = count && Math.max(1, count / most * this.height * .85);
      parts.push(svg("rect", { class: `bar band-${zone[0]}`, x: this.toX(low + i * stretch) + .5, width: Math.max(.5, this.width / bins.length - 1), y: bottom - tall, height: tall }));
    });
    const tick = niceAtLeast((high - low) / (this.width / 64));
    for (let x = Math.ceil(low / tick) * tick; x <= high; x += tick) {
      parts.push(svg("line", { class: "tick", x1: this.toX(x), x2: this.toX(x), y1: bottom, y2: bottom + 3 }));
      parts.push(svg("text", { x: this.toX(x), y: bottom + 14, "text-anchor": "middle" }, this.number(snap(x, tick))));
    }
    if (median !== null) parts.push(svg("line", { class: "median", x1: this.toX(median), x2: this.toX(median), y1: room.top, y2: bottom }), svg("text", this.toX(median) > left + this.width * .75 ? { x: this.toX(median) - 4, y: room.top + 8, "text-anchor": "end" } : { x: this.toX(median) + 4, y: room.top + 8 }, `median ${this.number(median, 3)}`));
    const line = this.type.line(curve, low, high).map(([x, y]) => `${this.toX(x).toFixed(1)},${this.toY(y).toFixed(1)}`).join(" ");
    parts.push(svg("polyline", { points: line }));
    this.plot.replaceChildren(...parts);
    this.drawGrips(name);
  }

  // The same elements stay as long as there are as many, so that the focus does.
  drawGrips(name) {
    this.handles = this.type.handles(this.state.curve, this.state.low, this.state.high);
    while (this.grips.childElementCount > this.handles.length) this.grips.lastElementChild.remove();
    while (this.grips.childElementCount < this.handles.length) this.grips.append(svg("g", { role: "slider", tabindex: 0 }, svg("rect", { class: "reach" }), svg("rect", { class: "grip" })));
    this.handles.forEach((handle, i) => {
      const grip = this.grips.children[i];
      const [x, y] = [this.toX(handle.x), this.toY(handle.y)];
      const [wide, tall] = { point: [12, 12], level: [22, 8], edge: [8, 22] }[handle.shape];
      const place = (element, w, h, r) => Object.entries({ x: x - w / 2, y: y - h / 2, width: w, height: h, rx: r }).forEach(([key, value]) => element.setAttribute(key, value));
      place(grip.children[0], 26, 26, 13);
      place(grip.children[1], wide, tall, Math.min(wide, tall) / 2);
      grip.setAttribute("class", handle.shape);
      grip.setAttribute("aria-label", `${handle.label} of ${name}`);
      grip.setAttribute("aria-orientation", handle.isUpright || handle.shape === "point" ? "vertical" : "horizontal");
      const [least, now, greatest] = handle.isLevel ? [Math.min(handle.x, this.state.low), handle.x, Math.max(handle.x, this.state.high)] : [0, handle.y, 100];
      grip.setAttribute("aria-valuemin", least);
      grip.setAttribute("aria-valuenow", now);
      grip.setAttribute("aria-valuemax", greatest);
      grip.setAttribute("aria-valuetext", this.text(handle));
    });
    this.drawTip();
  }

  drawTip() {
    const index = this.dragging?.index ?? [...this.grips.children].indexOf(document.activeElement);
    const handle = this.handles[index];
    this.tip.toggleAttribute("hidden", !handle);
    if (!handle) return;
    const [box, text] = this.tip.children;
    text.textContent = this.text(handle);
    const wide = text.getComputedTextLength() + 12;
    const x = clamp(this.toX(handle.x), room.left + wide / 2, room.left + this.width - wide / 2);
    const y = this.toY(handle.y) > room.top + 34 ? this.toY(handle.y) - 20 : this.toY(handle.y) + 26;
    text.setAttribute("x", x);
    text.setAttribute("y", y);
    for (const [key, value] of Object.entries({ x: x - wide / 2, y: y - 13, width: wide, height: 19 })) box.setAttribute(key, value);
  }

  indexOf(target) { return [...this.grips.children].indexOf(target.closest?.("[role=slider]")); }

  at(event) {
    const box = this.svg.getBoundingClientRect();
    const { low, high } = this.state;
    return [low + clamp((event.clientX - box.left - room.left) / this.width, 0, 1) * (high - low), clamp((1 - (event.clientY - box.top - room.top) / this.height) * 100, 0, 100)];
  }

  grab(event) {
    const index = this.indexOf(event.target);
    if (index < 0 || event.button !== 0 || this.closest("fieldset:disabled")) return;
    event.preventDefault();
    this.grips.children[index].focus({ preventScroll: true });
    this.svg.setPointerCapture(event.pointerId);
    const [x, y] = this.at(event);
    this.dragging = { index, off: [this.handles[index].x - x, this.handles[index].y - y] };
    this.drawTip();
  }

  drag(event) {
    const { index, off } = this.dragging;
    const [x, y] = this.at(event);
    const [handle, step] = [this.handles[index], event.shiftKey ? this.step / 10 : this.step];
    this.move(handle, snap(x + off[0], step), snap(y + off[1], 1));
  }

  // Between its neighbours, and not upon them: a curve must know which of two comes first.
  move(handle, x, y) {
    const [after, before] = handle.between ?? [-Infinity, Infinity];
    const [least, most] = [after + this.step / 10, before - this.step / 10];
    this.put(handle.moved(least <= most ? Number(clamp(x, least, most).toPrecision(12)) : handle.x, clamp(y, 0, 100)));
  }

  release() {
    [this.dragging, this.moving] = [null, false];
    this.send(true);
    this.draw();
  }

  doubled(event) {
    if (this.closest("fieldset:disabled")) return;
    const handle = this.handles[this.indexOf(event.target)];
    const [x, y] = this.at(event);
    if (handle) this.remove(handle);
    else this.add(snap(x, this.step), snap(this.type.map(this.state.curve, x), 1), snap(y, 1));
  }

  // Beside an existing point there is no room for another. A new step begins on the level of the old one.
  add(x, level, y) {
    if (!this.type.added || this.handles.some(h => h.between && h.x === x)) return;
    this.put(this.type.added(this.state.curve, x, this.state.curve.type === "points" ? y : level));
    this.send(true);
  }

  remove(handle) {
    if (!handle.removed) return;
    this.put(handle.removed());
    this.send(true);
    this.grips.lastElementChild.focus();
  }

  pressed(event) {
    const index = this.indexOf(event.target);
    const handle = this.handles[index];
    if (!handle || event.ctrlKey || event.metaKey || event.altKey || this.closest("fieldset:disabled")) return;
    const by = event.shiftKey ? 10 : 1;
    const [right, up] = { ArrowRight: [by, 0], ArrowLeft: [-by, 0], ArrowUp: [0, by], ArrowDown: [0, -by], PageUp: [0, 10], PageDown: [0, -10], Home: [0, -100], End: [0, 100] }[event.key] ?? [];
    if (right !== undefined) {
      this.moving = true;
      this.move(handle, snap(handle.x + right * this.step, this.step / 10), handle.y + up);
    }
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(handle);
    else if (event.key === "Insert" || event.key === "+") {
      const next = this.handles.filter(h => h.between && h.x > handle.x).map(h => h.x);
      const x = snap((handle.x + Math.min(...next, Math.max(this.state.high, handle.x + 2 * this.step))) / 2, this.step / 10);
      this.add(x, snap(this.type.map(this.state.curve, x), 1), snap(this.type.map(this.state.curve, x), 1));
    }
    else return;
    event.preventDefault();
  }

  put(curve) {
    this.state.curve = curve;
    this.draw();
    this.send();
  }

  // One at a time: while an answer is due only the latest waits, so that a slow line lags by one step and no more. A lost answer is not waited for.
  send(isDone = false) {
    this.done = this.done || isDone;
    if (this.heard < this.sent && !(Date.now() - this.sentAt > 2000)) {
      this.waiting = true;
      clearTimeout(this.later);
      this.later = setTimeout(() => this.waiting && this.send(), 2100);
      return;
    }

    this.waiting = false;
    this.sentAt = Date.now();
    this.input.value = JSON.stringify({ number: ++this.sent, done: !!this.done, curve: this.state.curve });
    this.done = false;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

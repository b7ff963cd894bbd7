"use strict";
(() => {
  // Tables: a click on a heading sorts by it, a second one turns the order. What has no value stays last.
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const rows = [...body.rows];
        const numeric = rows.some((row) => row.cells[column].dataset.v !== undefined);
        const was = head.getAttribute("aria-sort");
        // Numbers start with the greatest, words with A.
        const up = was ? was === "descending" : !numeric;
        const key = (row) => {
          const cell = row.cells[column];
          if (!numeric) return cell.textContent;
          return cell.dataset.v ? Number(cell.dataset.v) : null;
        };
        const keyed = rows.map((row) => [key(row), row]);
        keyed.sort(([a], [b]) => {
          if (a === null || b === null) return (a === null) - (b === null);
          const order = numeric ? a - b : a.localeCompare(b, "en", { numeric: true });
          return up ? order : -order;
        });
        body.append(...keyed.map(([, row]) => row));
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
      });
    });
  }

  // Copy buttons. Pages opened from a disk may have no clipboard API; selecting works everywhere.
  for (const button of document.querySelectorAll(".copy")) {
    button.addEventListener("click", async () => {
      const source = button.parentElement.querySelector("pre");
      let done = true;
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch {
        getSelection().selectAllChildren(source);
        done = document.execCommand("copy");
      }
      button.textContent = done ? "Copied" : "Press Ctrl+C";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  }

  // Scatter plots.
  const store = document.getElementById("points");
  if (!store) return;
  const data = JSON.parse(store.textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;

  const names = data.names.map((coded) => {
    if (coded.n) return (i) => coded.n[i];
    const alphabet = [];
    const add = (from, to) => {
      for (let c = from; c <= to; c++) if (!"\"\\<&'".includes(String.fromCharCode(c))) alphabet.push(String.fromCharCode(c));
    };
    add(0x21, 0x7e);
    add(0x100, 0x17f);
    const pieces = new Map(coded.d.map((piece, i) => [alphabet[i], piece]));
    const words = coded.s.split(" ");
    return (i) => words[i] === undefined ? undefined : [...words[i]].map((code) => pieces.get(code)).join("");
  });

  const unit = (axis, value) => {
    if (value === null || value === undefined || (axis.log && value <= 0)) return null;
    return ((axis.log ? Math.log10(value) : value) - axis.low) / (axis.high - axis.low);
  };
  const mix = (at) => {
    const last = data.viridis.length - 1;
    const place = Math.min(Math.max(at, 0), 1) * last;
    const left = Math.min(Math.floor(place), last - 1);
    const [a, b] = [data.viridis[left], data.viridis[left + 1]];
    return "rgb(" + a.map((v, i) => Math.round(v + (b[i] - v) * (place - left))).join(",") + ")";
  };
  const spread = (i) => (i * 0.6180339887498949) % 1;
  const show = (value) => {
    if (value === null || value === undefined) return "none";
    const size = Math.abs(value);
    return size !== 0 && (size < 1e-4 || size >= 1e7) ? value.toExponential() : value.toLocaleString("en", { maximumSignificantDigits: 6 });
  };

  // Ticks for a part of an axis that was zoomed into; those of the whole axis come with the page.
  const ticksOf = (axis, wanted) => {
    const span = axis.high - axis.low;
    const round = (rough) => {
      const power = 10 ** Math.floor(Math.log10(rough));
      return power * ([1, 2, 5].find((m) => rough / power <= m * 1.000001) || 10);
    };
    const steps = (low, high, step) => {
      const values = [];
      for (let k = Math.ceil(low / step); k <= high / step && values.length < 40; k++) values.push(k * step);
      return values;
    };
    const values = !axis.log ? steps(axis.low, axis.high, round(span / wanted))
      : span >= 1.5 ? steps(axis.low, axis.high, Math.max(1, Math.ceil(span / wanted))).map((k) => 10 ** k)
      : steps(10 ** axis.low, 10 ** axis.high, round((10 ** axis.high - 10 ** axis.low) / wanted));
    return values.map((value) => [unit(axis, value), show(Number(value.toPrecision(6)))]);
  };

  const redraws = [], marks = [];
  // The architecture under the pointer is marked in every plot that shows the same names.
  let marked = null;

  for (const plot of data.plots) {
    const canvas = document.getElementById(plot.id);
    const tip = canvas.parentElement.querySelector(".tip");
    const xs = data.columns[plot.x.column];
    const ys = data.columns[plot.y.column];
    const cs = plot.c && data.columns[plot.c.column];
    const radius = xs.length > 8000 ? 1.6 : xs.length > 3000 ? 2 : xs.length > 300 ? 2.6 : 3.6;
    const alpha = xs.length > 8000 ? 0.6 : xs.length > 300 ? 0.7 : 0.85;
    let places = [], base = null, ringed = false, field = null, drag = null;
    const whole = { x: { ...plot.x }, y: { ...plot.y } };
    const sub = canvas.closest("figure").querySelector(".sub");
    if (sub) {
      const hint = document.createElement("span");
      hint.className = "hint";
      hint.textContent = ". Drag to zoom in, double-click to see all again.";
      sub.append(hint);
    }

    const draw = () => {
      const night = dark.matches && !printing;
      const style = getComputedStyle(document.documentElement);
      const colour = (name) => style.getPropertyValue(name).trim();
      const width = canvas.clientWidth;
      const height = Math.max(300, Math.min(540, Math.round(width * 0.6)));
      const ratio = Math.max(2, window.devicePixelRatio || 1);
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.height = height + "px";
      const g = canvas.getContext("2d");
      g.scale(ratio, ratio);
      g.font = "12px system-ui, sans-serif";
      const widest = Math.max(28, ...plot.y.ticks.map((tick) => g.measureText(tick[1]).width));
      const axisLeft = 26 + widest;
      const axisBottom = height - 46;
      field = { left: axisLeft + (plot.strips[0] ? 46 : 0), right: width - (plot.c ? 92 : 12), top: 8, bottom: axisBottom - (plot.strips[1] ? 46 : 0) };
      const X = (u) => field.left + u * (field.right - field.left);
      const Y = (u) => field.bottom - u * (field.bottom - field.top);
      const text = (words, x, y, align, base, ink) => {
        g.textAlign = align; g.textBaseline = base; g.fillStyle = colour(ink);
        g.fillText(words, x, y);
      };
      const upright = (words, x, y) => {
        g.save(); g.translate(x, y); g.rotate(-Math.PI / 2);
        text(words, 0, 0, "center", "middle", "--ink");
        g.restore();
      };
      g.fillStyle = colour("--strip");
      if (plot.strips[0]) g.fillRect(axisLeft, field.top, 40, field.bottom - field.top);
      if (plot.strips[1]) g.fillRect(field.left, axisBottom - 40, field.right - field.left, 40);
      g.strokeStyle = colour("--grid"); g.lineWidth = 1;
      g.beginPath();
      let taken = -Infinity;
      for (const [at, label] of plot.x.ticks) {
        g.moveTo(X(at), field.top); g.lineTo(X(at), field.bottom);
        const half = g.measureText(label).width / 2;
        if (X(at) - half > taken + 8) { text(label, X(at), axisBottom + 8, "center", "top", "--muted"); taken = X(at) + half; }
      }
      for (const [at, label] of plot.y.ticks) {
        g.moveTo(field.left, Y(at)); g.lineTo(field.right, Y(at));
        text(label, axisLeft - 7, Y(at), "right", "middle", "--muted");
      }
      g.stroke();
      g.strokeStyle = colour("--muted");
      g.beginPath(); g.moveTo(field.left, field.top); g.lineTo(field.left, field.bottom); g.lineTo(field.right, field.bottom); g.stroke();
      if (plot.strips[0]) text("none", axisLeft + 20, axisBottom + 8, "center", "top", "--muted");
      if (plot.strips[1]) text("none", axisLeft - 7, axisBottom - 20, "right", "middle", "--muted");
      text(plot.x.label, (field.left + field.right) / 2, height - 4, "center", "bottom", "--ink");
      upright(plot.y.label, 9, (field.top + field.bottom) / 2);

      const shade = (u) => night ? mix(0.15 + 0.85 * u) : mix(0.93 * u);
      places = [];
      g.globalAlpha = alpha;
      for (let i = 0; i < xs.length; i++) {
        const u = unit(plot.x, xs[i]), v = unit(plot.y, ys[i]);
        let x, y;
        if (u !== null && v !== null) { x = X(u); y = Y(v); }
        else if (xs[i] === null && v !== null && plot.strips[0]) { x = axisLeft + 4 + 32 * spread(i); y = Y(v); }
        else if (ys[i] === null && u !== null && plot.strips[1]) { x = X(u); y = axisBottom - 36 + 32 * spread(i); }
        else continue;
        if ((u !== null && (u < 0 || u > 1)) || (v !== null && (v < 0 || v > 1))) continue;
        places.push(x, y, i);
        const c = plot.c ? unit(plot.c, cs[i]) : 0.35;
        g.fillStyle = c === null ? colour("--muted") : shade(c);
        g.beginPath(); g.arc(x, y, radius, 0, 7); g.fill();
      }
      g.globalAlpha = 1;

      if (plot.c) {
        const left = field.right + 16, tall = field.bottom - field.top;
        for (let i = 0; i < 64; i++) {
          g.fillStyle = shade((i + 0.5) / 64);
          g.fillRect(left, field.bottom - (i + 1) / 64 * tall, 12, tall / 64 + 0.5);
        }
        let wide = 0;
        for (const [at, label] of plot.c.ticks) {
          if (at < -0.001 || at > 1.001) continue;
          text(label, left + 17, Y(at), "left", "middle", "--muted");
          wide = Math.max(wide, g.measureText(label).width);
        }
        upright(plot.c.label, left + 30 + wide, (field.top + field.bottom) / 2);
      }
      base = document.createElement("canvas");
      base.width = canvas.width;
      base.height = canvas.height;
      base.getContext("2d").drawImage(canvas, 0, 0);
      mark();
    };

    // Rings around the marked architecture, over the stored picture: the points need not be drawn again.
    const mark = () => {
      const g = canvas.getContext("2d");
      if (ringed) {
        g.save();
        g.setTransform(1, 0, 0, 1, 0, 0);
        g.clearRect(0, 0, canvas.width, canvas.height);
        g.drawImage(base, 0, 0);
        g.restore();
        ringed = false;
      }
      if (!marked || marked.names !== plot.names || marked.names === null) return;
      for (let k = 0; k < places.length; k += 3) {
        if (places[k + 2] !== marked.index) continue;
        g.strokeStyle = getComputedStyle(canvas).color;
        g.lineWidth = 2;
        g.beginPath(); g.arc(places[k], places[k + 1], radius + 4, 0, 7); g.stroke();
        ringed = true;
      }
    };

    const clamp = (x, y) => [
      Math.min(Math.max(x, field.left), field.right),
      Math.min(Math.max(y, field.top), field.bottom),
    ];
    const start = (event) => {
      const box = canvas.getBoundingClientRect();
      const x = event.clientX - box.left, y = event.clientY - box.top;
      const inside = x >= field.left && x <= field.right && y >= field.top && y <= field.bottom;
      drag = inside && event.pointerType === "mouse" && event.button === 0 ? [x, y] : null;
      point(event);
    };
    const zoom = (event) => {
      if (!drag) return;
      const box = canvas.getBoundingClientRect();
      const [x, y] = clamp(event.clientX - box.left, event.clientY - box.top);
      const [from, to] = [drag, [x, y]];
      drag = null;
      if (Math.abs(to[0] - from[0]) < 8 || Math.abs(to[1] - from[1]) < 8) return void mark();
      const part = (axis, a, b, near, far, wanted) => {
        const value = (at) => axis.low + (at - near) / (far - near) * (axis.high - axis.low);
        const [low, high] = [value(a), value(b)].sort((p, q) => p - q);
        // Closer than this, ticks could not be told apart.
        if (high - low < 1e-9 * Math.max(Math.abs(low), Math.abs(high))) return;
        Object.assign(axis, { low, high });
        axis.ticks = ticksOf(axis, wanted);
      };
      part(plot.x, from[0], to[0], field.left, field.right, 7);
      part(plot.y, from[1], to[1], field.bottom, field.top, 6);
      leave();
      draw();
    };
    const reset = () => {
      Object.assign(plot.x, whole.x);
      Object.assign(plot.y, whole.y);
      draw();
    };
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      const x = event.clientX - box.left, y = event.clientY - box.top;
      if (drag) {
        tip.hidden = true;
        ringed = true;
        mark();
        const [cx, cy] = clamp(x, y);
        const g = canvas.getContext("2d");
        g.strokeStyle = getComputedStyle(canvas).color;
        g.lineWidth = 1;
        g.strokeRect(drag[0], drag[1], cx - drag[0], cy - drag[1]);
        ringed = true;
        return;
      }
      let best = -1, nearest = 400;
      for (let k = 0; k < places.length; k += 3) {
        const far = (places[k] - x) ** 2 + (places[k + 1] - y) ** 2;
        if (far < nearest) { nearest = far; best = k; }
      }
      if (best < 0) return leave();
      const i = places[best + 2];
      if (!marked || marked.index !== i || marked.names !== plot.names) {
        marked = { names: plot.names, index: i };
        marks.forEach((ring) => ring());
      }
      const name = document.createElement("b");
      name.textContent = (plot.names !== null && names[plot.names](i)) || "architecture " + i;
      const lines = [[plot.x.label, xs[i]], [plot.y.label, ys[i]]];
      if (plot.c) lines.push([plot.c.label, cs[i]]);
      tip.replaceChildren(name, ...lines.map(([label, value]) => {
        const line = document.createElement("div");
        line.textContent = label + ": " + show(value);
        return line;
      }));
      tip.hidden = false;
      const left = places[best] + 14 + tip.offsetWidth > box.width ? places[best] - 14 - tip.offsetWidth : places[best] + 14;
      tip.style.left = Math.max(0, left) + "px";
      tip.style.top = Math.max(0, places[best + 1] - tip.offsetHeight / 2) + "px";
    };
    const leave = () => {
      tip.hidden = true;
      if (marked) { marked = null; marks.forEach((ring) => ring()); }
    };
    canvas.addEventListener("pointermove", point);
    canvas.addEventListener("pointerdown", start);
    canvas.addEventListener("pointerup", zoom);
    canvas.addEventListener("dblclick", reset);
    canvas.addEventListener("pointerleave", () => { drag = null; ringed = true; leave(); mark(); });
    redraws.push(draw);
    marks.push(mark);
    draw();
  }

  const all = () => redraws.forEach((redraw) => redraw());
  dark.addEventListener("change", all);
  addEventListener("resize", all);
  addEventListener("beforeprint", () => { printing = true; all(); });
  addEventListener("afterprint", () => { printing = false; all(); });
})();

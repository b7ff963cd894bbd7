"use strict";
(() => {
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // Tables: a click on a heading sorts by it, a second one turns the order. What has no value stays last.
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", textContent: head.textContent });
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

    // Columns can be hidden where there are many. A table wider than the page says that it scrolls.
    const scroll = table.parentElement;
    const more = make("p", { className: "more", textContent: "More columns to the right: scroll, or choose columns." });
    scroll.after(more);
    const measure = () => {
      const beyond = scroll.scrollWidth > scroll.clientWidth + 1;
      scroll.classList.toggle("beyond", beyond);
      more.hidden = !beyond;
    };
    if (heads.length > 5) {
      const chooser = make("details", { className: "columns" });
      chooser.append(make("summary", { textContent: "Columns" }));
      heads.slice(1).forEach((head, i) => {
        const box = make("input", { type: "checkbox", checked: true });
        const label = make("label");
        label.append(box, " " + head.textContent);
        box.addEventListener("change", () => {
          for (const row of [table.tHead.rows[0], ...body.rows]) row.cells[i + 1].hidden = !box.checked;
          measure();
        });
        chooser.append(label);
      });
      more.after(chooser);
    }
    addEventListener("resize", measure);
    addEventListener("load", measure);
    measure();
  }

  // The contents list marks the section that is read, and holds the filter of proxies.
  const contents = document.querySelector("#contents ol");
  if (contents) {
    const links = [...contents.querySelectorAll("a")];
    const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
    const mark = () => {
      const reached = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3).length;
      links.forEach((link, i) => {
        if (i === Math.max(reached - 1, 0)) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    };
    addEventListener("scroll", mark, { passive: true });
    mark();

    const rows = [...document.querySelectorAll("table.sortable tbody tr")];
    const plots = [...document.querySelectorAll("figure.about")];
    if (rows.length > 3) {
      const filter = make("input", { type: "search", id: "filter", placeholder: "Filter proxies" });
      filter.setAttribute("aria-label", "Show only rows and plots that name");
      const shown = make("span", { id: "shown" });
      shown.setAttribute("role", "status");
      filter.addEventListener("input", () => {
        const wanted = filter.value.trim().toLowerCase();
        const has = (text) => text.toLowerCase().includes(wanted);
        const words = (row) => [...row.cells].filter((cell) => cell.dataset.v === undefined).map((cell) => cell.textContent).join(" ");
        rows.forEach((row) => { row.hidden = !has(words(row)); });
        plots.forEach((plot) => { plot.hidden = !has(plot.dataset.title); });
        const count = rows.filter((row) => !row.hidden).length;
        shown.textContent = wanted ? count + " of " + rows.length + " rows" : "";
        dispatchEvent(new Event("resize"));
      });
      const item = make("li");
      item.append(filter, shown);
      contents.append(item);
    }
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

  // Paper shows what is folded up, except for what can be copied.
  const folded = document.getElementById("warnings");
  addEventListener("beforeprint", () => { if (folded) folded.open = true; });

  // Scatter plots.
  const store = document.getElementById("points");
  if (!store) return;
  const data = JSON.parse(store.textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");

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

  // Places are straight lines between knots of (perhaps logarithms of) values; zooming shows a part of them.
  const between = (knots, from, to, value) => {
    let k = 1;
    while (k < knots.length - 1 && knots[k][from] < value) k++;
    const [a, b] = [knots[k - 1], knots[k]];
    return a[to] + (b[from] === a[from] ? 0 : (value - a[from]) / (b[from] - a[from])) * (b[to] - a[to]);
  };
  const unit = (axis, value) => {
    if (value === null || value === undefined || (axis.log && value <= 0)) return null;
    const [low, high] = axis.part || [0, 1];
    return (between(axis.knots, 0, 1, axis.log ? Math.log10(value) : value) - low) / (high - low);
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
    const [from, to] = axis.part.map((at) => between(axis.knots, 1, 0, at));
    const span = to - from;
    const round = (rough) => {
      const power = 10 ** Math.floor(Math.log10(rough));
      return power * ([1, 2, 5].find((m) => rough / power <= m * 1.000001) || 10);
    };
    const steps = (low, high, step) => {
      const values = [];
      for (let k = Math.ceil(low / step); k <= high / step && values.length < 40; k++) values.push(k * step);
      return values;
    };
    const values = !axis.log ? steps(from, to, round(span / wanted))
      : span >= 1.5 ? steps(from, to, Math.max(1, Math.ceil(span / wanted))).map((k) => 10 ** k)
      : steps(10 ** from, 10 ** to, round((10 ** to - 10 ** from) / wanted));
    return values.map((value) => [unit(axis, value), show(Number(value.toPrecision(6)))]);
  };

  const redraws = [], marks = [], stills = [];
  const paper = { "--ground": "#ffffff", "--ink": "#1b1f24", "--muted": "#57606a", "--grid": "#e4e7eb", "--strip": "#f3f4f7" };
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

    const paint = (canvas, width, ratio, night, colour) => {
      const height = Math.max(300, Math.min(540, Math.round(width * 0.6)));
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.height = height + "px";
      const g = canvas.getContext("2d");
      g.fillStyle = colour("--ground");
      g.fillRect(0, 0, canvas.width, canvas.height);
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
      // Strips of outliers.
      const breaks = (axis) => axis.part ? [] : axis.breaks;
      for (const at of breaks(plot.x)) g.fillRect(X(at), field.top, X(at < 0.5 ? 0 : 1) - X(at), field.bottom - field.top);
      for (const at of breaks(plot.y)) g.fillRect(field.left, Y(at), field.right - field.left, Y(at < 0.5 ? 0 : 1) - Y(at));
      g.strokeStyle = colour("--grid"); g.lineWidth = 1;
      g.beginPath();
      let taken = -Infinity;
      for (const [at, label] of plot.x.ticks) {
        g.moveTo(X(at), field.top); g.lineTo(X(at), field.bottom);
        const half = g.measureText(label).width / 2;
        if (X(at) - half > taken + 8) { text(label, X(at), axisBottom + 8, "center", "top", "--muted"); taken = X(at) + half; }
      }
      taken = Infinity;
      for (const [at, label] of plot.y.ticks) {
        g.moveTo(field.left, Y(at)); g.lineTo(field.right, Y(at));
        if (Y(at) + 7 < taken) { text(label, axisLeft - 7, Y(at), "right", "middle", "--muted"); taken = Y(at) - 7; }
      }
      g.stroke();
      g.setLineDash([4, 3]); g.strokeStyle = colour("--muted");
      g.beginPath();
      for (const at of breaks(plot.x)) { g.moveTo(X(at), field.top); g.lineTo(X(at), field.bottom); }
      for (const at of breaks(plot.y)) { g.moveTo(field.left, Y(at)); g.lineTo(field.right, Y(at)); }
      g.stroke();
      g.setLineDash([]);
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

      // The note stands in the corner with the fewest points.
      if (plot.note) {
        const wide = g.measureText(plot.note).width + 12, tall = 22;
        const corners = [[field.left + 5, field.top + 5], [field.right - 5 - wide, field.bottom - 5 - tall], [field.right - 5 - wide, field.top + 5], [field.left + 5, field.bottom - 5 - tall]];
        const covered = corners.map(([x, y]) => {
          let count = 0;
          for (let k = 0; k < places.length; k += 3) count += places[k] >= x && places[k] <= x + wide && places[k + 1] >= y && places[k + 1] <= y + tall;
          return count;
        });
        const [x, y] = corners[covered.indexOf(Math.min(...covered))];
        g.globalAlpha = 0.8; g.fillStyle = colour("--ground"); g.fillRect(x, y, wide, tall); g.globalAlpha = 1;
        text(plot.note, x + 6, y + tall / 2, "left", "middle", "--ink");
      }

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
    };
    const draw = () => {
      if (!canvas.clientWidth) return;
      const style = getComputedStyle(document.documentElement);
      const ratio = Math.max(2, window.devicePixelRatio || 1);
      paint(canvas, canvas.clientWidth, ratio, dark.matches, (name) => style.getPropertyValue(name).trim());
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
        const [low, high] = axis.part || [0, 1];
        const at = (pixel) => low + (pixel - near) / (far - near) * (high - low);
        const ends = [at(a), at(b)].sort((p, q) => p - q);
        // Closer than this, ticks could not be told apart.
        if (ends[1] - ends[0] < 1e-7) return;
        axis.part = ends;
        axis.ticks = ticksOf(axis, wanted);
      };
      part(plot.x, from[0], to[0], field.left, field.right, 7);
      part(plot.y, from[1], to[1], field.bottom, field.top, 6);
      leave();
      draw();
    };
    const reset = () => {
      Object.assign(plot.x, { part: undefined }, whole.x);
      Object.assign(plot.y, { part: undefined }, whole.y);
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
    // Paper gets a light JPEG: as pixels without loss, the plots of a page would be 60 MB.
    stills.push(() => {
      const kept = [places, field];
      const picture = document.createElement("canvas");
      paint(picture, 900, 1.6, false, (name) => paper[name]);
      [places, field] = kept;
      canvas.after(make("img", { className: "still", alt: "", src: picture.toDataURL("image/jpeg", 0.82) }));
      canvas.parentElement.classList.add("stilled");
    });
    redraws.push(draw);
    marks.push(mark);
    draw();
  }

  const all = () => redraws.forEach((redraw) => redraw());
  dark.addEventListener("change", all);
  addEventListener("resize", all);
  const still = () => { stills.splice(0).forEach((take) => take()); };
  addEventListener("beforeprint", still);
  const next = () => { stills.splice(0, 1).forEach((take) => take()); if (stills.length) setTimeout(next, 30); };
  setTimeout(next, 300);
})();

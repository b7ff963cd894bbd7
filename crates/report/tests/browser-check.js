// Runs inside the report (see scripts/test-report.sh) and writes what it found into the document.
"use strict";
(() => {
  let checks = 0;
  const check = (what, holds) => {
    checks += 1;
    if (!holds) failures.push(what);
  };

  // Every column of every table: descending, then ascending; missing values last both times.
  const tables = [...document.querySelectorAll("table.sortable")];
  check("there is a table", tables.length > 0);
  for (const table of tables) {
    const rows = table.tBodies[0].rows;
    const before = [...rows].map((row) => row.textContent).sort().join("\n");
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const place = "column " + head.textContent;
      for (let click = 0; click < 2; click++) {
        head.querySelector("button").click();
        const order = head.getAttribute("aria-sort");
        check(place + " says how it is sorted", order === "ascending" || order === "descending");
        const cells = [...rows].map((row) => row.cells[column]);
        if (!cells.some((cell) => cell.dataset.v !== undefined)) continue;
        const values = cells.map((cell) => cell.dataset.v ? Number(cell.dataset.v) : null);
        const there = values.filter((value) => value !== null);
        check(place + ": missing values are last", values.slice(there.length).every((value) => value === null));
        const sign = order === "ascending" ? 1 : -1;
        check(place + " is " + order, there.every((value, i) => i === 0 || sign * (value - there[i - 1]) >= 0));
      }
    });
    check("sorting keeps all rows", before === [...rows].map((row) => row.textContent).sort().join("\n"));
  }

  // Every canvas holds a picture of many colours and shows an architecture under the pointer.
  const canvases = [...document.querySelectorAll("canvas")];
  for (const canvas of canvases) {
    const { width, height } = canvas;
    const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
    const colours = new Set();
    for (let i = 0; i < pixels.length; i += 4) colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
    check(canvas.id + " is drawn", colours.size > 20);
    const tip = canvas.parentElement.querySelector(".tip");
    const box = canvas.getBoundingClientRect();
    let shown = 0;
    for (let x = 0.1; x < 0.9; x += 0.02) {
      for (let y = 0.05; y < 0.85; y += 0.1) {
        const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
        canvas.dispatchEvent(new PointerEvent("pointermove", at));
        if (!tip.hidden) {
          shown += 1;
          check(canvas.id + " names the architecture", tip.querySelector("b").textContent.length > 3 && !/undefined|NaN/.test(tip.textContent));
        }
      }
    }
    check(canvas.id + " answers the pointer", shown > 0);
    canvas.dispatchEvent(new PointerEvent("pointerleave"));

    // Zooming changes the picture, a double click brings the old one back.
    const picture = () => canvas.toDataURL();
    const whole = picture();
    const at = (kind, x, y) => canvas.dispatchEvent(new PointerEvent(kind, {
      clientX: box.left + x * box.width, clientY: box.top + y * box.height, pointerType: "mouse", button: 0,
    }));
    at("pointerdown", 0.3, 0.1);
    at("pointermove", 0.5, 0.3);
    at("pointerup", 0.6, 0.4);
    canvas.dispatchEvent(new PointerEvent("pointerleave"));
    check(canvas.id + " zooms", picture() !== whole);
    canvas.dispatchEvent(new MouseEvent("dblclick"));
    check(canvas.id + " zooms out again", picture() === whole);
    check(canvas.id + " hides its tip", tip.hidden);
  }

  // Ids are unique, and the contents list leads to sections and stays in view.
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  check("no two ids are the same", new Set(ids).size === ids.length);
  const contents = document.getElementById("contents");
  for (const link of contents.querySelectorAll("a")) check(link.hash + " is there", document.querySelector(link.hash) !== null);
  check("the contents list stays in view", getComputedStyle(contents).position === "sticky");
  const warnings = document.getElementById("warnings");
  check("warnings are folded up", !warnings || !warnings.open);

  // The first column stays while the others scroll; hiding a column hides all its cells.
  for (const table of tables) {
    const firsts = [...table.rows].map((row) => row.cells[0]);
    check("first cells are headings and stay", firsts.every((cell) => cell.tagName === "TH" && getComputedStyle(cell).position === "sticky"));
    const box = table.closest("figure").querySelector(".columns input");
    if (!box) continue;
    const hidden = () => [...table.rows].filter((row) => row.cells[1].hidden).length;
    box.click();
    check("a column can be hidden", hidden() === table.rows.length);
    box.click();
    check("and shown again", hidden() === 0);
  }

  // The filter leaves what it names.
  const filter = document.getElementById("filter");
  if (filter) {
    const rows = [...document.querySelectorAll("tbody tr")];
    const type = (text) => { filter.value = text; filter.dispatchEvent(new Event("input")); };
    const word = rows[0].cells[0].textContent;
    type(word);
    check("the filter shows what it names", !rows[0].hidden);
    type(word + " and nothing else");
    check("the filter hides the rest", rows.every((row) => row.hidden));
    type("");
    check("without a filter everything shows", rows.every((row) => !row.hidden));
  }

  // Every text stands out from its ground by at least 4.5 to 1 (WCAG AA), in this colour scheme.
  const light = (colour) => {
    const parts = colour.match(/[\d.]+/g).slice(0, 3).map((value) => value / 255);
    const [r, g, b] = parts.map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return /, 0\)|transparent/.test(colour) && element.parentElement ? ground(element.parentElement) : colour;
  };
  for (const element of document.querySelectorAll("main *, nav *")) {
    if (element.closest("svg") || ![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    check("contrast of " + element.tagName + " " + element.className, (a + 0.05) / (b + 0.05) >= 4.5);
  }
  // Whatever can be worked has a name.
  for (const element of document.querySelectorAll("button, input, [tabindex], [role=img]")) {
    const name = element.getAttribute("aria-label") || element.textContent.trim() || (element.labels && element.labels.length);
    check(element.tagName + " has a name", Boolean(name));
  }

  // Pictures and inline SVG are there and nothing came from outside.
  for (const image of document.images) check("a picture is decoded", image.complete && image.naturalWidth > 0);
  check("nothing was loaded", performance.getEntriesByType("resource").every((entry) => entry.name.startsWith("data:")));
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  check("tables can be copied", document.querySelectorAll(".source pre").length >= 2 * tables.length);
  check("nothing is wider than the page", document.documentElement.scrollWidth <= innerWidth);

  document.documentElement.dataset.check = failures.length
    ? "failed: " + [...new Set(failures)].join("; ")
    : "passed, " + checks + " checks on " + tables.length + " tables and " + canvases.length + " interactive plots";
})();

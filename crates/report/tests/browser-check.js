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

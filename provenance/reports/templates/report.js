// What a page does beyond reading: light both sides of a passage, step through them, filter rows, copy commands.
"use strict";
(() => {
  const all = (root, selector) => Array.from(root.querySelectorAll(selector));

  function open(target) {
    for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  }
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    open(target);
    target.scrollIntoView({ block: "start" });
  }
  addEventListener("hashchange", reveal);
  reveal();

  function light(box, passage) {
    for (const part of all(box, "[data-p]")) part.classList.toggle("lit", part.dataset.p === passage);
  }
  function show(box, passage) {
    light(box, String(passage));
    for (const side of all(box, ".side")) {
      const part = side.querySelector(`[data-p="${passage}"]`);
      if (part) side.scrollTop += part.getBoundingClientRect().top - side.getBoundingClientRect().top - side.clientHeight / 3;
    }
  }
  for (const box of all(document, ".sides")) {
    const count = Number(box.dataset.passages);
    let current = 0;
    const where = box.querySelector(".where");
    const go = (passage) => {
      current = Math.min(Math.max(passage, 1), count);
      where.textContent = `passage ${current} of ${count}`;
      show(box, current);
    };
    box.addEventListener("mouseover", (event) => {
      const part = event.target.closest("[data-p]");
      if (part) light(box, part.dataset.p);
    });
    box.addEventListener("mouseleave", () => light(box, String(current)));
    box.addEventListener("click", (event) => {
      const part = event.target.closest("[data-p]") || (event.target.closest("a.no") || {}).nextElementSibling;
      if (!part) return;
      event.preventDefault();
      go(Number(part.dataset.p));
    });
    if (count > 1) {
      box.querySelector(".steps").hidden = false;
      where.textContent = `${count} passages`;
      box.querySelector(".previous").addEventListener("click", () => go(current - 1));
      box.querySelector(".next").addEventListener("click", () => go(current + 1));
      box.addEventListener("keydown", (event) => {
        if (event.key === "n") go(current + 1);
        if (event.key === "p") go(current - 1);
      });
    }
  }

  for (const tree of all(document, ".tree")) {
    const toggle = (event, on) => {
      const part = event.target.closest("[data-edge]");
      if (part) for (const other of all(tree, `[data-edge="${part.dataset.edge}"]`)) other.classList.toggle("lit", on);
    };
    tree.addEventListener("mouseover", (event) => toggle(event, true));
    tree.addEventListener("mouseout", (event) => toggle(event, false));
  }

  for (const form of all(document, ".filters")) {
    const rows = all(document, `#${form.dataset.for} tbody tr`);
    const apply = () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        const fits = words.every((word) => text.includes(word)) &&
          ["source", "named"].every((name) => !form.elements[name].value || form.elements[name].value === row.dataset[name]);
        row.hidden = !fits;
        shown += fits;
      }
      form.querySelector("output").textContent = `${shown} of ${rows.length} rows`;
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
    for (const link of all(document, "a[data-filter]")) {
      link.addEventListener("click", () => {
        form.elements.source.value = link.dataset.filter;
        form.elements.words.value = link.dataset.words;
        form.elements.named.value = "";
        apply();
      });
    }
  }

  for (const line of all(document, ".copyable")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(line.querySelector("code").textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(line.querySelector("code"));
      }
    });
    line.append(button);
  }

  addEventListener("keydown", (event) => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "j" && event.key !== "k") return;
    const links = all(document, ".row a[href^='#edge'], details.edge > summary, #doubts td a");
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), links.length - 1)];
    if (next) next.focus();
  });

  addEventListener("beforeprint", () => all(document, "details.edge, details.share, details.profile").forEach((box) => { box.open = true; }));
})();

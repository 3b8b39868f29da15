// Shows a chapter as slides, for a room: `p` begins and ends it, as does an address that ends with
// `?present`; arrow keys, space and the page keys lead on. A slide is a section, or so much of it as
// fits. Code is gone through piece by piece, a piece ending at a blank line. What stands in comments
// of the chapter, `<!-- … -->`, is read by the speaker in a second window, which `n` opens.
(() => {
  const main = document.querySelector("main");
  const title = main?.querySelector(":scope > header.title");
  if (!title || document.body.classList.contains("cover")) return;

  const root = document.documentElement;
  let slides = [];
  let slide = 0;
  let piece = 0;
  let notes = null;

  const isOn = () => root.classList.contains("present");
  const isHeading = (node) => /^H[23]$/.test(node.tagName ?? "");

  // MARK: Slides

  // The blocks of the chapter, section by section, each with the comments that stand in it.
  function sections() {
    const sections = [{ blocks: [title], comments: [] }];
    for (const node of main.childNodes) {
      if (node === title || node.classList?.contains("footnotes")) continue;
      if (isHeading(node)) sections.push({ blocks: [], comments: [] });
      const section = sections[sections.length - 1];
      if (node.nodeType === Node.COMMENT_NODE) section.comments.push(node.data.trim());
      if (node.nodeType === Node.ELEMENT_NODE) section.blocks.push(node);
    }
    return sections;
  }

  // Cuts sections that are too high for a slide between two blocks.
  function cut() {
    const room = innerHeight * 0.9;
    slides = [];
    for (const { blocks, comments } of sections()) {
      let height = 0;
      let current = null;
      const heading = blocks.find(isHeading);
      for (const block of blocks) {
        const style = getComputedStyle(block);
        const own = block.offsetHeight + parseFloat(style.marginTop) + parseFloat(style.marginBottom);
        const isFull = current && height + own > room && !(current.length === 1 && current[0] === heading);
        if (!current || isFull) {
          current = heading && current ? [heading] : [];
          height = heading && block !== heading ? heading.offsetHeight : 0;
          slides.push({ blocks: current, comments });
        }
        if (!current.includes(block)) current.push(block);
        height += own;
      }
    }
  }

  // MARK: Code by pieces

  // The lines of a program, grouped at its blank lines, as elements.
  function pieces(block) {
    return [...block.querySelectorAll(".code code.swift")].flatMap((code) => {
      if (!code.querySelector(":scope > .piece")) {
        const pieces = [];
        const html = code.innerHTML.split(/\n[ \t]*\n/);
        // A comment or a string of several lines must not be cut.
        const isWhole = html.every((text) =>
          (text.match(/<span/g) ?? []).length === (text.match(/<\/span>/g) ?? []).length);
        if (html.length < 2 || !isWhole) return [];
        code.innerHTML = html.map((text) => `<span class="piece">${text}</span>`).join("\n\n");
      }
      return [...code.querySelectorAll(":scope > .piece")];
    });
  }

  // MARK: Showing

  function show(index, atEnd = false) {
    slide = Math.max(0, Math.min(index, slides.length - 1));
    const { blocks, comments } = slides[slide];
    for (const block of main.children) block.classList.toggle("away", !blocks.includes(block));
    for (const element of main.querySelectorAll(".piece")) element.classList.remove("quiet");
    const steps = blocks.flatMap(pieces);
    piece = atEnd ? steps.length : 0;
    main.style.setProperty("zoom", 1);
    // A block that is higher than the window is made smaller, as far as it can be read.
    const height = main.scrollHeight;
    main.style.setProperty("zoom", Math.max(0.6, Math.min(1, (innerHeight * 0.96) / height)));
    scrollTo(0, 0);
    counter.textContent = `${slide + 1} / ${slides.length}`;
    if (notes && !notes.closed) {
      notes.document.body.textContent = comments.join("\n\n") || "–";
      notes.document.title = counter.textContent;
    }
  }

  function step(by) {
    const steps = slides[slide].blocks.flatMap(pieces);
    const next = piece + by;
    if (steps.length > 0 && next >= 0 && next <= steps.length) {
      piece = next;
      steps.forEach((element, index) =>
        element.classList.toggle("quiet", piece > 0 && index !== piece - 1));
    } else if (slide + by >= 0 && slide + by < slides.length) {
      show(slide + by, by < 0);
    }
  }

  const counter = document.createElement("div");
  counter.className = "counter";

  function begin() {
    const middle = innerHeight / 2;
    const seen = [...main.children].filter((block) => block.getBoundingClientRect().top < middle).pop();
    root.classList.add("present");
    document.body.append(counter);
    cut();
    show(Math.max(0, slides.findIndex(({ blocks }) => blocks.includes(seen))));
  }

  function end() {
    const place = slides[slide]?.blocks[0];
    root.classList.remove("present");
    for (const block of main.children) block.classList.remove("away");
    for (const element of main.querySelectorAll(".piece")) element.classList.remove("quiet");
    main.style.removeProperty("zoom");
    counter.remove();
    place?.scrollIntoView({ behavior: "instant" });
  }

  function openNotes() {
    notes = open("", "notes", "popup,width=600,height=500");
    if (!notes) return;
    notes.document.body.style.cssText =
      "font: 1.4rem/1.5 sans-serif; white-space: pre-line; margin: 1.5rem";
    show(slide);
  }

  const next = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
  const previous = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
    if (event.key === "p") return isOn() ? end() : begin();
    if (!isOn() || document.querySelector(":popover-open")) return;
    // A widget keeps the keys that it needs.
    if (event.target.closest?.("button, summary, .widget") && event.key === " ") return;
    if (event.key === "Escape") end();
    else if (event.key === "n") openNotes();
    else if (next.has(event.key)) step(1);
    else if (previous.has(event.key)) step(-1);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
    else return;
    event.preventDefault();
  });
  addEventListener("resize", () => {
    if (!isOn()) return;
    const place = slides[slide].blocks[0];
    for (const block of main.children) block.classList.remove("away");
    main.style.setProperty("zoom", 1);
    cut();
    show(slides.findIndex(({ blocks }) => blocks.includes(place)));
  });
  if (new URLSearchParams(location.search).has("present")) addEventListener("load", begin);
})();

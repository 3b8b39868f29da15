// Searches the whole book. The index is a script that is loaded when a reader first searches.
(() => {
  const button = document.querySelector("button.search");
  const dialog = document.createElement("dialog");
  dialog.className = "search";
  dialog.setAttribute("aria-label", button.getAttribute("aria-label"));
  dialog.innerHTML = `
    <input type="search" role="combobox" aria-expanded="true" aria-controls="_results"
      aria-autocomplete="list" autocomplete="off" spellcheck="false">
    <p role="status"></p>
    <ol id="_results" role="listbox"></ol>`;
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("p");
  const list = dialog.querySelector("ol");
  input.setAttribute("aria-label", button.getAttribute("aria-label"));

  let sections = null;
  let active = -1;

  // Letters without accents and case; one for one, so that places in both texts are the same.
  function plain(text) {
    return Array.from(text, (character) => {
      const base = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      return base.length === character.length ? base : character.toLowerCase().slice(0, character.length);
    }).join("");
  }

  function load() {
    if (sections) return;
    const script = document.createElement("script");
    script.src = "assets/index.js";
    script.addEventListener("load", () => {
      sections = bookIndex.map((section) => ({
        ...section, plainTitle: plain(section.title), plainText: plain(section.text),
      }));
      show();
    });
    document.head.append(script);
  }

  const isWord = /[\p{L}\p{N}]/u;

  // How well a section answers: a title counts more than text, a word's start more than its middle.
  function score(section, terms) {
    let sum = 0;
    for (const term of terms) {
      let found = 0;
      for (const [text, weight] of [[section.plainTitle, 8], [section.plainText, 1]]) {
        let place = text.indexOf(term);
        for (let count = 0; place >= 0 && count < 5; count += 1) {
          found += weight * (place === 0 || !isWord.test(text[place - 1]) ? 2 : 1);
          place = text.indexOf(term, place + term.length);
        }
      }
      if (found === 0) return 0;
      sum += found;
    }
    return sum;
  }

  // The text around the first place that was found, with all that was found marked.
  function excerpt(section, terms) {
    const places = terms.map((term) => section.plainText.indexOf(term)).filter((place) => place >= 0);
    const first = places.length ? Math.min(...places) : 0;
    const space = section.text.lastIndexOf(" ", Math.max(0, first - 50));
    const start = first > 50 ? Math.max(space, first - 60) + 1 : 0;
    const end = Math.min(section.text.length, start + 170);
    const element = document.createElement("span");
    element.className = "excerpt";
    if (start > 0) element.append("… ");
    let place = start;
    while (place < end) {
      const next = terms.map((term) => ({ term, at: section.plainText.indexOf(term, place) }))
        .filter((hit) => hit.at >= 0 && hit.at < end)
        .sort((a, b) => a.at - b.at || b.term.length - a.term.length)[0];
      if (!next) break;
      const mark = document.createElement("mark");
      mark.textContent = section.text.slice(next.at, next.at + next.term.length);
      element.append(section.text.slice(place, next.at), mark);
      place = next.at + next.term.length;
    }
    if (place < end) element.append(section.text.slice(place, end));
    if (end < section.text.length) element.append(" …");
    return element;
  }

  function show() {
    list.textContent = "";
    activate(-1);
    const terms = plain(input.value).split(/\s+/).filter(Boolean);
    if (!sections || terms.length === 0) {
      status.textContent = "";
      return;
    }
    const found = sections.map((section) => ({ section, score: score(section, terms) }))
      .filter((result) => result.score > 0)
      .sort((a, b) => b.score - a.score);
    for (const { section } of found.slice(0, 30)) {
      const item = document.createElement("li");
      item.id = `_result-${list.children.length + 1}`;
      item.setAttribute("role", "option");
      const link = document.createElement("a");
      link.href = section.page + (section.anchor ? `#${section.anchor}` : "");
      link.tabIndex = -1;
      const number = document.createElement("span");
      number.className = "number";
      number.textContent = section.number;
      link.append(number, " ", section.title, excerpt(section, terms));
      item.append(link);
      list.append(item);
    }
    status.textContent = found.length === 0
      ? words.foundNothing : words.foundSections.replace("#", found.length);
    activate(list.children.length ? 0 : -1);
  }

  function activate(index) {
    list.children[active]?.removeAttribute("aria-selected");
    active = index;
    const item = list.children[active];
    if (!item) return input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function open() {
    if (!dialog.isConnected) document.body.append(dialog);
    load();
    if (!dialog.open) dialog.showModal();
    input.select();
  }

  button.hidden = false;
  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = list.children.length;
    if (step && count) {
      event.preventDefault();
      activate((active + step + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      list.children[active]?.querySelector("a").click();
    }
  });
  // A result on this page, and a click beside the dialog, close it.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
})();

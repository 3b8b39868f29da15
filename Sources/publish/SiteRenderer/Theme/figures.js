// Opens a figure over the page, as large as the window, by a click or by Enter; arrow keys lead to
// the figures before and after it.
(() => {
  const frames = [...document.querySelectorAll("main .picture")];
  if (frames.length === 0) return;
  const dialog = document.createElement("dialog");
  dialog.className = "large";
  const place = document.createElement("div");
  const caption = document.createElement("p");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = words.close;
  close.addEventListener("click", () => dialog.close());
  dialog.append(place, caption, close);

  let current = 0;

  // The picture of the theme that is on.
  const seen = (frame) => [...frame.querySelectorAll("img")].find((image) => image.offsetParent);

  function show(index) {
    const frame = frames[index];
    const image = seen(frame);
    if (!image) return;
    current = index;
    const copy = image.cloneNode();
    copy.removeAttribute("loading");
    copy.sizes = "100vw";
    // Whatever the window's form is, the whole picture is seen.
    const ratio = Number(image.getAttribute("width")) / Number(image.getAttribute("height"));
    copy.style.setProperty("--ratio", ratio);
    place.replaceChildren(copy);
    const text = frame.closest("figure")?.querySelector(":scope > figcaption");
    caption.replaceChildren(...(text ? [...text.cloneNode(true).childNodes] : []));
    dialog.setAttribute("aria-label", caption.textContent || copy.alt);
  }

  function open(index) {
    if (!dialog.isConnected) document.body.append(dialog);
    show(index);
    dialog.showModal();
  }

  frames.forEach((frame, index) => {
    frame.classList.add("opens");
    frame.addEventListener("click", () => open(index));
    frame.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      open(index);
    });
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === place) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    show((current + step + frames.length) % frames.length);
  });
  dialog.addEventListener("close", () => frames[current].focus({ preventScroll: true }));
})();

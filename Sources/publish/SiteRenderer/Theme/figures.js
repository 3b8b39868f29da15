// A click on a picture, or Enter on it, shows it as large as the window, as its button does; then the
// arrow keys lead to the pictures before and after it.
(() => {
  const large = [...document.querySelectorAll("main .large[popover]")];

  large.forEach((popover) => {
    let picture = popover;
    while (picture && !picture.classList.contains("picture")) picture = picture.previousElementSibling;
    if (!picture) return;
    picture.classList.add("opens");
    picture.addEventListener("click", (event) => {
      if (!event.target.closest("label")) popover.showPopover();
    });
    picture.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== picture) return;
      event.preventDefault();
      popover.showPopover();
    });
  });

  addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const current = large.findIndex((popover) => popover.matches(":popover-open"));
    if (!step || current < 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    large[(current + step + large.length) % large.length].showPopover();
  });
})();

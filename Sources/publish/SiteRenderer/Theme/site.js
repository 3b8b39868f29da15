// The button that changes the theme. The choice is kept; without one, the system's theme holds.
const root = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const themeButton = document.querySelector("button.theme");

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
}

themeButton.hidden = false;
themeButton.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Without storage the choice holds for this page.
  }
});

// A button on each piece of code that copies it.
for (const code of document.querySelectorAll(".code")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    const text = code.querySelector("code").textContent;
    button.textContent = (await copy(text)) ? words.copied : words.notCopied;
    setTimeout(() => (button.textContent = words.copy), 1500);
  });
  code.append(button);
}

// Pages opened from a file may not use the clipboard directly; a selection works there too.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

// On a phone the list of contents opens over the page; a link in it closes it.
const contents = document.getElementById("_contents");
contents?.addEventListener("click", (event) => {
  if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
});

// The frame with JavaScript: theme without a reload, "/" and Ctrl-K, filters that apply themselves, evidence beside the page.

const root = document.documentElement;
const field = document.getElementById("seek");
const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");

root.classList.add("scripted");

const dark = () =>
  root.dataset.theme === "dark" || (root.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);

function switchTheme(event) {
  event.preventDefault();
  const theme = dark() ? "light" : "dark";
  root.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

function typing(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

function seekByKey(event) {
  const chord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  if (!chord && !slash) return;
  event.preventDefault();
  if (field?.offsetParent) {
    field.focus();
    field.select();
  } else {
    location.assign("/search/");
  }
}

function moveInFound(event) {
  const places = [field, ...document.querySelectorAll("#seek-found a")];
  const here = places.indexOf(document.activeElement);
  if (here < 0) return;
  if (event.key === "Escape") field.blur();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || places.length < 2) return;
  event.preventDefault();
  places[(here + step + places.length) % places.length].focus();
}

// A form of filters sends itself when something is chosen, and leaves what is empty out of the address.
function applyFilters(form) {
  const said = new URLSearchParams();
  const days = form.querySelector("[name=since]:not([data-preset])")?.value || form.querySelector("[name=until]")?.value;
  for (const part of form.elements) {
    if (!part.name || !part.value || (days && part.dataset.preset !== undefined)) continue;
    said.set(part.name, part.value);
  }
  const query = said.toString();
  location.assign(form.getAttribute("action") + (query ? `?${query}` : ""));
}

async function openEvidence(link) {
  panelBody.textContent = panelBody.dataset.wait;
  document.getElementById("panel-page").href = link.href;
  if (!panel.open) panel.showModal();
  try {
    const response = await fetch(link.href, { headers: { "X-Panel": "1" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    panelBody.replaceChildren(...page.querySelector("main").children);
    panelBody.focus();
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = event.target.closest?.("a");
  if (!link || !plain) return;
  if (link.dataset.themeSwitch !== undefined) switchTheme(event);
  else if (link.dataset.evidence !== undefined) {
    event.preventDefault();
    openEvidence(link);
  } else if (panel.contains(link) && link.rel.match(/prev|next/)) {
    event.preventDefault();
    openEvidence(link);
  }
});

document.addEventListener("keydown", seekByKey);
document.querySelector(".seek")?.addEventListener("keydown", moveInFound);
document.getElementById("panel-close")?.addEventListener("click", () => panel.close());
panel?.addEventListener("click", (event) => event.target === panel && panel.close());

for (const form of document.querySelectorAll("form[data-filters]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    applyFilters(form);
  });
  form.addEventListener("change", (event) => event.target.tagName === "SELECT" && applyFilters(form));
}

// A table that fits its place lets its head stay in sight while the page scrolls; a wider one scrolls by itself.
function stickHeads() {
  for (const place of document.querySelectorAll("[data-stick]")) {
    place.classList.remove("stick");
    place.classList.toggle("stick", place.scrollWidth <= place.clientWidth);
  }
}

stickHeads();
addEventListener("resize", stickHeads);

// A button beside an address or a snippet takes it to the clipboard.
for (const button of document.querySelectorAll("[data-copies]")) {
  const source = document.getElementById(button.dataset.copies);
  button.hidden = !navigator.clipboard;
  if (source.dataset.here !== undefined) source.value = location.href;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = button.dataset.done;
  });
}

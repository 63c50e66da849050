// Charts with JavaScript: the drawing from the server answers to the pointer. Vega is fetched when a chart is first used.

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
document.body.append(tip);

let vega;

function loadVega(address) {
  vega ??= import(address).then(() => window.vegaEmbed);
  return vega;
}

function say(handler, event, item, value) {
  tip.hidden = !value;
  if (!value) return;
  const list = document.createElement("dl");
  const { " ": series, ...facts } = value;
  const head = document.createElement("p");
  head.textContent = series ?? "";
  for (const [name, words] of Object.entries(facts)) {
    const [term, fact] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    fact.textContent = words;
    list.append(term, fact);
  }
  tip.replaceChildren(head, list);
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(event.clientX + 14, innerWidth - width - 8);
  const top = event.clientY + 18 + height > innerHeight ? event.clientY - height - 12 : event.clientY + 14;
  tip.style.transform = `translate(${Math.max(8, left)}px, ${top}px)`;
}

async function enliven(figure) {
  const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const embed = await loadVega(figure.dataset.vega);
  for (const place of figure.querySelectorAll(".chart-draw")) {
    if (!place.offsetParent) continue;
    const old = place.querySelector("svg");
    const size = old.viewBox.baseVal;
    const stage = document.createElement("div");
    stage.hidden = false;
    const own = (place.matches(".chart-narrow") && spec.usermeta?.narrow) || spec;
    await embed(stage, { ...own, width: size.width, height: size.height }, {
      ast: true,
      actions: false,
      renderer: "svg",
      defaultStyle: false,
      tooltip: say,
    });
    const drawn = stage.querySelector("svg");
    drawn.setAttribute("viewBox", `0 0 ${drawn.getAttribute("width")} ${drawn.getAttribute("height")}`);
    drawn.removeAttribute("width");
    drawn.removeAttribute("height");
    old.replaceWith(stage);
  }
}

for (const figure of document.querySelectorAll("figure[data-vega]")) {
  figure.addEventListener("pointerenter", () => enliven(figure).catch(() => {}), { once: true });
  figure.addEventListener("pointerleave", () => (tip.hidden = true));
}

(() => {
  const root = document.documentElement;
  const slides = [document.querySelector("header"), ...document.querySelectorAll("section")];
  const button = document.getElementById("present");
  const place = document.createElement("p");
  place.className = "place";
  place.setAttribute("role", "status");
  document.body.append(place);
  let at = 0;
  let touched = null;

  // What is too much for the screen is written smaller, as far as it can still be read.
  function fit(slide) {
    for (let size = 20; size >= 10; size -= 1) {
      slide.style.setProperty("--fit", size / 20);
      if (slide.scrollHeight <= slide.clientHeight && slide.scrollWidth <= slide.clientWidth) return;
    }
  }

  function turn(to) {
    at = Math.max(0, Math.min(slides.length - 1, to));
    slides.forEach((slide, number) => slide.classList.toggle("shown", number === at));
    place.textContent = `${at + 1} / ${slides.length}`;
    history.replaceState(null, "", slides[at].id ? `#${slides[at].id}` : location.pathname + location.search);
    fit(slides[at]);
  }

  const showing = () => root.classList.contains("show");

  function begin() {
    root.classList.add("show");
    turn(Math.max(0, slides.findIndex((slide) => slide.id && `#${slide.id}` === location.hash)));
  }

  function end() {
    root.classList.remove("show");
    slides.forEach((slide) => slide.style.removeProperty("--fit"));
    if (document.fullscreenElement) document.exitFullscreen();
    slides[at].scrollIntoView();
  }

  const fill = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => {}));

  const keys = {
    ArrowRight: () => turn(at + 1), ArrowDown: () => turn(at + 1), PageDown: () => turn(at + 1), " ": () => turn(at + 1),
    Enter: () => turn(at + 1), ArrowLeft: () => turn(at - 1), ArrowUp: () => turn(at - 1), PageUp: () => turn(at - 1),
    Backspace: () => turn(at - 1), Home: () => turn(0), End: () => turn(slides.length - 1), Escape: end,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === "f") {
      if (!showing()) begin();
      fill();
    } else if (showing() && keys[event.key]) {
      keys[event.key]();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!showing() || event.target.closest("a, button") || String(getSelection())) return;
    turn(event.clientX < innerWidth / 3 ? at - 1 : at + 1);
  });
  document.addEventListener("touchstart", (event) => (touched = event.changedTouches[0].clientX), { passive: true });
  document.addEventListener("touchend", (event) => {
    const moved = event.changedTouches[0].clientX - touched;
    if (showing() && Math.abs(moved) > 60) turn(moved < 0 ? at + 1 : at - 1);
  });
  addEventListener("resize", () => showing() && fit(slides[at]));
  button.addEventListener("click", begin);
  button.hidden = false;
  for (const hint of document.querySelectorAll(".keys")) hint.hidden = false;
})();

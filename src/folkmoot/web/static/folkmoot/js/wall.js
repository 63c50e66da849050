// A screen on a wall: what is new comes by itself; when the portal is away, what it said last stays, and the screen says so.

const root = document.documentElement;
const whole = document.querySelector("[data-full-screen]");

const lost = (is) => root.classList.toggle("lost", is);

document.body.addEventListener("htmx:sendError", () => lost(true));
document.body.addEventListener("htmx:responseError", () => lost(true));
document.body.addEventListener("htmx:afterRequest", (event) => event.detail.successful && lost(false));

if (whole && document.fullscreenEnabled) {
  whole.hidden = false;
  whole.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
  );
}

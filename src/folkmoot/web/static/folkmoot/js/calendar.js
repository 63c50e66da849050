// The reader's own time zone stands first among those offered.

const zones = document.querySelector("[data-own-zone]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (zones && own) {
  let mine = [...zones.options].find((one) => one.text === own);
  if (!mine) {
    mine = new Option(own, own);
    zones.add(mine, 1);
  }
  mine.text = `${own} (${zones.dataset.ownZone})`;
}

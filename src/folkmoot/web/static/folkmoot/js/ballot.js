// A ranked ballot as a list that can be put into order: by dragging, or by two buttons. The selects stay the truth,
// so what is sent is the same as without this script.

const form = document.querySelector("form[data-ballot]");
if (form) {
  const list = form.querySelector(".paper-rows");
  const told = form.querySelector("[data-told]");
  const rows = () => [...list.querySelectorAll("[data-row]")];
  const choice = (row) => row.querySelector("select");
  const rank = (row) => Number(choice(row).value) || Infinity;
  const name = (row) => row.querySelector(".paper-name").textContent;
  const words = (said, row) => said.replace("{name}", name(row)).replace("{rank}", choice(row).value);

  const sort = () => {
    const order = rows().map((row, place) => ({ row, place }));
    order.sort((one, other) => (rank(one.row) === rank(other.row) ? one.place - other.place : rank(one.row) - rank(other.row)));
    list.append(...order.map((one) => one.row));
    for (const row of rows()) row.classList.toggle("unranked", !choice(row).value);
  };

  const number = (ranked) => {
    ranked.forEach((row, place) => {
      choice(row).value = String(place + 1);
    });
    sort();
  };

  const move = (row, step) => {
    const ranked = rows().filter((one) => choice(one).value);
    const from = ranked.indexOf(row);
    if (from < 0) {
      if (step > 0) return;
      ranked.push(row);
    } else {
      const to = from + step;
      if (to < 0) return;
      ranked.splice(from, 1);
      if (to <= ranked.length) ranked.splice(to, 0, row);
      else choice(row).value = "";
    }
    number(ranked);
    told.textContent = choice(row).value ? words(told.dataset.moved, row) : "";
  };

  const button = (row, step, sign, label) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "tool";
    made.textContent = sign;
    made.setAttribute("aria-label", words(label, row));
    made.addEventListener("click", () => {
      move(row, step);
      made.focus();
    });
    return made;
  };

  let dragged = null;
  for (const row of rows()) {
    const tools = document.createElement("span");
    tools.className = "paper-tools";
    tools.append(button(row, -1, "↑", told.dataset.up), button(row, 1, "↓", told.dataset.down));
    choice(row).before(tools);
    choice(row).addEventListener("change", sort);
    row.draggable = true;
    row.title = told.dataset.drag;
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      row.classList.add("dragged");
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("dragged");
      dragged = null;
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const box = row.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) row.before(dragged);
      else row.after(dragged);
    });
    row.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const last = dragged;
      const before = rows().slice(0, rows().indexOf(last) + 1);
      number(rows().filter((one) => choice(one).value || (one === last && before.includes(last))));
      told.textContent = words(told.dataset.moved, last);
    });
  }
  list.addEventListener("dragover", (event) => dragged && event.preventDefault());
  list.addEventListener("drop", (event) => dragged && event.preventDefault());
  form.classList.add("lively");
  sort();
}

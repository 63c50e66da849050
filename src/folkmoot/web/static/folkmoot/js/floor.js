// Before a meeting most votes are in favour: one click marks everybody who has no mark yet.

for (const button of document.querySelectorAll("[data-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const row of button.form.querySelectorAll("tr")) {
      if (row.querySelector("input:checked")) continue;
      const one = row.querySelector(`input[value="${button.dataset.all}"]`);
      if (one) one.checked = true;
    }
  });
}

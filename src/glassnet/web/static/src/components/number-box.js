// A number that is changed where it stands: a box takes its place, Enter keeps what is typed, Escape leaves it.

/**
 * @param {{label: string, value: string, commit: (value: number) => void, closed: () => void}} how `value` as it is
 * shown, with a true minus sign or a hyphen; `closed` comes after `commit`, and also where nothing was kept
 * @returns {HTMLInputElement} to be put in its place, and selected
 */
export function numberBox({ label, value, commit, closed }) {
  const box = Object.assign(document.createElement("input"), { type: "number", step: "any", className: "number", value: value.replace("−", "-") });
  box.setAttribute("aria-label", label);
  const before = box.value;
  let open = true;
  const close = (/** @type {boolean} */ keep) => {
    if (!open) return;
    open = false;
    if (keep && box.value !== "" && box.value !== before && Number.isFinite(Number(box.value))) commit(Number(box.value));
    closed();
  };
  box.addEventListener("keydown", (e) => {
    if (e.key === "Enter" || e.key === "Escape") {
      e.preventDefault();
      close(e.key === "Enter");
    }
    e.stopPropagation();
  });
  box.addEventListener("blur", () => close(true));
  return box;
}

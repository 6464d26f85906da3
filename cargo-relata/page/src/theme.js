// Sets `data-theme` on the root element from the button or the system, and calls `changed`.

const key = "relata-theme";

/** Pages opened from a file may not have storage. */
function stored(value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function theme(button, changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  let chosen = ["light", "dark"].includes(stored()) ? stored() : null;
  const show = () => {
    const now = chosen ?? (system.matches ? "dark" : "light");
    root.dataset.theme = now;
    button.setAttribute("aria-pressed", String(now === "dark"));
    changed();
  };
  button.addEventListener("click", () => {
    chosen = root.dataset.theme === "dark" ? "light" : "dark";
    stored(chosen);
    show();
  });
  system.addEventListener("change", () => chosen === null && show());
  show();
}

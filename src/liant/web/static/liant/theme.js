// Day, night, or as the system says: at once, and remembered in the cookie that the server reads, so that nothing flashes.

const YEAR_SECONDS = 365 * 24 * 3600;

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!event.target.matches("[data-theme-form]") || button?.name !== "theme") return;
  event.preventDefault();
  choose(button.value);
  for (const other of document.querySelectorAll("[data-theme-form] button[name=theme]")) {
    other.setAttribute("aria-pressed", String(other.value === button.value));
  }
});

function choose(theme) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  const age = theme ? YEAR_SECONDS : 0;
  document.cookie = `liant_theme=${theme}; path=/; max-age=${age}; samesite=lax${secure}`;
  if (theme) document.documentElement.dataset.bsTheme = theme;
  else delete document.documentElement.dataset.bsTheme;
}

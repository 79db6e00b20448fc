import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
const Stored = "tuner.theme";

export const theme = signal<Theme>(read());

/** Counts up when colours have changed: charts draw anew. */
export const painted = signal(0);

function read(): Theme {
  try {
    const kept = localStorage.getItem(Stored);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

export function isDark(): boolean {
  return theme.value === "dark" || (theme.value === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

export function toggleTheme(): void {
  theme.value = isDark() ? "light" : "dark";
  try {
    localStorage.setItem(Stored, theme.value);
  } catch {
    /* Then it lasts as long as the page. */
  }
}

/** Applies the theme now and whenever it, or that of the system, changes. */
export function applyTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset["theme"] = isDark() ? "dark" : "light";
    painted.value = painted.peek() + 1;
  };
  effect(apply);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
}

import { useEffect } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { findScope } from "./api/http.js";
import { key, scope, setKey } from "./state/key.js";
import { isDark, theme, toggleTheme } from "./state/theme.js";
import { hrefOf, match, place } from "./state/url.js";
import { Icon } from "./ui/Icon.js";
import { Mark } from "./ui/Mark.js";
import { KeyEntry } from "./keys/KeyEntry.js";
import { routes } from "./routes.js";

const links = [
  ["/", "Studies"],
  ["/compare", "Compare"],
  ["/schedules", "Schedules"],
  ["/memory", "Memory"],
  ["/budgets", "Budgets"],
  ["/keys", "Keys"],
] as const;

export function App() {
  const path = place.value.path;
  useEffect(() => {
    if (key.value !== null && scope.value === null) void findScope().catch(() => undefined);
  }, [key.value]);
  useEffect(() => {
    document.title = `${titleOf(path)} · Serverless Tuner`;
    scrollTo(0, 0);
  }, [path]);
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={event => {
          event.preventDefault();
          document.querySelector("main")?.querySelector<HTMLElement>("h1, a, button, input")?.focus();
        }}
      >
        Skip to the content
      </a>
      <Bar path={path} />
      {key.value === null ? <KeyEntry /> : page(path)}
    </>
  );
}

function page(path: string): ComponentChildren {
  for (const [pattern, make] of routes) {
    const found = match(pattern, path);
    if (found) return <div key={path}>{make(found)}</div>;
  }
  return (
    <main id="main">
      <h1>There is no such page</h1>
      <p>
        <a href={hrefOf("/")}>All studies</a>
      </p>
    </main>
  );
}

function titleOf(path: string): string {
  const parts = path
    .split("/")
    .filter(part => part !== "")
    .map(decodeURIComponent);
  if (parts[0] === "studies") return parts[3] ? `Trial ${parts[3]} · ${parts[1]}` : (parts[1] ?? "Studies");
  return parts[1] ?? links.find(([to]) => to === `/${parts[0] ?? ""}`)?.[1] ?? (parts[0] === "start" ? "New study" : "No such page");
}

function Bar({ path }: { path: string }) {
  const dark = theme.value !== undefined && isDark();
  const current = (to: string): boolean =>
    to === "/" ? path === "/" || path.startsWith("/studies") || path === "/start" : path.startsWith(to);
  return (
    <header class="app-bar">
      <a class="brand" href={hrefOf("/")}>
        <Mark />
        <span>Serverless Tuner</span>
      </a>
      <nav aria-label="Pages">
        {key.value !== null &&
          links.map(([to, text]) => (
            <a key={to} href={hrefOf(to)} aria-current={current(to) ? "page" : undefined}>
              {text}
            </a>
          ))}
      </nav>
      <span class="grow" />
      <a class="docs" href="v1/tuner/docs" target="_blank" rel="noreferrer">
        API
      </a>
      <button
        type="button"
        class="icon"
        aria-label={dark ? "Light theme" : "Dark theme"}
        title={dark ? "Light theme" : "Dark theme"}
        onClick={toggleTheme}
      >
        <Icon name={dark ? "sun" : "moon"} />
      </button>
      {key.value !== null && (
        <button
          type="button"
          class="icon"
          aria-label="Forget the key"
          title={`Forget the key${scope.value ? ` (scope ${scope.value})` : ""}`}
          onClick={() => setKey(null)}
        >
          <Icon name="key" />
        </button>
      )}
    </header>
  );
}

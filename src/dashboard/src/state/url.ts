import { signal } from "@preact/signals";

/** Where the page is: a path, and the settings of the view, both behind the `#` of the address. The server never sees them. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

/** What an address says behind its `#`. */
export function parsePlace(hash: string): Place {
  const text = hash.replace(/^#/, "");
  const at = text.indexOf("?");
  const path = at < 0 ? text : text.slice(0, at);
  return { path: path.startsWith("/") ? path : `/${path}`, query: new URLSearchParams(at < 0 ? "" : text.slice(at + 1)) };
}

/** The address of a place, for links. */
export function hrefOf(path: string, query: Record<string, string | undefined> = {}): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== "") kept.set(name, value);
  const text = kept.toString();
  return `#${path}${text ? `?${text}` : ""}`;
}

export const place = signal<Place>(parsePlace(typeof location === "undefined" ? "" : location.hash));

/** Follows the address bar from now on. */
export function followAddress(): void {
  addEventListener("hashchange", () => {
    place.value = parsePlace(location.hash);
  });
}

/** Goes to another page, which the back button leaves again. */
export function go(href: string): void {
  location.hash = href.replace(/^#/, "");
}

/** A setting of the view; the one that is used when the address has none. */
export function param(name: string, otherwise = ""): string {
  return place.value.query.get(name) ?? otherwise;
}

/** Changes settings of the view in the address, without a step for the back button; empty ones are left out. */
export function setParams(changes: Record<string, string | undefined>): void {
  const { path, query } = place.peek();
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined || value === "") next.delete(name);
    else next.set(name, value);
  const text = next.toString();
  history.replaceState(null, "", `#${path}${text ? `?${text}` : ""}`);
  place.value = { path, query: next };
}

/** A setting that is a list of names, which may have commas in them. */
export const listText = (names: readonly string[]): string => names.map(name => name.replace(/[%,]/g, encodeURIComponent)).join(",");

export const listIn = (text: string): string[] =>
  text
    .split(",")
    .filter(name => name !== "")
    .map(name => name.replaceAll("%2C", ",").replaceAll("%25", "%"));

/** What a pattern such as `/studies/:name` finds in a path; null when it does not match. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index]!;
    if (part.startsWith(":")) found[part.slice(1)] = decodeURIComponent(text);
    else if (part !== text) return null;
  }
  return found;
}

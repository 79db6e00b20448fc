import { computed, signal } from "@preact/signals";

/** What a key may do; each allows what those before it do. */
export type Scope = "read" | "work" | "write" | "admin";
const scopes: Scope[] = ["read", "work", "write", "admin"];
const Stored = "tuner.key";

/** The key, kept until the tab is closed; other tabs do not have it. */
export const key = signal<string | null>(read());

/** What it may do, once the server has said so. */
export const scope = signal<Scope | null>(null);

/** Why a key is asked for again, if it was refused. */
export const refusal = signal<string | null>(null);

function read(): string | null {
  try {
    return sessionStorage.getItem(Stored);
  } catch {
    return null;
  }
}

export function setKey(value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(Stored);
    else sessionStorage.setItem(Stored, value);
  } catch {
    /* A browser that keeps nothing asks again in the next tab. */
  }
  scope.value = null;
  if (value !== null) refusal.value = null;
  key.value = value;
}

/** Takes a key out of an address such as `…/#token=KEY`, where it would be seen over a shoulder and kept in the history. */
export function takeKeyFrom(address: Location, past: History): void {
  if (!address.hash.startsWith("#token=")) return;
  const given = new URLSearchParams(address.hash.slice(1)).get("token");
  past.replaceState(null, "", `${address.pathname}${address.search}#/`);
  if (given) setKey(given);
}

/** Whether the key allows what needs a scope; until the server has said, it is tried. */
export function may(needed: Scope): boolean {
  return scope.value === null || scopes.indexOf(scope.value) >= scopes.indexOf(needed);
}

export const mayWrite = computed(() => may("write"));
export const mayWork = computed(() => may("work"));
export const isAdmin = computed(() => may("admin"));

/** Says why something is disabled; undefined when it is not. */
export function whyNot(needed: Scope): string | undefined {
  return may(needed) ? undefined : `Your key has the scope ${scope.value}; this needs ${needed}.`;
}

/** What a refusal of the server says of the key: "…; this one has the scope read." */
export function scopeIn(detail: string): Scope | null {
  return (/this one has the scope (\w+)/.exec(detail)?.[1] as Scope | undefined) ?? null;
}

import { key, refusal, scope, scopeIn, setKey } from "../state/key.js";
import type { FieldError } from "./types.js";

const Root = "v1/tuner/";

/** What went wrong, as the server says it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly errors: FieldError[] = [],
  ) {
    super(detail || title);
  }
}

/** What was thrown, as what the server might have said. */
export const asApiError = (failure: unknown): ApiError => (failure instanceof ApiError ? failure : new ApiError(0, "Error", String(failure)));

export interface Answer<T> {
  body: T;
  etag: string | null;
  retryAfter: number | null;
}
export interface Asked {
  method?: string;
  body?: unknown;
  etag?: string | null;
  ifMatch?: string | null;
  signal?: AbortSignal | undefined;
}

let known: ReadonlyMap<string, unknown> | null = null;

/** Takes all answers from here from now on: a report has them with it, and there is no server to ask. */
export function answerFrom(answers: ReadonlyMap<string, unknown>): void {
  known = answers;
}

/** Whether there is a server, and with it the pages of the dashboard. */
export const hasServer = (): boolean => known === null;

/** Asks the server; null when nothing has changed since the given `etag`. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<Answer<T> | null> {
  if (known?.has(path)) return { body: known.get(path) as T, etag: null, retryAfter: null };
  const response = await send(path, asked);
  if (response.status === 304) return null;
  const text = await response.text();
  const retry = Number(response.headers.get("retry-after"));
  return {
    body: (text === "" ? undefined : JSON.parse(text)) as T,
    etag: response.headers.get("etag"),
    retryAfter: response.headers.has("retry-after") && Number.isFinite(retry) ? retry : null,
  };
}

/** Asks for a file. */
export async function askFile(path: string): Promise<Blob> {
  return (await send(path, {})).blob();
}

async function send(path: string, asked: Asked): Promise<Response> {
  if (known !== null) throw new ApiError(404, "Not in this file", "This file was made without it.");
  const headers: Record<string, string> = {};
  if (key.peek()) headers["Authorization"] = `Bearer ${key.peek()}`;
  if (asked.etag) headers["If-None-Match"] = asked.etag;
  if (asked.ifMatch) headers["If-Match"] = asked.ifMatch;
  if (asked.body !== undefined) headers["Content-Type"] = "application/json";
  if (asked.method === "POST") headers["Idempotency-Key"] = crypto.randomUUID();
  let response: Response;
  try {
    response = await fetch(Root + path, {
      method: asked.method ?? "GET",
      headers,
      cache: "no-store",
      signal: asked.signal ?? null,
      body: asked.body === undefined ? null : typeof asked.body === "string" ? asked.body : JSON.stringify(asked.body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "The server does not answer", "The server does not answer. It may have ended, or the network is down.");
  }
  if (response.ok || response.status === 304) return response;
  throw await problem(response);
}

async function problem(response: Response): Promise<ApiError> {
  const said = (await response.json().catch(() => ({}))) as { title?: string; detail?: string; errors?: FieldError[] };
  const error = new ApiError(response.status, said.title ?? `Error ${response.status}`, said.detail ?? "", said.errors ?? []);
  // Of several requests with the same key the first that is refused says so.
  if (response.status === 401 && key.peek() !== null) {
    setKey(null);
    refusal.value = "The server does not accept this key: it is wrong, has expired, or was revoked.";
  }
  if (response.status === 403) scope.value = scopeIn(error.message) ?? scope.peek();
  return error;
}

export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await ask<T>(path, { signal }))!.body;
export const post = async <T>(path: string, body?: unknown): Promise<T> => (await ask<T>(path, { method: "POST", body }))!.body;
export const put = async <T>(path: string, body: unknown): Promise<T> => (await ask<T>(path, { method: "PUT", body }))!.body;
export const patch = async <T>(path: string, body: unknown): Promise<T> => (await ask<T>(path, { method: "PATCH", body }))!.body;
export const remove = async (path: string): Promise<void> => {
  await ask(path, { method: "DELETE" });
};

/** The path of a study in the API. */
export const studyPath = (name: string, rest = ""): string => `studies/${encodeURIComponent(name)}${rest}`;

/** A query, without the parts that are empty. */
export function query(parts: Record<string, string | number | undefined | null>): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== null && value !== "") kept.set(name, `${value}`);
  const text = kept.toString();
  return text ? `?${text}` : "";
}

/** Finds out what the key may do: the list of keys is for admins, and a refusal names the scope. */
export async function findScope(): Promise<void> {
  try {
    await ask("keys");
    scope.value = "admin";
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) throw error;
  }
}

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, ask, findScope, query } from "../src/api/http.js";
import { poll, type Polled } from "../src/api/poll.js";
import { key, refusal, scope, setKey, whyNot } from "../src/state/key.js";

const answer = (status: number, body: unknown = undefined, headers: Record<string, string> = {}): Response =>
  new Response(status === 304 || status === 204 ? null : JSON.stringify(body ?? {}), { status, headers });

describe("asking the server", () => {
  const asked = vi.fn<typeof fetch>();
  beforeEach(() => { vi.stubGlobal("fetch", asked); setKey("the key"); });
  afterEach(() => { vi.unstubAllGlobals(); asked.mockReset(); });

  test("sends the key in its header, and nowhere else", async () => {
    asked.mockResolvedValue(answer(200, { a: 1 }, { etag: '"7"', "retry-after": "5" }));
    expect(await ask("studies/x", { etag: '"6"' })).toEqual({ body: { a: 1 }, etag: '"7"', retryAfter: 5 });
    const [url, sent] = asked.mock.calls[0]!;
    expect(url).toBe("v1/tuner/studies/x");
    expect(sent!.headers).toEqual({ Authorization: "Bearer the key", "If-None-Match": '"6"' });
  });

  test("knows that nothing has changed", async () => {
    asked.mockResolvedValue(answer(304));
    expect(await ask("studies/x", { etag: '"6"' })).toBeNull();
  });

  test("tells what the server finds wrong, field by field", async () => {
    asked.mockResolvedValue(answer(400, { title: "Invalid", detail: "2 errors", errors: [{ pointer: "/trials", detail: "is too large" }] }));
    const error = await ask("studies").then(() => null, (failure: unknown) => failure as ApiError);
    expect(error).toMatchObject({ status: 400, message: "2 errors", errors: [{ pointer: "/trials", detail: "is too large" }] });
  });

  test("forgets a key that is refused, and says so", async () => {
    asked.mockResolvedValue(answer(401, { title: "The key is not valid" }));
    await expect(ask("studies")).rejects.toThrow();
    expect(key.value).toBeNull();
    expect(refusal.value).toContain("does not accept this key");
  });

  test("learns what a key may do from a refusal", async () => {
    asked.mockResolvedValue(answer(403, { detail: "It needs a key with the scope admin; this one has the scope read." }));
    await findScope();
    expect(scope.value).toBe("read");
    expect(whyNot("write")).toBe("Your key has the scope read; this needs write.");
    expect(whyNot("read")).toBeUndefined();
  });

  test("says that nobody answers", async () => {
    asked.mockRejectedValue(new TypeError("failed"));
    await expect(ask("studies")).rejects.toMatchObject({ status: 0 });
  });

  test("a POST counts once however often it is sent", async () => {
    asked.mockImplementation(() => Promise.resolve(answer(202)));
    await ask("studies", { method: "POST", body: { name: "a" } });
    expect((asked.mock.calls[0]![1]!.headers as Record<string, string>)["Idempotency-Key"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("following a study", () => {
  let seen: (() => void) | undefined;
  const page = { hidden: false, addEventListener: (_: string, act: () => void) => { seen = act; }, removeEventListener: () => { seen = undefined; } };
  beforeEach(() => { vi.useFakeTimers(); vi.stubGlobal("document", page); page.hidden = false; });
  afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });
  const advance = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

  test("asks as advised, then ever less, not at all when hidden, and at once when it is seen again", async () => {
    let news: Polled = { changed: true, retryAfter: 1, ended: false };
    const turns = vi.fn(() => Promise.resolve(news));
    const stop = poll(turns, () => undefined);
    await advance(0);
    await advance(2);
    expect(turns).toHaveBeenCalledTimes(3);
    news = { changed: false, retryAfter: 1, ended: false };
    await advance(200);
    expect(turns.mock.calls.length).toBeLessThan(24);
    page.hidden = true;
    await advance(60);
    const before = turns.mock.calls.length;
    await advance(600);
    expect(turns).toHaveBeenCalledTimes(before);
    page.hidden = false;
    seen!();
    await advance(0);
    expect(turns).toHaveBeenCalledTimes(before + 1);
    stop();
    await advance(600);
    expect(turns).toHaveBeenCalledTimes(before + 1);
  });

  test("stops when what it follows has ended", async () => {
    const turns = vi.fn(() => Promise.resolve({ changed: true, retryAfter: 60, ended: true }));
    poll(turns, () => undefined);
    await advance(600);
    expect(turns).toHaveBeenCalledTimes(1);
  });

  test("goes on after a failure, and tells of it", async () => {
    const failed = vi.fn();
    const turns = vi.fn().mockRejectedValueOnce(new Error("down")).mockResolvedValue({ changed: true, retryAfter: 1, ended: true });
    poll(turns, failed);
    await advance(10);
    expect(failed).toHaveBeenCalledTimes(1);
    expect(turns).toHaveBeenCalledTimes(2);
  });
});

test("a query leaves out what is empty", () => expect(query({ limit: 5, after: undefined, state: "", sort: "-value" })).toBe("?limit=5&sort=-value"));

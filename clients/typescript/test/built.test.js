import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { current, generated } from "../scripts/types.js";

test("src/api.ts is what docs/openapi.json says", async () => {
  assert.ok((await current()) === (await generated()), "src/api.ts is out of date: `npm run types` in clients/typescript writes it anew.");
});

test("the whole client is at most 12 KB, compressed", async () => {
  const bytes = gzipSync(await readFile(new URL("../dist/tuner.min.js", import.meta.url)), { level: 9 }).length;

  console.log(`the client has ${bytes} bytes, compressed`);
  assert.ok(bytes <= 12 * 1024, `${bytes} bytes`);
});

test("the client has no dependency", async () => {
  const { dependencies, peerDependencies } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));

  assert.deepEqual([dependencies, peerDependencies], [undefined, undefined]);
});

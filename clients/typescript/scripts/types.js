// Writes src/api.ts, the types of the API, from docs/openapi.json.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("../../../docs/openapi.json", import.meta.url);
const file = new URL("../src/api.ts", import.meta.url);

/** What src/api.ts is to be. */
export async function generated() {
  const api = JSON.parse(await readFile(document, "utf8"), withoutAliases);
  return "// Made by `npm run types` from docs/openapi.json.\n" + astToString(await openapiTS(api, { defaultNonNullable: false }));
}

/** A study file may spell its fields in snake_case, too: a program needs one spelling. */
function withoutAliases(key, value) {
  if (key !== "properties") return value;
  return Object.fromEntries(Object.entries(value).filter(([, { $ref }]) => !$ref?.includes("/properties/")));
}

/** What src/api.ts is. */
export const current = () => readFile(file, "utf8");

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(file, await generated());

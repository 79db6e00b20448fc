/** What there is of Node.js where this runs; nothing in a browser. */
interface Platform {
  process?: {
    env?: Record<string, string | undefined>;
    pid?: number;
    getBuiltinModule?(name: "node:fs"): { readFileSync(path: string, encoding: "utf8"): string };
  };
  location?: { origin: string };
}

const { process, location } = globalThis as Platform;

/** An environment variable that is set to something. */
export const variable = (name: string): string | undefined => process?.env?.[name] || undefined;

/** What a worker calls itself. */
export const workerName = process?.pid ? `node-${process.pid}` : "browser";

/** The server beside which this runs: a page's own, or the one that `tuner serve` keeps on the data directory. */
export function localServer(): { server: string; key?: string } | undefined {
  if (!process?.getBuiltinModule) return location ? { server: location.origin } : undefined;
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const data = variable("TUNER_DATA") ?? ".tuner";
  try {
    const { url } = JSON.parse(readFileSync(`${data}/server.json`, "utf8")) as { url: string };
    return { server: url, key: readFileSync(`${data}/token`, "utf8").trim() };
  } catch {
    return undefined; // No server runs there.
  }
}

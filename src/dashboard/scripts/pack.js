// Compresses what Vite made, once and as well as it can be, into one flat folder: the app serves it as it is.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const output = process.env.DASHBOARD_OUTPUT ?? "dist/packed/";
const made = process.env.DASHBOARD_OUTPUT ? join(output, "plain") : "dist";

mkdirSync(output, { recursive: true });
for (const old of readdirSync(output).filter(name => name.endsWith(".br"))) rmSync(join(output, old));
for (const file of ["index.html", ...readdirSync(join(made, "assets")).map(name => join("assets", name))]) {
    const content = readFileSync(join(made, file));
    const packed = brotliCompressSync(content, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    });
    writeFileSync(join(output, `${file.split("/").pop()}.br`), packed);
}

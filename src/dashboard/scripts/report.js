// Makes the template of reports: one page that has its script and its style in it, may ask nobody, and waits for its data.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { brotliCompressSync } from "node:zlib";

const output = process.env.DASHBOARD_OUTPUT ? join(process.env.DASHBOARD_OUTPUT, "report") : "dist/report";
// What would end the element, or begin a comment that swallows its end, is written so that HTML does not see it.
const script = readFileSync(join(output, "report.js"), "utf8").replaceAll(/<(?=\/script|script|!--)/gi, "\\x3C");
new Script(script); // It must still be JavaScript.
const style = readFileSync(join(output, "report.css"), "utf8");
if (/<\/style/i.test(style)) throw new Error("The style would end its element.");

const hash = text => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'`;
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Serverless Tuner: a study</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This report needs JavaScript to draw its charts. It asks nobody for anything.</noscript>
<script type="application/json" id="data">/*data*/</script>
<script>${script}</script>
</body>
</html>
`;
writeFileSync(join(output, "report.html.br"), brotliCompressSync(page));

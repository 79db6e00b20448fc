import { defineConfig } from "vite";

// The same code as the page, as one script and one style sheet that a file takes into itself.
export default defineConfig({
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
        outDir: process.env["DASHBOARD_OUTPUT"] ? `${process.env["DASHBOARD_OUTPUT"]}report` : "dist/report",
        emptyOutDir: true,
        target: "es2022",
        modulePreload: { polyfill: false },
        cssCodeSplit: false,
        reportCompressedSize: false,
        rolldownOptions: {
            input: "src/report/main.tsx",
            output: { format: "iife", entryFileNames: "report.js", assetFileNames: "report[extname]" },
        },
    },
});

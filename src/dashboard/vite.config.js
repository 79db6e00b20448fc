import { defineConfig } from "vite";

export default defineConfig({
    // Relative, so that the page works behind a proxy that puts a path in front.
    base: "./",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
        outDir: process.env["DASHBOARD_OUTPUT"] ? `${process.env["DASHBOARD_OUTPUT"]}plain` : "dist",
        emptyOutDir: true,
        target: "es2022",
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        reportCompressedSize: false,
    },
    server: {
        proxy: {
            "/v1": {
                target: process.env["DASHBOARD_SERVER"] ?? "http://127.0.0.1:7071",
                changeOrigin: true,
                // The server answers pages of its own origin alone.
                configure: proxy =>
                    proxy.on("proxyReq", request => {
                        request.removeHeader("origin");
                    }),
            },
        },
    },
});

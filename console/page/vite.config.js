// How the page is built: from console/page into the folder TRUYENTHANH_PAGE_OUT names.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
    plugins: [svelte()],
    worker: { format: "es" },
    build: {
        outDir: process.env.TRUYENTHANH_PAGE_OUT ?? "dist",
        emptyOutDir: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        target: "es2022",
        reportCompressedSize: false,
    },
});

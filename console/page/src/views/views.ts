// The views of the page, each loaded when it is opened; `right` is who sees it.
import type { Component } from "svelte";

export interface View {
    name: string;
    title: string;
    right: string;
    load: () => Promise<{ default: Component }>;
}

export const views: View[] = [
    { name: "phat-song", title: "page.view_on_air", right: "watch", load: () => import("./OnAir.svelte") },
    { name: "lich-tuan", title: "page.view_week", right: "watch", load: () => import("./Week.svelte") },
    { name: "chuong-trinh", title: "page.view_programme", right: "watch", load: () => import("./Programme.svelte") },
    { name: "kho-tin-bai", title: "page.view_library", right: "watch", load: () => import("./Library.svelte") },
    { name: "duyet", title: "page.view_review", right: "watch", load: () => import("./Review.svelte") },
    { name: "tiep-song", title: "page.view_relays", right: "watch", load: () => import("./Relays.svelte") },
    { name: "nhat-ky", title: "page.view_log", right: "watch", load: () => import("./Log.svelte") },
    { name: "bao-cao", title: "page.view_report", right: "watch", load: () => import("./Report.svelte") },
    { name: "he-thong", title: "page.view_system", right: "watch", load: () => import("./System.svelte") },
];

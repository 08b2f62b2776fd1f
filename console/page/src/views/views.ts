// The views of the page in the order of a day, each loaded when it is opened; `right` is who sees it.
import type { Component } from "svelte";

export interface View {
    name: string;
    title: string;
    icon: string;
    right: string;
    load: () => Promise<{ default: Component }>;
}
export interface Group {
    title: string;
    views: View[];
}

export const groups: Group[] = [
    {
        title: "page.group_today",
        views: [
            { name: "phat-song", title: "page.view_on_air", icon: "air", right: "watch", load: () => import("./OnAir.svelte") },
            { name: "chuong-trinh", title: "page.view_programme", icon: "programme", right: "watch", load: () => import("./Programme.svelte") },
            { name: "kho-tin-bai", title: "page.view_library", icon: "library", right: "watch", load: () => import("./Library.svelte") },
            { name: "duyet", title: "page.view_review", icon: "review", right: "watch", load: () => import("./Review.svelte") },
        ],
    },
    {
        title: "page.group_schedule",
        views: [
            { name: "lich-tuan", title: "page.view_week", icon: "week", right: "watch", load: () => import("./Week.svelte") },
            { name: "tiep-song", title: "page.view_relays", icon: "relay", right: "watch", load: () => import("./Relays.svelte") },
        ],
    },
    {
        title: "page.group_books",
        views: [
            { name: "nhat-ky", title: "page.view_log", icon: "log", right: "watch", load: () => import("./Log.svelte") },
            { name: "bao-cao", title: "page.view_report", icon: "report", right: "watch", load: () => import("./Report.svelte") },
        ],
    },
    {
        title: "page.group_station",
        views: [
            { name: "he-thong-loa", title: "page.view_speakers", icon: "speaker", right: "watch", load: () => import("./Speakers.svelte") },
            { name: "con-nguoi", title: "page.view_people", icon: "people", right: "watch", load: () => import("./People.svelte") },
            { name: "nhat-ky-he-thong", title: "page.view_audit", icon: "audit", right: "review", load: () => import("./Audit.svelte") },
            { name: "cai-dat", title: "page.view_settings", icon: "settings", right: "watch", load: () => import("./Settings.svelte") },
        ],
    },
];

export const views: View[] = groups.flatMap((group) => group.views);

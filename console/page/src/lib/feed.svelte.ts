// The station's status as it comes, and how old it is.
import { ring } from "./alarm.svelte";
import { hasNewFault } from "./faults";
import { lookAgain } from "./session.svelte";
import type { Line, Picture, Status } from "./types";

const kStale = 3000;
const state = $state<{ picture: Picture | null; age: number }>({ picture: null, age: 0 });
let heardAt = 0;
let port: MessagePort | null = null;
let own: EventSource | null = null;
const faults = new Set<string>();

export function picture(): Picture | null {
    return state.picture;
}

export function status(): Status | null {
    return state.picture?.status ?? null;
}

// What is on, with the seconds that are left of it and the part that is over.
export function onAirLine(): (Line & { left: number; done: number }) | null {
    const now = status();
    const on = now?.on_air[0];
    if (!on || !now) return null;
    const [from, until, at] = [Date.parse(on.from), Date.parse(on.until), Date.parse(now.now)];
    return { ...on, left: Math.max(0, (until - at) / 1000), done: until > from ? Math.min(1, (at - from) / (until - from)) : 0 };
}

// Seconds since the last word of the station once that is too long; else 0.
export function staleFor(): number {
    return state.age > kStale ? Math.round(state.age / 1000) : 0;
}

function take(data: string): void {
    state.picture = JSON.parse(data) as Picture;
    heardAt = performance.now();
    state.age = 0;
}

export function listen(): void {
    heardAt ||= performance.now();
    if (typeof SharedWorker === "undefined") return listenAlone();
    if (!port) {
        const worker = new SharedWorker(new URL("./feed_worker.ts", import.meta.url), { type: "module", name: "feed" });
        port = worker.port;
        port.onmessage = (event: MessageEvent<{ picture?: string; is_refused?: true; ring?: true }>) => {
            if (event.data.picture) take(event.data.picture);
            if (event.data.is_refused) refused();
            if (event.data.ring) ring();
        };
        addEventListener("pointerdown", () => port?.postMessage("touched"));
        addEventListener("pagehide", () => port?.postMessage("leave"));
        addEventListener("pageshow", () => port?.postMessage("listen"));
    }
    port.postMessage("listen");
}

// Where there is no SharedWorker, as on some phones: a stream of its own.
function listenAlone(): void {
    if (own && own.readyState !== EventSource.CLOSED) return;
    own = new EventSource("/api/v1/events");
    own.addEventListener("status", (event) => {
        if (hasNewFault(faults, event.data as string)) ring();
        take(event.data as string);
    });
    own.onerror = () => {
        if (own?.readyState === EventSource.CLOSED) refused();
    };
}

// The stream was turned away: the session is over, or the console begins anew.
function refused(): void {
    void lookAgain();
    setTimeout(() => (port ? port.postMessage("listen") : listenAlone()), 3000);
}

export function leave(): void {
    port?.postMessage("leave");
    own?.close();
    own = null;
    state.picture = null;
    heardAt = 0;
}

setInterval(() => {
    if (heardAt) state.age = performance.now() - heardAt;
}, 500);

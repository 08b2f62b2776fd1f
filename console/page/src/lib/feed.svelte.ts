// The station's status as it comes, and how old it is.
import { lookAgain } from "./session.svelte";
import type { Picture, Status } from "./types";

const kStale = 3000;
const state = $state<{ picture: Picture | null; age: number; drift: number }>({ picture: null, age: 0, drift: 0 });
let heardAt = 0;
let port: MessagePort | null = null;
let own: EventSource | null = null;

export function picture(): Picture | null {
    return state.picture;
}

export function status(): Status | null {
    return state.picture?.status ?? null;
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
        port.onmessage = (event: MessageEvent<{ picture?: string; is_refused?: true }>) => {
            if (event.data.picture) take(event.data.picture);
            if (event.data.is_refused) refused();
        };
        addEventListener("pagehide", () => port?.postMessage("leave"));
        addEventListener("pageshow", () => port?.postMessage("listen"));
    }
    port.postMessage("listen");
}

// Where there is no SharedWorker, as on some phones: a stream of its own.
function listenAlone(): void {
    if (own && own.readyState !== EventSource.CLOSED) return;
    own = new EventSource("/api/v1/events");
    own.addEventListener("status", (event) => take(event.data as string));
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

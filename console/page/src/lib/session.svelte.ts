// Who is logged in, and asking the console: one door for every request of the page.
import { said, word } from "./words.svelte";
import type { Message, Session } from "./types";

const state = $state<{ session: Session | null; is_known: boolean }>({ session: null, is_known: false });

export class Refused extends Error {
    constructor(
        text: string,
        readonly status: number,
        readonly key: string,
    ) {
        super(text);
    }
}

export function session(): Session | null {
    return state.session;
}

export function isIn(): boolean {
    return state.session !== null && !state.session.is_locked && !state.session.must_change_password;
}

export function isKnown(): boolean {
    return state.is_known;
}

export function may(right: string): boolean {
    return isIn() && (state.session?.rights.includes(right) ?? false);
}

async function send(method: string, path: string, body?: unknown, head: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { ...head };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (state.session && method !== "GET") headers["X-Change-Token"] = state.session.change_token;
    try {
        return await fetch(`/api/v1/${path}`, {
            method,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            signal,
        });
    } catch {
        throw new Refused(word("page.no_console"), 0, "page.no_console");
    }
}

async function refusal(reply: Response, path: string): Promise<Refused> {
    const message = await reply.json().then((answer) => answer.error as Message | undefined, () => undefined);
    if (reply.status === 401 && path !== "session") await lookAgain();
    return new Refused(said(message), reply.status, message?.key ?? "");
}

// The answer; throws Refused with a sentence.
export async function ask<T>(method: string, path: string, body?: unknown, head?: Record<string, string>): Promise<T> {
    const reply = await send(method, path, body, head);
    if (!reply.ok) throw await refusal(reply, path);
    const text = await reply.text();
    return (text ? JSON.parse(text) : {}) as T;
}

// An answer without an end, as it comes; throws Refused with a sentence.
export async function hear(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const reply = await send("GET", path, undefined, {}, signal);
    if (!reply.ok || !reply.body) throw await refusal(reply, path);
    return reply.body;
}

export const look = <T>(path: string): Promise<T> => ask<T>("GET", path);

export async function lookAgain(): Promise<void> {
    const reply = await send("GET", "session").catch(() => null);
    state.session = reply?.ok ? ((await reply.json()) as Session) : null;
    state.is_known = true;
}

// `isWall`: a session that may look for weeks, and nothing else.
export async function logIn(name: string, password: string, isWall = false): Promise<void> {
    await ask("POST", "session", { name, password, ...(isWall ? { wall: true } : {}) });
    await lookAgain();
}

// Whether this is the station's own machine, where looking needs no login.
export async function isAtStation(): Promise<boolean> {
    const reply = await send("GET", "status").catch(() => null);
    return reply?.ok ?? false;
}

export async function logOut(): Promise<void> {
    await ask("DELETE", "session").catch(() => null);
    await lookAgain();
}

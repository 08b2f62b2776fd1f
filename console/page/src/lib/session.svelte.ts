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
    return state.session !== null && !state.session.is_locked;
}

export function isKnown(): boolean {
    return state.is_known;
}

export function may(right: string): boolean {
    return isIn() && (state.session?.rights.includes(right) ?? false);
}

async function send(method: string, path: string, body?: unknown, head: Record<string, string> = {}): Promise<Response> {
    const headers: Record<string, string> = { ...head };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (state.session && method !== "GET") headers["X-Change-Token"] = state.session.change_token;
    try {
        return await fetch(`/api/v1/${path}`, {
            method,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch {
        throw new Refused(word("page.no_console"), 0, "page.no_console");
    }
}

// The answer; throws Refused with a sentence.
export async function ask<T>(method: string, path: string, body?: unknown, head?: Record<string, string>): Promise<T> {
    const reply = await send(method, path, body, head);
    const text = await reply.text();
    const answer = text ? JSON.parse(text) : {};
    if (reply.ok) return answer as T;
    const message = answer.error as Message | undefined;
    if (reply.status === 401 && path !== "session") await lookAgain();
    throw new Refused(said(message), reply.status, message?.key ?? "");
}

export const look = <T>(path: string): Promise<T> => ask<T>("GET", path);

export async function lookAgain(): Promise<void> {
    const reply = await send("GET", "session").catch(() => null);
    state.session = reply?.ok ? ((await reply.json()) as Session) : null;
    state.is_known = true;
}

export async function logIn(name: string, password: string): Promise<void> {
    await ask("POST", "session", { name, password });
    await lookAgain();
}

export async function logOut(): Promise<void> {
    await ask("DELETE", "session").catch(() => null);
    await lookAgain();
}

// The page's sentences, from the same catalogues as everything else the station says.
import type { Message } from "./types";

export type Language = "vi" | "en";

let words = $state<Record<string, string>>({});
const spoken = $state({ language: stored(), station: "" });

function stored(): Language {
    return localStorage.getItem("language") === "en" ? "en" : "vi";
}

export function language(): Language {
    return spoken.language;
}

export function stationName(): string {
    return spoken.station;
}

export async function speak(next: Language): Promise<void> {
    const reply = await fetch(`/api/v1/words/${next}`);
    const answer = await reply.json();
    words = answer.words;
    spoken.language = next;
    spoken.station = answer.station;
    localStorage.setItem("language", next);
    document.documentElement.lang = next;
    document.title = answer.station;
}

export function word(key: string, args: Record<string, string | number> = {}): string {
    return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
}

// A block or field as it is called here, or in English where it is one of those every station begins with.
export function called(family: "block" | "field", code: string | null | undefined, name: string): string {
    return language() === "en" ? (words[`${family}.${code}`] ?? name) : name;
}

// What the station said, in the language of the page.
export function said(message: Message | null | undefined): string {
    return message?.text?.[spoken.language] ?? word("page.failed");
}

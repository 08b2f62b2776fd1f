// The one line that says what became of what was asked, and asking for the password again.
import { ask, Refused } from "./session.svelte";
import { word } from "./words.svelte";

const state = $state<{ note: string; is_bad: boolean; question: Question | null }>({
    note: "",
    is_bad: false,
    question: null,
});

interface Question {
    title: string;
    answer: (password: string | null) => void;
}

export const note = (): string => state.note;
export const isBad = (): boolean => state.is_bad;
export const question = (): Question | null => state.question;

export function tell(text: string, isBad = false): void {
    state.note = text;
    state.is_bad = isBad;
}

export function reason(fault: unknown): string {
    return fault instanceof Refused ? fault.message : word("page.failed");
}

// Does it and says so; false where it was refused.
export async function tried(act: () => Promise<unknown>, done: string = word("page.done")): Promise<boolean> {
    try {
        await act();
        tell(done);
        return true;
    } catch (fault) {
        tell(reason(fault), true);
        return false;
    }
}

// Null: thought better of it.
export function password(title: string): Promise<string | null> {
    return new Promise((resolve) => {
        state.question = {
            title,
            answer: (given) => {
                state.question = null;
                resolve(given);
            },
        };
    });
}

// A change that wants the password again.
export async function signed(title: string, path: string, body: Record<string, unknown> = {}): Promise<boolean> {
    const given = await password(title);
    if (given === null) return false;
    return tried(() => ask("POST", path, { ...body, password: given }));
}

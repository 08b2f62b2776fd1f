// Something read from the console for a view: its value, the sentence why it is not there, and reading it again.
import { look } from "./session.svelte";
import { reason } from "./notes.svelte";

export class Loaded<T> {
    value = $state.raw<T | null>(null);
    fault = $state("");
    private asked = 0;
    private isAsking = false;
    private isBehind = false;

    constructor(private readonly path: () => string) {}

    get isRead(): boolean {
        return this.value !== null;
    }

    // What it will be once the station has done what it is asked; answers under way know nothing of that.
    expect(value: T): void {
        ++this.asked;
        this.value = value;
    }

    // An answer that a later question has overtaken is not shown.
    async read(): Promise<void> {
        const asked = ++this.asked;
        try {
            const value = await look<T>(this.path());
            if (asked !== this.asked) return;
            this.value = value;
            this.fault = "";
        } catch (fault) {
            if (asked === this.asked) this.fault = reason(fault);
        }
    }

    // For what changes with each key: one question is under way at most, and the newest is asked when that is answered.
    async follow(): Promise<void> {
        this.isBehind = this.isAsking;
        if (this.isAsking) return;
        this.isAsking = true;
        do {
            this.isBehind = false;
            await this.read();
        } while (this.isBehind);
        this.isAsking = false;
    }
}

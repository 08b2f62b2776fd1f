// Something read from the console for a view: its value, the sentence why it is not there, and reading it again.
import { look } from "./session.svelte";
import { reason } from "./notes.svelte";

export class Loaded<T> {
    value = $state<T | null>(null);
    fault = $state("");

    constructor(private readonly path: () => string) {}

    async read(): Promise<void> {
        try {
            this.value = await look<T>(this.path());
            this.fault = "";
        } catch (fault) {
            this.fault = reason(fault);
        }
    }
}

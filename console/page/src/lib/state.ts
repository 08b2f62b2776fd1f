// The one word for how the station is, and how it is drawn.
import type { Heard, Picture } from "./types";

export type Look = "" | "on-air" | "fault";

export function stateOf(picture: Picture | null): [Look, string] {
    const now = picture?.status;
    if (!picture) return ["", "page.state_unknown"];
    if (!now || !picture.is_reachable) return ["fault", "page.state_fault"];
    if (now.is_killed) return ["fault", "page.state_killed"];
    if (!now.output.is_reachable || now.output.state === "lost") return ["fault", "page.state_fault"];
    if (now.on_air.length) return ["on-air", "page.state_on_air"];
    return ["", now.is_held ? "page.state_held" : "page.state_silent"];
}

// The sentence for what became of an entry; one that is made ready and has not begun is not on air.
export function outcomeOf(row: Heard): string {
    if (row.outcome) return `outcome.${row.outcome}`;
    return row.started ? "outcome.open" : "page.not_begun";
}

// What of a rundown people choose, and what its frame brings: the tune, the call, the stinger between items, the close.
import type { Programme, RundownEntry } from "./types";

const kFrames = ["ident", "tune", "call", "stinger", "close"];

export const isFrame = (kind: string | undefined): boolean => kFrames.includes(kind ?? "");

export const contentOf = (programme: Programme): RundownEntry[] => programme.rundown.filter((row) => !isFrame(row.kind));

// What stands before the first chosen item, and after the last.
export function edgesOf(programme: Programme): [RundownEntry[], RundownEntry[]] {
    const rows = programme.rundown;
    const first = rows.findIndex((row) => !isFrame(row.kind));
    if (first < 0) return [rows, []];
    const last = rows.length - [...rows].reverse().findIndex((row) => !isFrame(row.kind));
    return [rows.slice(0, first), rows.slice(last)];
}

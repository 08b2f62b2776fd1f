// Whether a picture of the station has a fault that the one before had not; `known` is what is remembered between them.
import type { Picture } from "./types";

export function hasNewFault(known: Set<string>, data: string): boolean {
    const picture = JSON.parse(data) as Picture;
    const all = [...(picture.status?.faults ?? []), ...(picture.fault ? [picture.fault] : [])];
    const keys = new Set(all.map((fault) => fault.key + Object.values(fault.args).filter((arg) => !/\d/.test(arg)).join()));
    const isNew = [...keys].some((key) => !known.has(key));
    known.clear();
    for (const key of keys) known.add(key);
    return isNew;
}

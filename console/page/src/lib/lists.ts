// Small things with lists that browsers of some years ago do not have themselves.
export const without = <T>(list: T[], at: number): T[] => [...list.slice(0, at), ...list.slice(at + 1)];

export const inserted = <T>(list: T[], at: number, one: T): T[] => [...list.slice(0, at), one, ...list.slice(at)];

// In the order of first mention.
export function grouped<T>(list: T[], keyOf: (one: T) => string): [string, T[]][] {
    const groups = new Map<string, T[]>();
    for (const one of list) {
        const key = keyOf(one);
        const group = groups.get(key);
        if (group) group.push(one);
        else groups.set(key, [one]);
    }
    return [...groups];
}

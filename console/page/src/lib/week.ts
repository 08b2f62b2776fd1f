// A week as people see it: the slots of its dates, with the exceptions of those dates in them. What will be heard is the
// station's to say (/plan, /lint); this is only for drawing.
import { addDays, dayText, secondsOf, weekdays } from "./time";
import type { CalendarException, Hours, Slot, TimeWindow } from "./types";

export interface Shown {
    slot: Slot;
    date: string;
    day: number;  // 0 is Monday
    start: Date;
    end: Date;
    kind: "weekly" | "suspended" | "replaced" | "added";
    exception?: number;  // that added it
}

export function mondayOf(date: Date): string {
    return addDays(dayText(date), -((date.getDay() + 6) % 7));
}

function placed(slot: Slot, date: string, day: number, kind: Shown["kind"]): Shown {
    const start = new Date(`${date}T${slot.start.length === 5 ? `${slot.start}:00` : slot.start}`);
    return { slot, date, day, start, end: new Date(start.getTime() + secondsOf(slot.length) * 1000), kind };
}

function kindOn(rules: CalendarException[], slot: Slot): Shown["kind"] {
    const own = rules.filter((one) => one.target === slot.id || (one.kind === "suspend" && one.target === undefined));
    if (own.some((one) => one.kind === "suspend")) return "suspended";
    return own.some((one) => one.kind === "replace") ? "replaced" : "weekly";
}

export function shownWeek(monday: string, slots: Slot[], exceptions: CalendarException[]): Shown[] {
    const found: Shown[] = [];
    const dates = [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(monday, day));
    const rules = dates.map((date) => exceptions.filter((one) => one.date === date));
    for (const slot of slots) {
        for (const day of new Set(weekdays(slot.days))) {
            const date = dates[day]!;
            if ((slot.from && slot.from > date) || (slot.until && slot.until < date)) continue;
            found.push(placed(slot, date, day, kindOn(rules[day]!, slot)));
        }
    }
    for (const [day, date] of dates.entries()) {
        for (const rule of rules[day]!) if (rule.kind === "add" && rule.slot) found.push({ ...placed(rule.slot, date, day, "added"), exception: rule.id });
    }
    return found.sort((a, b) => a.start.getTime() - b.start.getTime());
}

// Seconds of a day, "24:00" too.
const secondsInto = (time: string): number => {
    const [hours, minutes, seconds] = time.split(":").map(Number);
    return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
};

// The stretches of a week outside every permitted window or inside a quiet one, a quarter of an hour at a time.
export function closedHours(monday: string, permitted: TimeWindow[], quiet: TimeWindow[]): Hours[] {
    const kStep = 900;
    const isIn = (windows: TimeWindow[], day: number, at: number): boolean =>
        windows.some((window) => {
            const [from, until] = [secondsInto(window.from), secondsInto(window.until)];
            const days = weekdays(window.days);
            if (from < until) return days.includes(day) && at >= from && at < until;
            return (days.includes(day) && at >= from) || (days.includes((day + 6) % 7) && at < until);
        });
    const found: Hours[] = [];
    for (let day = 0; day < 7; ++day) {
        const midnight = new Date(`${addDays(monday, day)}T00:00:00`).getTime();
        let begun: number | null = null;
        for (let at = 0; at <= 86_400; at += kStep) {
            const isClosed = at < 86_400 && (!isIn(permitted, day, at) || isIn(quiet, day, at));
            if (isClosed && begun === null) begun = at;
            if (!isClosed && begun !== null) {
                found.push({ from: new Date(midnight + begun * 1000), until: new Date(midnight + at * 1000) });
                begun = null;
            }
        }
    }
    return found;
}

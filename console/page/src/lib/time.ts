// Times and lengths as people read them.
const two = (n: number): string => String(n).padStart(2, "0");

// "07:30:15"; toTimeString() also looks for the name of the zone, which is slow.
export function timeOfDay(date: Date): string {
    return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

// "07:30:15" of a local instant.
export function clockOf(local: string | null | undefined): string {
    return local ? local.slice(11, 19) : "--:--:--";
}

export function minuteOf(local: string | null | undefined): string {
    return local ? local.slice(11, 16) : "--:--";
}

// 75 → "01:15", 3675 → "1:01:15".
export function length(seconds: number): string {
    const whole = Math.max(0, Math.round(seconds));
    const hours = Math.floor(whole / 3600);
    return `${hours ? `${hours}:` : ""}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

// "15m", "1h15m", "90s", "500ms" → seconds; NaN where it is no length.
export function secondsOf(text: string): number {
    if (!/^(\d+(h|ms|m|s))+$/.test(text)) return NaN;
    const factor: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };
    let sum = 0;
    for (const [, n, unit] of text.matchAll(/(\d+)(h|ms|m|s)/g)) sum += Number(n) * (factor[unit ?? ""] ?? NaN);
    return sum;
}

export function lengthText(seconds: number): string {
    const whole = Math.round(seconds);
    if (whole % 60) return `${whole}s`;
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor(whole / 60) % 60;
    return `${hours ? `${hours}h` : ""}${minutes || !hours ? `${minutes}m` : ""}`;
}

export function dayText(date: Date): string {
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function addDays(date: string, days: number): string {
    const at = new Date(`${date}T12:00:00`);
    at.setDate(at.getDate() + days);
    return dayText(at);
}

// 2026-12-05 → 05/12/2026
export function shownDate(date: string | null | undefined): string {
    return date ? date.slice(0, 10).split("-").reverse().join("/") : "";
}

const kDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

// "mon-fri" and "daily" → numbers, 0 is Monday.
export function weekdays(text: string): number[] {
    if (text === "daily") return [0, 1, 2, 3, 4, 5, 6];
    const days: number[] = [];
    for (const part of text.split(",")) {
        const [first, last] = part.split("-");
        const from = kDays.indexOf(first ?? "");
        const to = last ? kDays.indexOf(last) : from;
        for (let day = from; from >= 0 && day <= to; ++day) days.push(day);
    }
    return days;
}

export function weekdayText(days: number[]): string {
    return [...days].sort().map((day) => kDays[day]).join(",");
}

// 2026-12-05 → "Thứ Bảy, 5 tháng 12, 2026"
export function longDate(date: string, language: string): string {
    const text = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "vi", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
        new Date(`${date.slice(0, 10)}T12:00:00`),
    );
    return text.charAt(0).toUpperCase() + text.slice(1);
}

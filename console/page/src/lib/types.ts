// What /api/v1 answers, as docs/cli.md describes it.
export interface Message {
    key: string;
    args: Record<string, string>;
    text?: { vi: string; en: string };
}
export interface Line {
    transmission: string;
    slot: string;
    programme: string;
    kind: string;
    title: string;
    from: string;
    from_local: string;
    until: string;
    until_local: string;
}
export interface RelayHealth {
    id: number;
    name: string;
    is_open: boolean;
    is_flowing: boolean;
    url: string;
    buffered_s: number;
    level_dbfs: number;
    drops: number;
    fault: Message | null;
}
export interface Status {
    station: string;
    now: string;
    now_local: string;
    clock: string;
    is_held: boolean;
    is_killed: boolean;
    on_air: Line[];
    next: Line | null;
    output: { is_reachable: boolean; state: string; device: string; peak_dbfs: number[] };
    relays: RelayHealth[];
    faults: Message[];
}
export interface Picture {
    is_reachable: boolean;
    status: Status | null;
    fault: Message | null;
}
export interface Session {
    person: number;
    name: string;
    roles: string[];
    rights: string[];
    is_locked: boolean;
    must_change_password?: boolean;
    change_token: string;
}
export interface PlannedItem {
    position: number;
    item: number;
    title: string;
    kind: string;
    offset_s: number;
    seconds: number;
    refused: Message | null;
}
export interface Planned {
    transmission: string;
    slot: string;
    slot_id: number;
    programme: string | null;
    relay: string | null;
    start: string;
    start_local: string;
    seconds: number;
    refused: Message | null;
    items: PlannedItem[];
}
export interface Heard {
    id: number;
    kind: string;
    transmission: string;
    slot: string | null;
    programme: string | null;
    title: string;
    started: string | null;
    started_local: string | null;
    planned_start: string | null;
    planned_start_local: string | null;
    heard_s: number;
    starved: number;
    is_estimated: boolean;
    outcome: string | null;
    cause: Message | null;
}
export interface Slot {
    id?: number;
    name: string;
    days: string;
    start: string;
    length: string;
    programme?: number;
    series?: string;
    relay?: number;
    from?: string;
    until?: string;
    [rule: string]: unknown;
}
export interface CalendarException {
    id: number;
    date: string;
    kind: "add" | "replace" | "suspend";
    target?: number;
    slot?: Slot;
    content?: Pick<Slot, "programme" | "series" | "relay">;
    reason?: string;
}
// A stretch of one week in which sound may not leave.
export interface Hours {
    from: Date;
    until: Date;
}
export interface RundownEntry {
    item: number;
    title?: string;
    kind?: string;
    seconds?: number;
    mix?: string;
}
export interface Programme {
    id: number;
    name: string;
    series?: string;
    date?: string;
    seconds?: number;
    rundown: RundownEntry[];
    // Of one that was made from a format.
    state?: "open" | "frozen" | "closed";
    format?: number | null;
    bar?: { length_s: number; total_s: number; over_s: number; fits: boolean };
    built_by?: string;
    frozen_by?: string;
    starts_at_local?: string;
    freezes_at_local?: string;
    remarks?: Message[];
}
export interface FormatPlace {
    kinds: string[];
    least: number;
    most: number;
}
export interface Format {
    id?: number;
    name: string;
    series: string;
    length: string;
    opening: number[];
    stinger?: number | null;
    closing: number[];
    places: FormatPlace[];
    no_repeat_days: number;
    freeze_before: string;
}
export interface PoolItem {
    item: number;
    title: string;
    kind: string;
    seconds: number;
    recording: number | null;
    priority: string;
    serves_guidance: boolean;
    last_aired: string | null;
    refused: Message | null;
}
export interface Relay {
    id: number;
    name: string;
    level: string;
    urls: string[];
    allow_private: boolean;
}
export interface Finding {
    severity: string;
    row: string;
    id: number;
    date: string;
    where: string;
    message: Message;
}
export interface RecordingRow {
    item: number;
    title: string;
    kind: string;
    recording: {
        id: number;
        seconds: number;
        loudness_lufs: number;
        true_peak_dbtp: number;
        source_name: string;
        added_by: string;
        added_at: string;
    };
    approval: { approved_by: string; approved_at: string; valid_until: string | null; revoked_at: string | null } | null;
}
export interface NewsItem {
    item: number;
    title: string;
    kind: string;
    stage: string;
    state: string;
    block: string;
    block_name: string;
    field: string;
    field_name: string;
    priority: string;
    added_by: string;
    added_at_local?: string;
    text?: string;
    authors: { name: string; share: number }[];
    text_approval: { approved_by: string; approved_at_local?: string; holds: boolean } | null;
    life?: { at: string; at_local?: string; step: string; who: string; why: string }[];
}
export interface TimeWindow {
    days: string;
    from: string;
    until: string;
}
export interface StationSettings {
    station: { name: string; time_zone: string; language: string };
    profile: {
        permitted: TimeWindow[];
        quiet: TimeWindow[];
        longest_session_minutes: number | null;
        sessions_a_day: number | null;
        relay_allowed: boolean;
    };
    audio: { device: string; target_lufs: number; ceiling_dbtp: number; zones: { name: string; gain_db: number }[] };
    air_check: { format: string; days: number; gigabytes: number };
    console: { idle_minutes: number };
    notify?: {
        webhook: string;
        mail_to: string;
        mail_from: string;
        mail_server: string;
        mail_user: string;
        mail_password?: string;
        has_mail_password: boolean;
        after_seconds: number;
    };
    changeable: string[];
}
export interface Person {
    person: number;
    name: string;
    unit: string;
    post: string;
    from: string | null;
    until: string | null;
    roles: string[];
}
export interface Account {
    person: number;
    name: string;
    failures: number;
    last_used_at_local?: string | null;
    locked_until?: string | null;
    disabled_at?: string | null;
}
export interface RoleGrant {
    role_id: number;
    name: string;
    role: string;
    block: string | null;
    from: string | null;
    until: string | null;
    holds: boolean;
}
export interface Equipment {
    id: number;
    kind: string;
    name: string;
    place: string;
    speakers: number;
    is_good: boolean;
    inspected: string | null;
}
export interface FaultTicket {
    id: number;
    part: string;
    equipment: number | null;
    symptom: string;
    cause: string;
    remedy: string;
    opened_by: string;
    closed_by: string;
    is_open: boolean;
    opened_at_local: string;
    closed_at_local: string | null;
}
export interface Technical {
    equipment: Equipment[];
    inspections: { id: number; date: string; inspector: string; note: string; findings: { equipment: number; is_good: boolean }[] }[];
    faults: FaultTicket[];
    due: { done: number; target: number; next: string | null; overdue: number };
}

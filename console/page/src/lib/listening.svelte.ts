// Hearing the output in the browser: pieces of 100 ms, as docs/console.md describes them, played one after the other on
// the audio clock with a little in hand. A late piece is a gap, too much in hand is let go: what is heard stays live.
import { reason } from "./notes.svelte";
import { hear } from "./session.svelte";

const kHead = 32;
const kMark = 0x31535454;  // "TTS1"
const kInHand = 0.3;       // seconds
const kMostInHand = 0.9;

type Stage = "off" | "beginning" | "sounding" | "silent";
const state = $state<{ stage: Stage; level: number; fault: string; volume: number; behind: number }>({
    stage: "off",
    level: -60,
    fault: "",
    volume: 0.8,
    behind: 0,
});
let player: AudioContext | null = null;
let gain: GainNode | null = null;
let line: AbortController | null = null;
let nextAt = 0;

export const listening = (): Readonly<typeof state> => state;

export function setVolume(volume: number): void {
    state.volume = volume;
    if (gain) gain.gain.value = volume;
}

export function stopListening(): void {
    line?.abort();
    line = null;
    void player?.close();
    player = null;
    Object.assign(state, { stage: "off", level: -60 });
}

export async function beginListening(): Promise<void> {
    stopListening();
    state.fault = "";
    state.stage = "beginning";
    line = new AbortController();
    player = new AudioContext();
    gain = player.createGain();
    gain.gain.value = state.volume;
    gain.connect(player.destination);
    nextAt = 0;
    const mine = line;
    try {
        await read((await hear("listen", mine.signal)).getReader());
    } catch (fault) {
        if (mine.signal.aborted) return;
        state.fault = reason(fault);
    }
    if (mine === line) stopListening();
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    let kept = new Uint8Array(0);
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const all = new Uint8Array(kept.length + value.length);
        all.set(kept);
        all.set(value, kept.length);
        kept = all.subarray(takeAll(all));
    }
}

// Plays every whole piece; the bytes that were used.
function takeAll(bytes: Uint8Array): number {
    let at = 0;
    while (bytes.length - at >= kHead) {
        const head = new DataView(bytes.buffer, bytes.byteOffset + at, kHead);
        if (head.getUint32(0, true) !== kMark) throw new Error("not a piece of sound");
        const [frames, rate, channels] = [head.getUint32(4, true), head.getUint32(8, true), head.getUint32(12, true)];
        const size = kHead + frames * channels * 2;
        if (bytes.length - at < size) break;
        const age = Date.now() / 1000 - Number(head.getBigInt64(24, true)) / 1e6;
        if (frames) play(new DataView(bytes.buffer, bytes.byteOffset + at + kHead, size - kHead), frames, rate, channels, age);
        else Object.assign(state, { stage: "silent", level: -60 });
        at += size;
    }
    return at;
}

function play(samples: DataView, frames: number, rate: number, channels: number, age: number): void {
    if (!player || !gain) return;
    state.stage = "sounding";
    const ahead = nextAt - player.currentTime;
    if (ahead > kMostInHand) return;
    if (ahead <= 0.02) nextAt = player.currentTime + kInHand;
    const sound = player.createBuffer(channels, frames, rate);
    let peak = 0;
    for (let channel = 0; channel < channels; ++channel) {
        const place = sound.getChannelData(channel);
        for (let frame = 0; frame < frames; ++frame) {
            const sample = samples.getInt16(2 * (frame * channels + channel), true) / 32768;
            place[frame] = sample;
            peak = Math.max(peak, Math.abs(sample));
        }
    }
    const source = player.createBufferSource();
    source.buffer = sound;
    source.connect(gain);
    source.start(nextAt);
    nextAt += frames / rate;
    state.level = Math.max(-60, 20 * Math.log10(peak || 1e-6));
    // Its own length, the way here by the clocks of both ends, and what waits to be played.
    state.behind = Math.max(0, age) + nextAt - player.currentTime;
}

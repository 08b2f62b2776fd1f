// Faults as a sound, where this browser was asked to. Of ten tabs one sounds: the worker says which.
const state = $state({ is_on: localStorage.getItem("fault_sound") === "on" });
let speaker: AudioContext | null = null;

export const isSounding = (): boolean => state.is_on;

// A browser lets sound out only after somebody has touched the page: turning it on is that touch.
export function sound(isOn: boolean): void {
    state.is_on = isOn;
    localStorage.setItem("fault_sound", isOn ? "on" : "off");
    if (isOn) ring();
}

// Two tones, falling; half a second.
export function ring(): void {
    if (!state.is_on) return;
    speaker ??= new AudioContext();
    const from = speaker.currentTime;
    const gain = speaker.createGain();
    gain.connect(speaker.destination);
    gain.gain.setValueAtTime(0.2, from);
    gain.gain.exponentialRampToValueAtTime(0.001, from + 0.6);
    for (const [at, pitch] of [[0, 880], [0.25, 660]] as const) {
        const tone = speaker.createOscillator();
        tone.frequency.value = pitch;
        tone.connect(gain);
        tone.start(from + at);
        tone.stop(from + at + 0.3);
    }
}

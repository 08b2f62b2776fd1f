// A button that acts only when held for 2 s, by pointer, touch or key; let go earlier, nothing happens.
const kHold = 2000;

export function held(button: HTMLElement, act: () => void): { update(next: () => void): void; destroy(): void } {
    let timer = 0;
    const up = (): void => {
        clearTimeout(timer);
        button.classList.remove("held");
    };
    const down = (event: Event): void => {
        if (button instanceof HTMLButtonElement && button.disabled) return;
        if (event instanceof KeyboardEvent && (event.repeat || ![" ", "Enter"].includes(event.key))) return;
        event.preventDefault();
        button.focus();
        button.classList.add("held");
        clearTimeout(timer);
        timer = window.setTimeout(() => {
            up();
            act();
        }, kHold);
    };
    const begin = ["pointerdown", "keydown"];
    const end = ["pointerup", "pointerleave", "pointercancel", "keyup", "blur"];
    for (const kind of begin) button.addEventListener(kind, down);
    for (const kind of end) button.addEventListener(kind, up);
    return {
        update: (next) => {
            act = next;
        },
        destroy: () => {
            up();
            for (const kind of begin) button.removeEventListener(kind, down);
            for (const kind of end) button.removeEventListener(kind, up);
        },
    };
}

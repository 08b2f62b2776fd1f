// The page's keys: they open views and put the cursor somewhere. None acts on air. They can be switched off.
const state = $state({ is_shown: false, is_on: localStorage.getItem("keys") !== "off" });

export const areShown = (): boolean => state.is_shown;
export const areOn = (): boolean => state.is_on;

export function shownKeys(isShown: boolean): void {
    state.is_shown = isShown;
}

export function turnKeys(isOn: boolean): void {
    state.is_on = isOn;
    localStorage.setItem("keys", isOn ? "on" : "off");
}

// Whether a key is meant for the page: not while somebody types or chooses, nor with Ctrl, Alt or Meta.
export function keysAct(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return false;
    const at = event.target as HTMLElement;
    if (at.closest("dialog") || ["INPUT", "SELECT", "TEXTAREA"].includes(at.tagName) || at.isContentEditable) return false;
    return state.is_on || event.key === "?";
}

// Digits open the views in their order, / searches, ? shows the keys.
export function whatKeyDoes(key: string, views: string[]): boolean {
    if (key === "?") {
        shownKeys(true);
        return true;
    }
    if (key === "/") {
        const field = document.querySelector<HTMLElement>('main input[type="search"]');
        field?.focus();
        return field !== null;
    }
    const view = /^[0-9]$/.test(key) ? views[(Number(key) + 9) % 10] : undefined;
    if (!view) return false;
    location.hash = `#/${view}`;
    return true;
}

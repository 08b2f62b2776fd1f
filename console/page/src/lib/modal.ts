// A form in the frame after the touch. To make a dialog modal the browser styles the whole page anew, and with a week of
// 300 slots that takes as long as all else together: so the form is there first, and modal from the frame after.
export function modal(dialog: HTMLDialogElement): { destroy: () => void } {
    const opener = document.activeElement;
    let timer = 0;
    dialog.classList.add("over");
    dialog.show();
    const frame = requestAnimationFrame(() => (timer = window.setTimeout(becomeModal)));

    // Without close(), which would say that somebody closed it.
    function becomeModal(): void {
        if (!dialog.open) return;
        const focused = document.activeElement;
        dialog.removeAttribute("open");
        dialog.showModal();
        if (focused instanceof HTMLElement && dialog.contains(focused)) focused.focus();
    }
    return {
        destroy(): void {
            cancelAnimationFrame(frame);
            clearTimeout(timer);
            if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
        },
    };
}

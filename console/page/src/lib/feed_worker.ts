// One for all tabs of this browser: holds the one event stream of the station and passes on what comes. Browsers allow
// six connections to a host; ten tabs with a stream each would leave none for anything else.
import { hasNewFault } from "./faults";

const ports = new Set<MessagePort>();  // the one used last comes last
const faults = new Set<string>();
let stream: EventSource | null = null;
let last: string | null = null;

function tell(what: { picture: string } | { is_refused: true }): void {
    for (const port of ports) port.postMessage(what);
}

function listen(): void {
    if (stream && stream.readyState !== EventSource.CLOSED) return;
    stream = new EventSource("/api/v1/events");
    stream.addEventListener("status", (event) => {
        last = event.data as string;
        tell({ picture: last });
        if (hasNewFault(faults, last)) [...ports].at(-1)?.postMessage({ ring: true });
    });
    stream.onerror = () => {
        if (stream?.readyState !== EventSource.CLOSED) return;
        last = null;
        tell({ is_refused: true });
    };
}

function hear(port: MessagePort, words: string): void {
    if (words === "listen" || words === "touched") {
        ports.delete(port);
        ports.add(port);
    }
    if (words === "listen") {
        listen();
        if (last) port.postMessage({ picture: last });
    }
    if (words === "leave") ports.delete(port);
    if (words === "leave" && ports.size === 0) {
        stream?.close();
        stream = null;
        last = null;
    }
}

(self as unknown as { onconnect: (event: MessageEvent) => void }).onconnect = (event) => {
    const port = event.ports[0];
    if (!port) return;
    port.onmessage = (message) => hear(port, message.data as string);
};

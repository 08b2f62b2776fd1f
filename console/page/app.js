// The bar that is always visible: clock, state, what is on, what is next, kill. Talks to /api/v1 alone.
const $ = (id) => document.getElementById(id);
const HOLD_MS = 2000;
const STALE_MS = 3000;
let words = {};
let language = localStorage.getItem("language") || "vi";
let session = null;
let stream = null;
let picture = null;
let heardAt = 0;

const word = (key, args = {}) =>
  (words[key] || key).replace(/\{(\w+)\}/g, (whole, name) => (name in args ? args[name] : whole));

async function ask(method, path, body) {
  const headers = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (session && method !== "GET") headers["X-Change-Token"] = session.change_token;
  const reply = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await reply.text();
  const answer = text ? JSON.parse(text) : {};
  if (!reply.ok) throw Object.assign(new Error(spoken(answer.error)), { status: reply.status });
  return answer;
}

const spoken = (message) => (message && message.text ? message.text[language] : word("page.failed"));

async function choose(next) {
  language = next;
  localStorage.setItem("language", language);
  const answer = await ask("GET", `/api/v1/words/${language}`);
  words = answer.words;
  document.documentElement.lang = language;
  document.title = answer.station;
  $("station").textContent = answer.station;
  for (const part of document.querySelectorAll("[data-word]")) part.textContent = word(part.dataset.word);
  const other = language === "vi" ? "en" : "vi";
  $("language").textContent = other === "en" ? "English" : "Tiếng Việt";
  $("language").lang = other;
  $("logout").textContent = word("page.log_out");
  show();
}

function clockOf(local) {
  return local ? local.slice(11, 19) : "--:--:--";
}

function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return `${hours ? hours + ":" : ""}${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

// red: on the air; else silence, or a fault in words.
function stateOf(status) {
  if (!picture.is_reachable) return ["fault", "page.state_fault"];
  if (status.is_killed) return ["", "page.state_killed"];
  if (status.output && (!status.output.is_reachable || status.output.state === "lost")) return ["fault", "page.state_fault"];
  if (status.on_air.length) return ["on-air", "page.state_on_air"];
  return ["", status.is_held ? "page.state_held" : "page.state_silent"];
}

function show() {
  const is_in = session && !session.is_locked;
  $("login").hidden = Boolean(is_in);
  $("picture").hidden = !is_in || !picture;
  $("logout").hidden = !session;
  if (!is_in || !picture) return;
  const status = picture.status || { on_air: [], relays: [], faults: [] };
  const [style, key] = stateOf(status);
  $("state").className = `state ${style}`;
  $("state").textContent = word(key);
  $("clock").textContent = clockOf(status.now_local);
  $("trust").textContent = status.clock ? word(`page.clock_${status.clock}`) : "";
  const on = status.on_air[0];
  $("on-air").textContent = on ? [on.slot, on.programme, on.title].filter(Boolean).join(" · ") : "–";
  $("remaining").textContent = on && on.until ? `−${length((Date.parse(on.until) - Date.parse(status.now)) / 1000)}` : "–";
  const next = status.next;
  $("next").textContent = next ? `${clockOf(next.from_local)} ${next.slot || next.title}` : "–";
  const output = status.output;
  $("output").textContent = output ? `${output.device || "–"}: ${word(`page.output_${output.state}`)}` : "–";
  $("relays").textContent = status.relays.map((r) => `${r.name}: ${word(r.is_flowing ? "page.flowing" : "page.not_flowing")}`).join("; ") || "–";
  $("level").value = output && output.peak_dbfs ? Math.max(...output.peak_dbfs) : -60;
  $("release").hidden = !status.is_killed;
  const faults = [...status.faults, picture.fault].filter(Boolean).map((fault) => {
    const line = document.createElement("li");
    line.textContent = spoken(fault);
    return line;
  });
  $("faults").replaceChildren(...faults);
}

function listen() {
  if (stream) stream.close();
  stream = new EventSource("/api/v1/events");
  stream.addEventListener("status", (event) => {
    picture = JSON.parse(event.data);
    heardAt = performance.now();
    show();
  });
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) begin();
  };
}

async function begin() {
  if (stream) stream.close();
  stream = null;
  try {
    session = await ask("GET", "/api/v1/session");
  } catch {
    session = null;
  }
  if (session && !session.is_locked) listen();
  show();
}

async function change(path) {
  try {
    await ask("POST", path, {});
    $("done").textContent = word("page.done");
  } catch (fault) {
    $("done").textContent = fault.message;
    if (fault.status === 401) begin();
  }
}

// Held for 2 s, by pointer, touch or key; letting go earlier does nothing.
function heldButton(button, act) {
  let timer = 0;
  const down = (event) => {
    if (event.type === "keydown" && (event.repeat || ![" ", "Enter"].includes(event.key))) return;
    event.preventDefault();
    button.classList.add("held");
    clearTimeout(timer);
    timer = setTimeout(() => {
      up();
      act();
    }, HOLD_MS);
  };
  const up = () => {
    clearTimeout(timer);
    button.classList.remove("held");
  };
  for (const kind of ["pointerdown", "keydown"]) button.addEventListener(kind, down);
  for (const kind of ["pointerup", "pointerleave", "pointercancel", "keyup", "blur"]) button.addEventListener(kind, up);
}

$("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("login-fault").textContent = "";
  try {
    session = await ask("POST", "/api/v1/session", { name: $("name").value, password: $("password").value });
    $("password").value = "";
    await begin();
  } catch (fault) {
    $("login-fault").textContent = fault.message;
  }
});
$("logout").addEventListener("click", async () => {
  await ask("DELETE", "/api/v1/session").catch(() => {});
  picture = null;
  begin();
});
$("language").addEventListener("click", () => choose(language === "vi" ? "en" : "vi"));
heldButton($("kill"), () => change("/api/v1/kill"));
heldButton($("release"), () => change("/api/v1/release"));
setInterval(() => {
  const age = performance.now() - heardAt;
  const is_old = Boolean(stream) && heardAt > 0 && age > STALE_MS;
  document.body.classList.toggle("old", is_old);
  $("stale").hidden = !is_old;
  if (is_old) $("stale").textContent = word("page.stale", { seconds: Math.round(age / 1000) });
}, 500);
choose(language).then(begin);

// Where the page begins. /man-hinh is the wall display, and leaves the rest of the page where it is.
import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { lookAgain } from "./lib/session.svelte";
import { language, speak } from "./lib/words.svelte";

await Promise.all([speak(language()), lookAgain()]);
const target = document.getElementById("app")!;
if (location.pathname === "/man-hinh") mount((await import("./Wall.svelte")).default, { target });
else mount(App, { target });

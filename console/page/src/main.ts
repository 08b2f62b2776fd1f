import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { lookAgain } from "./lib/session.svelte";
import { language, speak } from "./lib/words.svelte";

await Promise.all([speak(language()), lookAgain()]);
mount(App, { target: document.getElementById("app")! });

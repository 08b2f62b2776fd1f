// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the walks through the console's page share: Chromium, logging in, opening views, holding buttons, looking whether
// a page is whole and accessible, and keeping pictures. FOLDER (the first argument) is where the page was built; the
// rest comes as JSON in PAGE_WALK.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");

const modules = path.join(path.resolve(process.argv[2]), "node_modules");
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core/axe.min.js"), "utf8");
const given = JSON.parse(process.env.PAGE_WALK);
const kPatience = 30_000;
const kHold = 2_300;
const faults = [];
const lastSeen = [];  // what pages showed when something was not as it should be

async function newPage(context) {
    const page = await context.newPage();
    page.setDefaultTimeout(kPatience);
    page.on("pageerror", (error) => faults.push(`error in the page: ${error.message}`));
    page.pending = new Set();
    page.on("request", (request) => /\/(events|listen)$|worker/.test(request.url()) || page.pending.add(request));
    // Chromium never says that an answer ended whose body nobody reads, as that of a refusal.
    page.on("response", (response) => response.ok() || page.pending.delete(response.request()));
    for (const ended of ["requestfinished", "requestfailed"]) page.on(ended, (request) => page.pending.delete(request));
    page.on("console", (line) => {
        if (line.text().includes("Content Security Policy")) faults.push(line.text());
    });
    return page;
}

// What the page has asked for is there: nothing is under way for a quarter of a second. The status and the sound, which
// never end, do not count, nor does the worker's own file.
async function idle(page) {
    for (let quiet = 0, looks = 0; quiet < 5; ++looks) {
        assert.ok(looks < kPatience / 50, `never answered: ${[...page.pending].map((request) => request.url())}`);
        await page.waitForTimeout(50);
        quiet = page.pending.size ? 0 : quiet + 1;
    }
}

async function logIn(page, name, password = given.password) {
    await page.goto(given.url);
    await page.fill("#name", name);
    await page.fill("#password", password);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#state, #set-password");
}

// On a phone the views are behind a button.
async function showMenu(page) {
    const menu = page.locator("button.menu");
    if ((await menu.isVisible()) && (await menu.getAttribute("aria-expanded")) === "false") await menu.click();
}

async function changeTo(page, name, password) {
    await showMenu(page);
    await page.click("#logout");
    await page.waitForSelector("#name");
    await logIn(page, name, password);
}

async function open(page, view) {
    await page.evaluate((name) => (location.hash = `#/${name}`), view);
    await page.waitForSelector(`nav a[href="#/${view}"][aria-current]`, { state: "attached" });
    await page.waitForSelector("main h2");
    await idle(page);
}

const noteSays = (page, words) =>
    page.waitForFunction((text) => document.querySelector("p.note")?.textContent?.includes(text), words);

const stateIs = (page, words) =>
    page.waitForFunction((text) => document.querySelector("#state")?.textContent === text, words);

async function holdDown(page, selector, milliseconds = kHold) {
    await page.hover(selector);
    await page.mouse.down();
    await page.waitForTimeout(milliseconds);
    await page.mouse.up();
}

// The password once more.
async function sign(page) {
    await page.fill("#password-again", given.password);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#password-again", { state: "hidden" });
}

async function picture(page, what) {
    if (!given.pictures) return;
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: path.join(given.pictures, `${what}.png`), fullPage: true });
}

async function looksWhole(page, what) {
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width[0] <= width[1], `${what}: ${width[0]} pixels wide in ${width[1]}`);
    const text = await page.evaluate(() => document.body.innerText);
    const raw = text.match(/\b(page|kind|outcome|entry|stage|step|role|level|exception|console)\.[a-z_]+/);
    assert.equal(raw, null, `${what}: a word without a sentence: ${raw?.[0]}`);
    assert.ok(!/undefined|NaN|\[object/.test(text), `${what}: ${text.match(/.*(undefined|NaN|\[object).*/)?.[0]}`);
    await picture(page, what);
}

async function accessible(page, what) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    const lines = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
    assert.deepEqual(lines, [], `${what}: axe`);
}

// walk(browser) with a Chromium; its faults, and what pages showed last, are said where it fails.
async function main(walk) {
    const browser = await chromium.launch({
        executablePath: given.chromium,
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"],
    });
    try {
        await walk(browser);
        assert.deepEqual(faults, []);
        console.log("the walk is over");
    } catch (error) {
        for (const page of browser.contexts().flatMap((context) => context.pages())) {
            lastSeen.push(await page.evaluate(() => document.body.innerText).catch(() => ""));
            await picture(page, "last").catch(() => null);
        }
        console.error(error.stack, faults, lastSeen);
        process.exitCode = 1;
    } finally {
        await browser.close();
    }
}

module.exports = { accessible, assert, changeTo, fs, given, holdDown, idle, kHold, logIn, looksWhole, main, newPage, noteSays, open, path, picture, showMenu, sign, stateIs };

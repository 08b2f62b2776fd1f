// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// speed.js FOLDER: how long the page takes to answer what somebody does, with a week of 300 slots and a library of
// 100,000 items. Three things are measured of each act: the browser's own Event Timing, from the touch to the next
// frame; from the last touch to the end of the frame in which what was asked for is there, with the station's answer
// where it takes one; and the longest frame from the first touch to 0.8 s after the last, so also while dragging and
// when the station's answer is drawn. Asserts 100 ms for each; a quiet machine is needed.
const { assert, given, logIn, main, newPage, open } = require("./browser.js");

const kMost = 100;  // milliseconds
const kFrame = 8;   // the browser measures in steps of so much
const kAfter = 800;

// Looks on from now on; `isShown` is an expression that becomes true when the page shows what was asked for.
async function watch(page, isShown) {
    await page.evaluate(`window.isShown = () => ${isShown}`);
    assert.ok(!(await page.evaluate(() => window.isShown())), `there already: ${isShown}`);
    await page.evaluate(() => {
        const seen = (window.seen = { event: 0, frame: 0, touched: 0, shown: 0 });
        const over = new AbortController();
        seen.stop = () => over.abort();
        const see = (type, options, of) => {
            const observer = new PerformanceObserver((list) => list.getEntries().forEach(of));
            observer.observe({ type, buffered: false, ...options });
            over.signal.addEventListener("abort", () => observer.disconnect());
        };
        see("event", { durationThreshold: 16 }, (entry) => entry.interactionId && (seen.event = Math.max(seen.event, entry.duration)));
        see("long-animation-frame", {}, (entry) => (seen.frame = Math.max(seen.frame, entry.duration)));
        const touch = (event) => ([seen.touched, seen.shown] = [event.timeStamp, 0]);
        for (const type of ["pointerdown", "pointerup", "keydown", "input"]) addEventListener(type, touch, { capture: true, signal: over.signal });
        const afterFrame = new MessageChannel();
        afterFrame.port1.onmessage = () => (seen.shown ||= performance.now());
        const look = () => {
            if (over.signal.aborted) return;
            if (seen.touched && !seen.shown && window.isShown()) afterFrame.port2.postMessage(0);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    });
}

// The longest of the three.
async function measured(page, what, isShown, act) {
    await watch(page, isShown);
    await act();
    await page.waitForTimeout(kAfter);
    const seen = await page.evaluate(() => (window.seen.stop(), window.seen));
    const shown = Math.round(seen.shown - seen.touched);
    console.log(`${what}: event ${seen.event || "under 16"} ms, shown after ${shown} ms, longest frame ${Math.round(seen.frame) || "under 50"} ms`);
    assert.ok(seen.shown, `${what}: what was asked for never came`);
    return [what, Math.max(seen.event, shown, seen.frame)];
}

const textOf = (page, selector) => page.evaluate((given) => document.querySelector(given).textContent, selector);
const allFound = (words) => `document.querySelectorAll("button.title").length > 0 && [...document.querySelectorAll("button.title strong")].every((title) => title.textContent.includes("${words}"))`;

async function week(page) {
    await page.waitForTimeout(kAfter);
    await measured(page, "week: open the view, told only", "document.querySelectorAll('.ec-event').length >= 300", () => page.click('nav a[href="#/lich-tuan"]'));
    await open(page, "lich-tuan");
    const event = page.locator(".ec-event").nth(150);
    await event.scrollIntoViewIfNeeded();
    const all = [];
    const otherWeek = async () => `document.querySelector(".ec-header").textContent !== ${JSON.stringify(await textOf(page, ".ec-header"))} && document.querySelectorAll(".ec-event").length >= 300`;
    all.push(await measured(page, "week: next week", await otherWeek(), () => page.locator(".page-head button").nth(2).click()));
    all.push(await measured(page, "week: back", await otherWeek(), () => page.locator(".page-head button").nth(1).click()));
    all.push(await measured(page, "week: open a slot", "document.querySelector('dialog[open] #slot-form')", () => event.click({ position: { x: 20, y: 5 } })));
    all.push(await measured(page, "week: type into the form", "document.querySelector('#slot-name').value.endsWith('tin')", () => page.locator("#slot-name").pressSequentially("tin")));
    await page.keyboard.press("Escape");
    await page.waitForSelector("#slot-form", { state: "detached" });
    const [at, name] = (await event.textContent()).trim().split(/ (.*)/);
    const moved = `[...document.querySelectorAll(".ec-event:not(.ec-preview):not(.ec-ghost)")].some((one) => one.textContent.trim().endsWith(" ${name}") && !one.textContent.trim().startsWith("${at}"))`;
    all.push(await measured(page, "week: drag a slot", moved, async () => {
        const box = await event.boundingBox();
        await page.mouse.move(box.x + 20, box.y + 5);
        await page.mouse.down();
        await page.mouse.move(box.x + 20, box.y + 45, { steps: 20 });
        await page.mouse.up();
    }));
    all.push(await measured(page, "week: take it back", `!(${moved})`, () => page.click("#undo")));
    return all;
}

async function library(page) {
    await open(page, "kho-tin-bai");
    const whole = () => page.waitForFunction(() => document.querySelectorAll("button.title").length === 50, null, { timeout: 60_000 });
    await whole();
    const all = [];
    all.push(await measured(page, "library: type into the search", "document.querySelector('#search').value === 'thong bao'", () => page.locator("#search").pressSequentially("thong bao", { delay: 80 })));
    for (const [words, found] of [["tiem chung", "tiêm chủng"], ["duong pho", "đường phố"]]) {
        await page.fill("#search", "");
        await page.waitForTimeout(kAfter);
        all.push(await measured(page, `library: find “${words}”`, allFound(found), () => page.keyboard.insertText(words)));
    }
    await page.fill("#search", "");
    await page.waitForTimeout(kAfter);
    await whole();
    all.push(await measured(page, "library: open a recording", "document.querySelector('button.title[aria-expanded=true] + *')", () => page.locator("button.title").nth(3).click()));
    const first = JSON.stringify(await textOf(page, "button.title"));
    all.push(await measured(page, "library: next page", `document.querySelector("button.title").textContent !== ${first}`, () => page.locator(".pages button").last().click()));
    return all;
}

main(async (browser) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN" });
    const page = await newPage(context);
    await logIn(page, given.people.operator);
    const all = [...(await week(page)), ...(await library(page))];
    const slow = all.filter(([, longest]) => longest > kMost + kFrame);
    assert.deepEqual(slow, [], `more than ${kMost} ms`);
});

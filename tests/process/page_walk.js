// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// page_walk.js FOLDER: walks the console's page in Chromium as page_test started it, and says on standard output what
// it saw, a line each. FOLDER is where the page was built; the rest comes as JSON in PAGE_WALK. Status 1 with the reason
// where something is not as it should be.
const path = require("node:path");
const assert = require("node:assert/strict");
const fs = require("node:fs");

const modules = path.join(path.resolve(process.argv[2]), "node_modules");
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core/axe.min.js"), "utf8");
const given = JSON.parse(process.env.PAGE_WALK);
const kViews = ["phat-song", "lich-tuan", "chuong-trinh", "kho-tin-bai", "duyet", "tiep-song", "nhat-ky", "bao-cao", "he-thong"];
const kPatience = 30_000;

const faults = [];
const lastSeen = [];  // what pages showed when something was not as it should be

async function newPage(context) {
    const page = await context.newPage();
    page.setDefaultTimeout(kPatience);
    page.on("pageerror", (error) => faults.push(`error in the page: ${error.message}`));
    page.on("console", (line) => {
        if (line.type() === "error" && given.pictures) console.log(`the browser: ${line.text()}`);
        if (line.text().includes("Content Security Policy")) faults.push(line.text());
    });
    return page;
}

async function logIn(page, name) {
    await page.goto(given.url);
    await page.fill("#name", name);
    await page.fill("#password", given.password);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#state");
}

async function open(page, view) {
    await page.evaluate((name) => (location.hash = `#/${name}`), view);
    await page.waitForSelector(`nav a[href="#/${view}"][aria-current]`);
    await page.waitForSelector("main h2");
    await page.waitForLoadState("networkidle").catch(() => null);
}

async function looksWhole(page, what) {
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width[0] <= width[1], `${what}: ${width[0]} pixels wide in ${width[1]}`);
    const text = await page.evaluate(() => document.body.innerText);
    const raw = text.match(/\b(page|kind|outcome|entry|stage|role|level|exception|console)\.[a-z_]+/);
    assert.equal(raw, null, `${what}: a word without a sentence: ${raw?.[0]}`);
    if (given.pictures) await page.screenshot({ path: path.join(given.pictures, `${what}.png`), fullPage: true });
}

async function accessible(page, what) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    const lines = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(" | ")}`);
    assert.deepEqual(lines, [], `${what}: axe`);
}

async function everyView(page, device, withAxe) {
    for (const view of kViews) {
        await open(page, view);
        await looksWhole(page, `${view}-${device}`);
        if (withAxe) await accessible(page, view);
    }
}

const stateIs = (page, words) =>
    page.waitForFunction((text) => document.querySelector("#state")?.textContent === text, words, { timeout: kPatience });

async function holdDown(page, selector, milliseconds) {
    await page.hover(selector);
    await page.mouse.down();
    await page.waitForTimeout(milliseconds);
    await page.mouse.up();
}

async function makeProgramme(page) {
    await open(page, "chuong-trinh");
    await page.waitForSelector(".tall .line button");
    for (const button of await page.$$(".tall .line button")) await button.click();
    await page.locator(".zone .line").first().getByRole("button").nth(1).click();
    await page.fill("#programme-name", "Bản tin thử");
    await page.click("#save");
    await page.waitForFunction(() => document.querySelector("p.note")?.textContent?.includes("Bản tin thử"));
    console.log("a programme was made");
}

async function dragWeek(page) {
    await open(page, "lich-tuan");
    const event = page.locator(".ec-event").first();
    await event.waitFor();
    const before = await page.textContent(".line .num");
    const box = await event.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 30, { steps: 5 });
    await page.mouse.move(box.x + box.width / 2, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction((old) => document.querySelector(".line .num")?.textContent !== old, before);
    await page.click("#undo");
    await page.waitForFunction((old) => document.querySelector(".line .num")?.textContent === old, before);
    console.log("a slot was dragged, and put back");
}

async function upload(page) {
    await open(page, "kho-tin-bai");
    await page.setInputFiles("#files", [given.good, given.broken]);
    await page.click("#send");
    await page.waitForFunction(() => document.querySelector("main")?.innerText.includes("đã nhận vào kho"));
    await page.waitForSelector("li.bad");
    await page.fill("#search", given.search);
    await page.waitForFunction(() => document.querySelectorAll("button.title").length === 1);
    await page.click("button.title");
    await page.waitForFunction(() => {
        const canvas = document.querySelector("canvas");
        return canvas && canvas.getContext("2d").getImageData(0, 0, 800, 80).data.some((byte) => byte > 0);
    });
    const seconds = await page.evaluate(async () => {
        const player = document.querySelector("audio");
        player.muted = true;
        await player.play();
        return player.duration;
    });
    assert.ok(seconds > 2.5, `the recording plays ${seconds} s`);
    await looksWhole(page, "kho-tin-bai-mo");
    console.log("a file was taken in, a broken one refused, and what is there is heard without accents typed");
}

async function onAir(page) {
    await open(page, "phat-song");
    await page.selectOption("#take-programme", { label: "Bản tin thử" });
    await page.click("#take");
    await page.fill("#password-again", given.password);
    await page.keyboard.press("Enter");
    await stateIs(page, "ĐANG PHÁT");
    await page.waitForFunction(() => Number(document.querySelector("meter")?.value) > -50);
    await looksWhole(page, "dang-phat");
    await holdDown(page, "#kill", 500);
    await page.waitForTimeout(500);
    assert.equal(await page.textContent("#state"), "ĐANG PHÁT", "a short press must do nothing");
    await holdDown(page, "#kill", 2300);
    await stateIs(page, "ĐÃ NGẮT");
    await looksWhole(page, "da-ngat");
    await page.focus("#release");
    await page.keyboard.down("Enter");
    await page.waitForTimeout(2300);
    await page.keyboard.up("Enter");
    await page.waitForFunction(() => document.querySelector("#state")?.textContent !== "ĐÃ NGẮT");
    console.log("on air by hand, killed by holding, released by the keyboard");
}

async function tenTabs(context) {
    const tabs = [];
    for (let i = 0; i < 10; ++i) {
        const tab = await newPage(context);
        tabs.push(tab);
        await tab.goto(given.url);
        await tab.waitForFunction(() => document.querySelector("#state")?.textContent?.length > 0 && document.querySelector("time")?.textContent !== "--:--:--");
    }
    for (const tab of tabs) await tab.close();
    console.log("ten tabs were all told");
}

async function frozen(page) {
    process.kill(given.console, "SIGSTOP");
    try {
        await page.waitForSelector("p.stale");
        await looksWhole(page, "im-tin");
    } finally {
        process.kill(given.console, "SIGCONT");
    }
    await page.waitForSelector("p.stale", { state: "detached" });
    console.log("a console that is silent for 3 s is said to be, and its return is seen");
}

async function main() {
    const browser = await chromium.launch({
        executablePath: given.chromium,
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"],
    });
    try {
        const desk = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "vi-VN" });
        const page = await newPage(desk);
        await page.goto(given.url);
        await page.waitForSelector("#name");
        await accessible(page, "dang-nhap");
        await logIn(page, given.operator);
        await stateIs(page, "IM LẶNG");
        console.log("logged in");
        await makeProgramme(page);
        await dragWeek(page);
        await upload(page);
        await onAir(page);
        await everyView(page, "1440", true);
        console.log("axe found nothing on any view");
        await page.click("header button[lang=en]");
        await page.waitForFunction(() => document.documentElement.lang === "en");
        await everyView(page, "1440-en", false);
        await page.click("header button[lang=vi]");
        await page.setViewportSize({ width: 390, height: 844 });
        await everyView(page, "390", false);
        await page.setViewportSize({ width: 720, height: 450 });
        await everyView(page, "200-percent", false);
        console.log("each view is whole at 1440, 390 and 720 pixels, in both languages");
        await tenTabs(desk);
        await frozen(page);
        assert.deepEqual(faults, []);
        console.log("the walk is over");
    } catch (error) {
        for (const page of browser.contexts().flatMap((context) => context.pages())) {
            lastSeen.push(await page.evaluate(() => document.body.innerText).catch(() => ""));
            if (given.pictures) await page.screenshot({ path: path.join(given.pictures, "last.png"), fullPage: true });
        }
        throw error;
    } finally {
        await browser.close();
    }
}

main().catch((error) => {
    console.error(error.stack, faults, lastSeen);
    process.exit(1);
});

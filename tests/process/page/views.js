// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// views.js FOLDER: every view of the page, in both languages, at a desk, on a phone and at 200 %: whole, with a sentence
// for every word, and without a finding of axe-core; then ten tabs, the keys, and a console that falls silent.
const { accessible, assert, given, holdDown, looksWhole, logIn, main, newPage, open, picture, showMenu } = require("./browser.js");

const kViews = ["phat-song", "chuong-trinh", "kho-tin-bai", "duyet", "lich-tuan", "tiep-song", "nhat-ky", "bao-cao", "he-thong-loa", "con-nguoi", "nhat-ky-he-thong", "cai-dat"];
const kSizes = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 }, "200-percent": { width: 720, height: 450 } };

async function speak(page, language) {
    const is = await page.evaluate(() => document.documentElement.lang);
    if (is === language) return;
    await showMenu(page);
    await page.click("#language");
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
    const menu = page.locator("button.menu[aria-expanded=true]");
    if (await menu.isVisible()) await menu.click();
}

// Nothing of the one language may be left in the other.
async function speaks(page, what, language) {
    if (language === "vi") return;
    const left = await page.evaluate(() =>
        [...document.querySelectorAll("nav, main h2, main h3, main h4, main button, main th, main label > span:first-child, main legend, main summary, .strip .label")]
            .filter((one) => !one.closest(".paper, .lines, [lang=vi]"))
            .map((one) => one.innerText)
            .filter((text) => /[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ]/i.test(text)),
    );
    assert.deepEqual(left.filter((text) => !given.names.some((name) => text.includes(name))), [], `${what}: Vietnamese on the English page`);
}

async function everyView(page, size, language, suffix = "") {
    await page.setViewportSize(kSizes[size]);
    await speak(page, language);
    for (const view of suffix ? ["nhat-ky-he-thong", "con-nguoi", "cai-dat"] : kViews) {
        await open(page, view);
        const what = `${view}${suffix}-${size}-${language}`;
        await page.waitForTimeout(300);
        await looksWhole(page, what);
        await speaks(page, what, language);
        if (size !== "200-percent") await accessible(page, what);
    }
}

// The pool says how many it has, and what has not begun is not said to be on air.
async function counted(page) {
    await open(page, "chuong-trinh");
    await page.waitForFunction(() => Number(/\d+/.exec(document.querySelector("#pool")?.parentElement?.innerText ?? "")?.[0]) >= document.querySelectorAll(".tall .line").length && document.querySelector(".tall .line"));
    await open(page, "phat-song");
    const wrong = await page.evaluate(() => [...document.querySelectorAll("main details li")].map((row) => row.innerText).filter((text) => /--:--:--/.test(text) && /đang phát/.test(text)));
    assert.deepEqual(wrong, []);
}

async function openings(page, size, language) {
    await page.setViewportSize(kSizes[size]);
    await speak(page, language);
    const press = async (view, selector, what) => {
        await open(page, view);
        await page.locator(selector).first().click();
        await page.waitForTimeout(300);
        await looksWhole(page, `${what}-${size}-${language}`);
        await accessible(page, what);
        await page.keyboard.press("Escape");
    };
    await press("phat-song", "#insert", "chen-thong-bao");
    await press("lich-tuan", "#new-slot", "khung-gio-moi");
    await press("kho-tin-bai", "button.title", "ban-ghi-mo");
    await press("kho-tin-bai", "#write", "viet-tin");
    await press("chuong-trinh", "#new-format", "khung-moi");
    await open(page, "phat-song");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open] kbd");
    await looksWhole(page, `phim-tat-${size}-${language}`);
    await page.keyboard.press("Escape");
}

// What only a relay's slot has a rule for.
async function relayReturn(page) {
    await open(page, "lich-tuan");
    if (await page.locator("#agenda:not([open])").count()) await page.click("#agenda summary");
    await page.locator("#agenda .line", { hasText: "Tiếp sóng VOV" }).first().click();
    await page.click("#slot-form summary");
    await page.selectOption("#slot-content", { label: "Bản tin sáng" });
    await page.waitForSelector("#slot-relay_return", { state: "detached" });
    await page.selectOption("#slot-content", { label: "Đài Tiếng nói Việt Nam" });
    await page.selectOption("#slot-relay_return", "in_pause");
    await looksWhole(page, "khung-gio-tiep-song-1440-vi");
    await page.click("#slot-save");
    await page.waitForSelector("#slot-form", { state: "detached" });
    console.log("a relay's slot was told to go back in a pause");
}

async function skip(page) {
    await page.reload();
    await open(page, "phat-song");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".skip") && document.activeElement.getBoundingClientRect().left >= 0), "the first stop is the way past the views, and is seen");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main")), "the next stop is within the content");
    console.log("the keyboard goes past the views to the content in one step");
}

async function keys(page) {
    await open(page, "phat-song");
    await page.keyboard.press("3");
    await page.waitForSelector('nav a[href="#/kho-tin-bai"][aria-current]');
    await page.waitForSelector("#search");
    await page.keyboard.press("/");
    await page.keyboard.type("5");
    assert.equal(await page.inputValue("#search"), "5", "a key typed into a field is no command");
    await page.keyboard.press("Tab");
    await page.focus("#kill");
    for (const key of ["Enter", "Space", "k"]) await page.keyboard.press(key);
    await page.waitForTimeout(700);
    assert.notEqual(await page.textContent("#state"), "ĐÃ NGẮT", "no single key acts on air");
    console.log("keys open views and search; none acts on air");
}

async function tenTabs(context) {
    const tabs = [];
    for (let i = 0; i < 10; ++i) {
        const tab = await newPage(context);
        tabs.push(tab);
        await tab.goto(given.url);
    }
    const clocks = () => Promise.all(tabs.map((tab) => tab.textContent(".clock time")));
    for (const tab of tabs) await tab.waitForFunction(() => /\d\d:\d\d:\d\d/.test(document.querySelector(".clock time")?.textContent ?? ""));
    const before = await clocks();
    await tabs[0].waitForTimeout(3000);
    const after = await clocks();
    assert.ok(after.every((time, at) => time !== before[at]), `clocks stood still: ${before} ${after}`);
    const shared = context.serviceWorkers().length;
    assert.equal(shared, 0);
    for (const tab of tabs) await tab.close();
    console.log("ten tabs were all told, by one worker");
}

async function frozen(page) {
    process.kill(given.console, "SIGSTOP");
    try {
        await page.waitForSelector("p.stale");
        await picture(page, "im-tin-1440-vi");
    } finally {
        process.kill(given.console, "SIGCONT");
    }
    await page.waitForSelector("p.stale", { state: "detached" });
    console.log("a console that is silent for 3 s is said to be, and its return is seen");
}

async function wall(browser) {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: "vi-VN" });
    const page = await newPage(context);
    await page.goto(`${given.url}man-hinh`);
    await page.waitForFunction(() => /\d\d:\d\d:\d\d/.test(document.querySelector(".clock time")?.textContent ?? ""));
    await page.waitForTimeout(500);
    await looksWhole(page, "man-hinh-1920-vi");
    await accessible(page, "wall display");
    await page.setViewportSize({ width: 390, height: 844 });
    await looksWhole(page, "man-hinh-390-vi");
    await context.close();
    console.log("the wall display needs no login at the station's own machine");
}

main(async (browser) => {
    const desk = await browser.newContext({ viewport: kSizes[1440], locale: "vi-VN" });
    const page = await newPage(desk);
    await page.goto(given.url);
    await page.waitForSelector("#name");
    for (const language of ["en", "vi"]) {
        await speak(page, language);
        for (const size of ["1440", "390"]) {
            await page.setViewportSize(kSizes[size]);
            await looksWhole(page, `dang-nhap-${size}-${language}`);
        }
    }
    await page.setViewportSize(kSizes[1440]);
    await accessible(page, "dang-nhap");
    await logIn(page, given.people.operator);
    for (const language of ["vi", "en"]) {
        for (const size of given.isShort ? ["1440"] : Object.keys(kSizes)) await everyView(page, size, language);
        if (!given.isShort) for (const size of ["1440", "390"]) await openings(page, size, language);
    }
    await speak(page, "vi");
    await counted(page);
    console.log("each view is whole, translated and accessible");
    await page.setViewportSize(kSizes[1440]);
    await relayReturn(page);
    await skip(page);
    await keys(page);
    await tenTabs(desk);
    await frozen(page);
    if (given.isShort) return;
    await wall(browser);
    const admin = await newPage(await browser.newContext({ viewport: kSizes[1440], locale: "vi-VN" }));
    await logIn(admin, given.people.admin);
    for (const language of ["vi", "en"]) for (const size of ["1440", "390"]) await everyView(admin, size, language, "-quan-tri");
});

// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// day.js FOLDER: a station's first day, from nothing to an exported report, on the console's page as page_test started
// it; at a desk or on a phone, as PAGE_WALK says. Says on standard output what it saw, a line each.
const browserside = require("./browser.js");
const { accessible, assert, changeTo, fs, given, holdDown, idle, looksWhole, main, newPage, noteSays, open, picture, sign, stateIs } = browserside;

const kPhone = given.width < 600;
const kPeople = given.people;
const codes = {};
const see = (what) => console.log(`${kPhone ? "phone" : "desk"}: ${what}`);

async function firstRun(page) {
    await page.goto(given.url);
    await page.waitForSelector("#code");
    await looksWhole(page, `ngay-dau-${given.width}`);
    await accessible(page, "first run");
    await page.fill("#code", fs.readFileSync(given.code, "utf8").trim());
    await page.fill("#name", kPeople.admin);
    await page.fill("#password", given.password);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#guide");
    await page.waitForSelector("#step-accounts:not(.done)");
    see("the first administrator came in by the code, and is shown what to do first");
}

async function hours(page) {
    await page.fill("#station-name", "Đài truyền thanh phường Thới Thuận");
    await page.click("#settings-save");
    await sign(page);
    await page.waitForFunction(() => document.querySelector("#station-name")?.value.includes("Thới Thuận"));
    await page.waitForFunction(() => document.querySelector("#state")?.textContent === "IM LẶNG");
    await page.waitForFunction(() => document.querySelector("#settings-save")?.disabled);
    see("settings were changed, and the station goes on with them");
}

async function addPerson(page, name, role, block) {
    await page.click("#new-person");
    await page.fill("#person-name", name);
    await page.selectOption("form .role", role);
    if (block) {
        await page.waitForSelector(`form .block option[value="${block}"]`, { state: "attached" });
        await page.selectOption("form .block", block);
    }
    await page.click("#person-save");
    await noteSays(page, name);
    await page.waitForFunction((who) => document.querySelector("#code-once")?.textContent.includes(who), name);
    codes[name] = (await page.textContent("#code-text")).trim();
    await page.locator("#code-once button").click();
}

// Whoever comes by a code chooses a password first.
async function comeAs(page, name) {
    if (!codes[name]) return changeTo(page, name);
    await changeTo(page, name, codes[name]);
    await page.waitForSelector("#set-password");
    assert.equal(await page.locator("nav a").count(), 0, "nothing may be seen before the password is chosen");
    await page.fill("#old-password", codes[name]);
    await page.fill("#new-password", given.password);
    await page.click("#set-password");
    await page.waitForSelector("#state");
    delete codes[name];
}

async function people(page) {
    await open(page, "con-nguoi");
    await addPerson(page, kPeople.operator, "operator");
    await addPerson(page, kPeople.author, "contributor");
    await addPerson(page, kPeople.chair, "approver", "uy_ban");
    await addPerson(page, kPeople.secretary, "approver", "dang");
    await looksWhole(page, `con-nguoi-quan-tri-${given.width}`);
    see("four people were given roles and accounts");
}

async function write(page) {
    await comeAs(page, kPeople.author);
    await open(page, "kho-tin-bai");
    await page.click("#write");
    await page.fill("#item-title", "Lịch tiêm chủng");
    await page.selectOption("#item-kind", "notice");
    await page.waitForSelector('#item-block option[value="uy_ban"]', { state: "attached" });
    await page.selectOption("#item-block", "uy_ban");
    await page.fill("#item-text", "Sáng thứ bảy, tại Trạm Y tế phường.");
    await page.click("#item-save");
    await page.getByRole("button", { name: "Trình duyệt", exact: true }).click();
    await noteSays(page, "Đã trình duyệt");
}

async function openWaiting(page, title) {
    await open(page, "duyet");
    await page.locator("article button.title", { hasText: title }).click();
}

async function review(page) {
    await comeAs(page, kPeople.secretary);
    await openWaiting(page, "Lịch tiêm chủng");
    await page.locator("article .acts button.main").click();
    await sign(page);
    await noteSays(page, kPeople.secretary);
    assert.match(await page.textContent("p.note"), /khối khác/, "the other block is told why not");
    await looksWhole(page, `duyet-khoi-khac-${given.width}`);
    await comeAs(page, kPeople.chair);
    await openWaiting(page, "Lịch tiêm chủng");
    await page.locator("article .acts button").last().click();
    await page.fill("#reason", "Ghi rõ giờ");
    await page.keyboard.press("Enter");
    await noteSays(page, "Đã trả lại");
    see("the other block's approval was refused, the text was returned with a reason");
}

async function mendAndApprove(page) {
    await comeAs(page, kPeople.author);
    await open(page, "kho-tin-bai");
    await page.click("#shelf-words");
    await page.locator("button.title", { hasText: "Lịch tiêm chủng" }).click();
    await page.locator("summary", { hasText: "Quá trình" }).click();
    await page.waitForFunction(() => document.querySelector("main")?.innerText.includes("Ghi rõ giờ"));
    await page.getByRole("button", { name: "Sửa", exact: true }).click();
    await page.fill("#item-text", "Sáng thứ bảy, 7 giờ 30, tại Trạm Y tế phường.");
    await page.click("#item-save");
    await page.getByRole("button", { name: "Trình duyệt", exact: true }).click();
    await noteSays(page, "Đã trình duyệt");
    await comeAs(page, kPeople.chair);
    await openWaiting(page, "Lịch tiêm chủng");
    await page.locator("article .acts button.main").click();
    await sign(page);
    await noteSays(page, "Đã thực hiện");
    see("the author mended it, and the right block approved");
}

async function upload(page) {
    await comeAs(page, kPeople.operator);
    await open(page, "kho-tin-bai");
    await page.setInputFiles("#files", given.files);
    await page.click("#send");
    await page.waitForFunction((count) => document.querySelectorAll(".ways .way").length === count && [...document.querySelectorAll(".ways .way")].every((one) => one.innerText.includes("đã nhận")), given.files.length - 1);
    const refused = await page.textContent(".ways li.bad");
    assert.ok(refused.includes("hỏng.mp3") && refused.length > 40, refused);
    await looksWhole(page, `kho-tin-bai-tai-len-${given.width}`);
    await page.fill("#search", "nhac hieu");
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
    await looksWhole(page, `kho-tin-bai-mo-${given.width}`);
    await page.click("#shelf-words");
    await page.fill("#search", "tiem chung");
    await page.waitForFunction(() => document.querySelectorAll("button.title").length === 1);
    await page.click("button.title");
    const field = page.locator(".inside input[type=file]");
    await field.setInputFiles(given.voice);
    await page.locator(".inside #send").click();
    await page.waitForFunction(() => document.querySelector(".inside .way")?.innerText.includes("đã nhận"));
    see(`${given.files.length} files were sent, one broken was refused in a sentence; a recording is seen, heard and found without accents`);
}

async function approveSounds(page) {
    await comeAs(page, kPeople.chair);
    await open(page, "duyet");
    for (;;) {
        const waiting = page.locator("article button.title");
        await idle(page);
        const count = await waiting.count();
        if (count === 0) break;
        await waiting.first().click();
        await page.locator("article .acts button.main").click();
        await sign(page);
        await page.waitForFunction((before) => document.querySelectorAll("article").length < before, count);
    }
    await looksWhole(page, `duyet-xong-${given.width}`);
    see("everything that waited was heard and approved");
}

async function programme(page) {
    await comeAs(page, kPeople.operator);
    await open(page, "chuong-trinh");
    await page.click("#new-format");
    await page.fill("#format-name", "Bản tin phường");
    await page.fill("#format-series", "Bản tin phường");
    await page.locator("form input[type=number]").first().fill("1");
    await page.click("#format-save");
    await page.click("#propose");
    await page.waitForSelector("#programme-state");
    await page.waitForSelector(".zone .line");
    const before = await page.locator(".zone .line").count();
    await page.locator(".tall .line button").first().click();
    await page.waitForFunction((count) => document.querySelectorAll(".zone .line").length === count + 1, before);
    const first = await page.locator(".zone .line .grow").first().innerText();
    await page.locator(".zone .line").first().getByRole("button").nth(1).focus();
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForFunction((text) => document.querySelector(".zone .line .grow")?.innerText !== text, first);
    if (!kPhone) await dragFromPool(page);
    await looksWhole(page, `chuong-trinh-lam-${given.width}`);
    await page.click("#freeze");
    await page.waitForFunction(() => document.querySelector("#programme-state")?.textContent === "đã chốt");
    await page.locator(".zone .line").first().getByRole("button").last().click();
    await page.fill("#reason", "Bỏ tin cũ");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#reason", { state: "hidden" });
    await looksWhole(page, `chuong-trinh-chot-${given.width}`);
    see("a programme was proposed from its frame, changed, frozen, and changed once more for a reason");
}

async function dragFromPool(page) {
    const count = await page.locator(".zone .line").count();
    const from = await page.locator(".tall .line").first().boundingBox();
    const to = await page.locator(".zone .line").first().boundingBox();
    await page.mouse.move(from.x + 120, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 140, from.y + from.height / 2 + 10, { steps: 4 });
    await page.mouse.move(to.x + 120, to.y + to.height / 2, { steps: 12 });
    await page.waitForTimeout(400);
    await page.mouse.up();
    await page.waitForFunction((before) => document.querySelectorAll(".zone .line").length === before + 1, count);
}

async function freeProgramme(page) {
    await page.getByRole("button", { name: "Chương trình tự do" }).click();
    await page.waitForSelector(".tall .line button");
    const buttons = page.locator(".tall .line button");
    for (let at = 0; at < Math.min(3, await buttons.count()); ++at) await buttons.nth(at).click();
    await page.fill("#programme-name", "Bản tin thử");
    await page.click("#save");
    await noteSays(page, "Bản tin thử");
}

async function newSlot(page, name, start, content) {
    await page.click("#new-slot");
    await page.fill("#slot-name", name);
    await page.fill("#slot-start", start);
    await page.fill("#slot-length", "15m");
    await page.selectOption("#slot-content", { label: content });
    for (const day of [5, 6]) await page.locator(`#slot-form input[type=checkbox][value="${day}"]`).check();
    await page.click("#slot-save");
    await page.waitForSelector("#slot-form", { state: "detached" });
}

const startsOf = (page) => page.evaluate(() => [...document.querySelectorAll("#agenda .line .num")].map((one) => one.textContent).join());

async function week(page) {
    await open(page, "lich-tuan");
    await newSlot(page, "Bản tin chiều", "15:00", "Bản tin thử");
    if (!kPhone) await page.click("#agenda summary");
    await page.waitForFunction(() => document.querySelector("#agenda")?.textContent.includes("Bản tin chiều"));
    const before = await startsOf(page);
    if (kPhone) {
        await page.locator("#agenda .line").first().click();
        await page.fill("#slot-start", "16:00");
        await page.click("#slot-save");
    } else {
        const event = page.locator(".ec-event:not(.ec-bg-event)").first();
        await event.scrollIntoViewIfNeeded();
        const box = await event.boundingBox();
        await page.mouse.move(box.x + box.width / 2, box.y + 5);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width / 2, box.y + 30, { steps: 5 });
        await page.mouse.move(box.x + box.width / 2, box.y + 45, { steps: 5 });
        await page.mouse.up();
    }
    await page.waitForFunction((old) => [...document.querySelectorAll("#agenda .line .num")].map((one) => one.textContent).join() !== old, before);
    await looksWhole(page, `lich-tuan-keo-${given.width}`);
    await page.click("#undo");
    await page.waitForFunction((old) => [...document.querySelectorAll("#agenda .line .num")].map((one) => one.textContent).join() === old, before);
    see("a slot was made, moved, and put back");
}

async function conflict(page, context) {
    const other = await newPage(context);
    await other.goto(given.url);
    await other.waitForSelector("#state");
    await open(other, "lich-tuan");
    await open(page, "lich-tuan");
    await newSlot(other, "Của người khác", "15:30", "Bản tin thử");
    await page.click("#new-slot");
    await page.fill("#slot-name", "Đến sau");
    await page.fill("#slot-start", "16:30");
    await page.selectOption("#slot-content", { label: "Bản tin thử" });
    await page.click("#slot-save");
    await page.waitForSelector("#conflict", { state: "attached" });
    await other.close();
    const told = (await page.textContent("#conflict")).trim();
    const today = await page.evaluate(() => document.querySelector(".clock time").textContent);
    assert.match(told, new RegExp(`^${kPeople.operator} .* lúc ${today.slice(0, 2)}:\\d\\d(:\\d\\d)? ngày \\d\\d/\\d\\d/\\d{4}`), "who, and when by the station's clock");
    see(`whoever was slower was told: ${told}`);
    await page.keyboard.press("Escape");
}

async function holiday(page) {
    await page.click("#new-exception");
    await page.fill("#exception-date", "01/01/2031");
    await page.keyboard.press("Tab");
    await page.fill("#exception-reason", "Tết Dương lịch");
    await page.click("#exception-save");
    await page.waitForFunction(() => document.querySelector("main")?.innerText.includes("Tết Dương lịch"));
    see("a holiday was written down");
}

async function loudspeakers(page) {
    await open(page, "he-thong-loa");
    await page.click("#new-equipment");
    await page.fill("#equipment-name", "Cụm loa khu vực 1");
    await page.click("#equipment-save");
    await page.waitForFunction(() => document.querySelector("main .lines .chip.good")?.textContent === "chạy tốt");
    await page.click("#inspect");
    await page.locator("form li.one input[type=checkbox]").nth(1).uncheck();
    await page.getByPlaceholder("Biểu hiện").fill("Loa số 2 không kêu");
    await looksWhole(page, `he-thong-loa-kiem-tra-${given.width}`);
    await page.click("#inspection-save");
    await noteSays(page, "Đã ghi lượt kiểm tra");
    await page.waitForFunction(() => document.querySelectorAll("main .chip.warn").length === 2);  // the cluster, and its fault
    await page.click("#tell-fault");
    await page.fill("#symptom", "Mất điện ở cột 5");
    await page.click("#fault-save");
    await noteSays(page, "Đã ghi hỏng hóc");
    for (let left = 2; left > 0; --left) {
        await page.waitForFunction((count) => document.querySelectorAll(".close-fault").length === count, left);
        await page.locator(".close-fault").first().click();
        await page.fill("#cause", "Đứt dây");
        await page.fill("#remedy", "Nối lại dây");
        await page.click("#fault-close");
        await noteSays(page, "Đã ghi sửa xong");
    }
    await page.waitForFunction(() => !document.querySelector(".close-fault") && document.querySelector("main .lines .chip.good"));
    await looksWhole(page, `he-thong-loa-${given.width}`);
    await accessible(page, "loudspeakers");
    see("a cluster was written down, inspected and found broken, a fault was told, and both were mended");
}

async function target(page) {
    await open(page, "cai-dat");
    await page.locator("#targets input[type=number]").fill("75");
    await page.click("#targets button");
    await noteSays(page, "Đã lưu chỉ tiêu");
    await open(page, "bao-cao");
    await page.getByRole("button", { name: "Quý này" }).click();
    await page.waitForFunction(() => [...document.querySelectorAll(".paper td")].some((cell) => cell.textContent === "75"));
    see("a target of the quarter was set, and stands in its report");
}

async function rehearse(page) {
    await open(page, "cai-dat");
    await page.click("#rehearse");
    await page.waitForFunction(() => /Đã diễn tập \d+/.test(document.querySelector("#step-rehearsal")?.textContent ?? ""), null, { timeout: 60_000 });
    see((await page.textContent("#step-rehearsal [role=status]")).trim());
    await looksWhole(page, `cai-dat-dien-tap-${given.width}`);
}

async function takeByHand(page) {
    await open(page, "phat-song");
    await page.click("#take");
    await page.locator("dialog[open] .choices label", { hasText: "Bản tin thử" }).click();
    await holdDown(page, "#take-now", 600);
    await page.waitForTimeout(300);
    assert.equal(await page.locator("#password-again").isVisible(), false, "a short press must do nothing");
    await holdDown(page, "#take-now");
    await sign(page);
    await stateIs(page, "ĐANG PHÁT");
    const level = () => page.evaluate(() => Number(document.querySelector(".strip [role=meter]")?.getAttribute("aria-valuenow")));
    await page.waitForFunction(() => Number(document.querySelector(".strip [role=meter]")?.getAttribute("aria-valuenow")) > -50);
    const levels = new Set();
    for (let look = 0; look < 8; ++look) {
        levels.add(await level());
        await page.waitForTimeout(400);
    }
    assert.ok(levels.size > 1, `the meter stands still at ${[...levels]}`);
    await page.click("#listen");
    await page.waitForFunction(() => document.querySelector("[data-stage]")?.dataset.stage === "sounding" && Number(document.querySelector("[data-stage]")?.dataset.level) > -50);
    await page.waitForTimeout(2500);
    const behind = await page.evaluate(() => Number(document.querySelector("[data-stage]")?.dataset.behind));
    assert.ok(behind > 0 && behind < 2, `what is heard is ${behind} s behind`);
    await looksWhole(page, `dang-phat-${given.width}`);
    await accessible(page, "on air");
    see(`on air by hand, the meter moves, and the browser hears it ${behind.toFixed(2)} s behind`);
    await page.click("#listen");
}

async function kill(page) {
    await holdDown(page, "#kill", 500);
    await page.waitForTimeout(500);
    assert.equal(await page.textContent("#state"), "ĐANG PHÁT", "a short press must do nothing");
    await holdDown(page, "#kill");
    await stateIs(page, "ĐÃ NGẮT");
    await looksWhole(page, `da-ngat-${given.width}`);
    await page.focus("#release");
    await page.keyboard.down("Enter");
    await page.waitForTimeout(browserside.kHold);
    await page.keyboard.up("Enter");
    await page.waitForFunction(() => document.querySelector("#state")?.textContent !== "ĐÃ NGẮT");
    see("killed by holding, released by the keyboard");
}

async function relay(page) {
    await open(page, "tiep-song");
    await page.click("#new-relay");
    await page.locator("main form input").first().fill("Đài Tiếng nói Việt Nam");
    await page.fill("main form textarea", given.relay);
    await page.locator("main form input[type=checkbox]").check();
    await page.locator("main form button.main").click();
    await page.waitForFunction(() => document.querySelector("main h3")?.textContent.includes("Việt Nam"));
    await page.locator("main section button").first().click();
    await page.waitForFunction(() => document.querySelector("main section .lines li")?.innerText.includes("dBFS"), null, { timeout: 60_000 });
    await looksWhole(page, `tiep-song-thu-${given.width}`);
    see(`a relay was added and tried: ${(await page.textContent("main section .lines li")).trim()}`);
}

// A file beside the test is how it is told what to do with the relay's source.
async function relayLost(page) {
    fs.writeFileSync(given.cue, "slot");
    await open(page, "phat-song");
    await page.waitForFunction(() => document.querySelector("#on-air")?.textContent.includes("Tiếp sóng thử"), null, { timeout: 90_000 });
    await page.waitForFunction(() => Number(document.querySelector(".strip [role=meter]")?.getAttribute("aria-valuenow")) > -50);
    fs.writeFileSync(given.cue, "lose");
    await page.waitForFunction(() => document.querySelector(".out-cell .label")?.textContent.includes("không có tiếng"), null, { timeout: 60_000 });
    await page.waitForFunction(() => document.querySelector("main")?.innerText.includes("nhạc chờ") || document.querySelector("#on-air")?.textContent.includes("Nhạc hiệu"), null, { timeout: 60_000 });
    await stateIs(page, "ĐANG PHÁT");
    await page.waitForFunction(() => Number(document.querySelector(".strip [role=meter]")?.getAttribute("aria-valuenow")) > -50);
    await looksWhole(page, `tiep-song-mat-${given.width}`);
    see("the relay was lost on air; the page says so, and approved sound covers it");
}

async function report(page) {
    await open(page, "bao-cao");
    await page.waitForSelector(".paper table");
    for (const format of ["PDF", "XLSX"]) {
        const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: format, exact: true }).click()]);
        const bytes = fs.readFileSync(await file.path());
        assert.ok(bytes.length > 2000 && bytes.subarray(0, 4).toString("latin1") === (format === "PDF" ? "%PDF" : "PK\u0003\u0004"), `${format}: ${bytes.length} bytes`);
    }
    see("the report was exported as PDF and XLSX");
}

main(async (browser) => {
    const context = await browser.newContext({ viewport: { width: given.width, height: kPhone ? 844 : 900 }, locale: "vi-VN", hasTouch: false });
    const page = await newPage(context);
    await firstRun(page);
    await hours(page);
    await people(page);
    await write(page);
    await review(page);
    await mendAndApprove(page);
    await upload(page);
    await approveSounds(page);
    await programme(page);
    await freeProgramme(page);
    await week(page);
    await conflict(page, context);
    await holiday(page);
    await relay(page);
    await loudspeakers(page);
    await target(page);
    await rehearse(page);
    await takeByHand(page);
    await kill(page);
    await relayLost(page);
    await report(page);
    await picture(page, `cuoi-ngay-${given.width}`);
});

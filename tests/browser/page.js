// The page in a real browser: tests/browser/run PROGRAM. What a planner does, and what must never happen.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

const [program, browserPath, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const place = mkdtempSync(join(tmpdir(), "tidui-browser-"));
const output = join(place, "output");
const fund = "fund.special.appropriation";
const slow = { timeout: 120_000 };

const server = spawn(program, ["--lang", "zh", "serve", "--listen", "127.0.0.1:0", "--output", output, "xiqing-2021", "county"]);
const door = await new Promise((resolve, reject) => {
  let told = "";
  server.stdout.on("data", (bytes) => {
    told += bytes;
    const found = told.match(/http:\S+/);
    if (found) resolve(found[0]);
  });
  server.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
});
const origin = new URL(door).origin;
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true });
const page = await context.newPage();
const foreign = [];
const broken = [];
page.on("request", (request) => new URL(request.url()).origin === origin || foreign.push(request.url()));
page.on("pageerror", (error) => broken.push(error.message));
page.on("console", (message) => message.type() === "error" && broken.push(message.text()));

const done = [];
async function must(what, work) {
  await work();
  done.push(what);
  console.log(`ok    ${what}`);
}
const picture = (name) => (pictures ? page.screenshot({ path: join(pictures, `${name}.png`) }) : undefined);
const open = async (query) => {
  await page.goto(`${origin}/?${query}`);
};
const changes = () => page.locator("#changes ol li").count();
const standing = async () => (await page.locator(".standing").first().textContent()).match(/[\d,]+/)?.[0];
const box = (path) => page.locator(`#box-${path.replaceAll(/[^a-z0-9]/gi, "-")}`);

try {
  await must("the token is exchanged and leaves the address", async () => {
    await page.goto(door);
    assert(!page.url().includes("token"), page.url());
  });
  await must("the first numbers come, and say on how many replicates they stand", async () => {
    await page.waitForSelector(".live table", slow);
    assert(["320", "1,040", "4,160", "10,000"].includes(await standing()));
  });
  await must("a number typed as 4000万 is taken, stands in the list and in the address", async () => {
    await box(fund).fill("4000万");
    await box(fund).press("Enter");
    await page.waitForSelector("#changes ol li", slow);
    assert.equal(await changes(), 1);
    assert(decodeURIComponent(page.url()).includes(`set=${fund}=40000000`), page.url());
  });
  await must("another value stops the first, and the numbers shown are those of the values shown", async () => {
    await box(fund).fill("800万");
    await box(fund).press("Enter");
    await page.waitForFunction(() => decodeURIComponent(location.href).includes("=8000000&"), undefined, slow);
    await page.waitForSelector(".live table", slow);
    const stream = await page.locator(".live").first().getAttribute("hx-sse:connect");
    assert(decodeURIComponent(stream).includes(`${fund}=8000000&`), stream);
  });
  await must("what is no number is not taken, and said", async () => {
    await box(fund).fill("很多");
    await box(fund).press("Enter");
    await page.waitForSelector(".problem[role=alert]", slow);
    assert(decodeURIComponent(page.url()).includes("=8000000&"));
  });
  await must("the page opened anew from its address is the same", async () => {
    await page.reload();
    assert.equal(await changes(), 1);
    assert.equal(await box(fund).inputValue(), "8,000,000");
  });
  await must("steps work by keyboard alone", async () => {
    const more = page.locator(`#more-${fund.replaceAll(".", "-")}`);
    await more.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => document.getElementById(id).value !== "8,000,000", await box(fund).getAttribute("id"), slow);
  });
  await must("each change undoes itself", async () => {
    await page.locator("#changes ol li button").first().click();
    await page.waitForFunction(() => !document.querySelector("#changes ol li"), undefined, slow);
    assert(!page.url().includes("set="));
  });
  await must("changes pressed at once are all made, and each press of a step counts", async () => {
    const number = (text) => Number(text.replaceAll(/[^\d.]/g, ""));
    const steps = page.locator(".levers .lever:visible .step button[id^=more-]");
    const ids = await steps.evaluateAll((all) => all.slice(0, 3).map((one) => one.id));
    const once = number(await page.locator(`#${ids[0]}`).getAttribute("value"));
    await page.evaluate((ids) => ids.forEach((id) => document.getElementById(id).click()), [...ids, ids[0]]);
    await page.waitForFunction(() => document.querySelectorAll("#changes ol li").length === 3, undefined, slow);
    const first = `#${ids[0].replace(/^more-/, "box-")}`;
    const beyond = ([box, once]) => Number(document.querySelector(box).value.replaceAll(/[^\d.]/g, "")) > once;
    await page.waitForFunction(beyond, [first, once], slow);
    for (let left = 2; left >= 0; left -= 1) {
      await page.locator("#changes ol li button").first().click();
      await page.waitForFunction((left) => document.querySelectorAll("#changes ol li").length === left, left, slow);
    }
  });
  await must("a number that is refused does not stay in its box", async () => {
    const plans = await box(fund).inputValue();
    await box(fund).fill("1e19");
    await box(fund).press("Enter");
    await page.waitForSelector(".problem[role=alert]", slow);
    await page.waitForFunction(([id, value]) => document.getElementById(id).value === value, [await box(fund).getAttribute("id"), plans], slow);
    assert.equal(await changes(), 0);
    await page.reload();
  });
  await must("rolling over a slider changes nothing", async () => {
    const slider = page.locator(`#slide-${fund.replaceAll(".", "-")}`);
    const before = await slider.inputValue();
    await slider.focus();
    await slider.hover();
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(300);
    assert.equal(await slider.inputValue(), before);
    assert.equal(await changes(), 0);
  });
  await must("levers are found by their name", async () => {
    await page.fill("#search", "空编率");
    assert.equal(await page.locator(".lever:visible").count(), 1);
    await page.fill("#search", "");
  });
  await must("what was opened stays open, where it was, under another change", async () => {
    await page.locator("#more-decisions summary").click();
    const lever = page.locator("#more-decisions .lever:has(.step) .box").nth(10);
    await lever.scrollIntoViewIfNeeded();
    const id = await lever.getAttribute("id");
    const looked = () => page.evaluate(() => [document.getElementById("more-decisions").open, document.querySelector(".levers").scrollTop]);
    const before = await looked();
    await lever.fill("3");
    await lever.press("Enter");
    await page.waitForSelector("#changes ol li", slow);
    await page.waitForTimeout(500);
    assert.deepEqual(await looked(), before);
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
    await page.locator("#changes ol li button").first().click();
    await page.waitForFunction(() => !document.querySelector("#changes ol li"), undefined, slow);
    await page.goBack();
    await page.waitForSelector("#changes ol li", slow);
  });
  await must("the last numbers are those of tidui run --json", async () => {
    const set = "run.replicates=1500";
    const json = JSON.parse(execFileSync(program, ["--json", "--lang", "en", "run", "county", "--set", set, "--no-charts", "--output", join(place, "own")], { maxBuffer: 1 << 28 }));
    await open(`plan=county&lang=en&tab=answer&set=${encodeURIComponent(set)}`);
    await page.waitForFunction(() => document.querySelector(".standing")?.textContent.includes("tidui run"), undefined, slow);
    const shown = await page.locator(".live tbody tr:not(.reading):not(.total) td:nth-child(2) > span").allTextContents();
    const ran = json.targets.filter((one) => one.reading === "main").map((one) => 100 * one.probability);
    assert(ran.length > 3);
    ran.forEach((share, place) => assert(Math.abs(parseFloat(shown[place]) - share) < 0.0501, `${shown[place]} for ${share}`));
  });
  for (const lang of ["zh", "en"]) {
    for (const tab of ["answer", "path", "money", "limits", "people", "sure", "pair", "ask", "data", "kept"]) {
      await must(`${tab} in ${lang}: shown, and without a serious finding of axe`, async () => {
        await open(`plan=county&lang=${lang}&tab=${tab}&set=${encodeURIComponent("fund.special.appropriation=3000000")}`);
        const waited = { pair: ".live figure", ask: ".question", data: "#filled", kept: ".kept table" }[tab] ?? ".live section";
        await page.waitForSelector(waited, slow);
        await picture(`${tab}.${lang}`);
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
        assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`), []);
      });
    }
  }
  await must("390 px wide, nothing runs over the edge", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("plan=county&lang=zh&tab=answer");
    await page.waitForSelector(".live section", slow);
    await picture("narrow.zh");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(wide <= 390, `${wide}`);
    await page.setViewportSize({ width: 1440, height: 1000 });
  });
  await must("a question shows how far it is, can be stopped, and answers", async () => {
    // Of the large plan: of the small one it may be answered before anybody could stop it.
    await open("plan=xiqing-2021&lang=zh&tab=ask");
    await page.locator(".question button").nth(2).click();
    await page.waitForSelector("#asked progress", slow);
    await page.locator("#asked button").click();
    await page.waitForSelector("#asked [role=alert]", slow);
    await open("plan=county&lang=zh&tab=ask");
    await page.locator(".question button").nth(1).click();
    await page.waitForSelector("#asked figure", slow);
    await picture("asked.zh");
  });
  await must("a roster as it was exported is read in the browser, and its marked cells come back", async () => {
    const roster = join(place, "花名册2026-01.csv");
    writeFileSync(roster, "某县教师花名册\n姓名,性别,出生年月,单位,职称\n王小明,男,1985年3月,示例一小,高级教师\n李芳,女,Mar-8x,示例一小,一级教师\n");
    await open("plan=county&lang=zh&tab=data");
    await page.setInputFiles("#table", roster);
    await page.fill("#at", "2026-01");
    await page.locator(".data button").nth(1).click();
    await page.waitForSelector("#read table", slow);
    const read = await page.locator("#read").textContent();
    assert(!read.includes("王小明") && !read.includes("李芳"), read);
    assert((await page.locator("#read a[download]").count()) > 0, read);
    await picture("roster.zh");
  });
  await must("a column that was not known is named on the page, and the mapping comes back", async () => {
    const roster = join(place, "教师名单2026-01.csv");
    writeFileSync(roster, "姓名,性别,出生年月,工作地点,聘任职务,骨干,认定时间\n王小明,男,03/04/1985,示例一小,高级教师,无,2010-09\n李芳,女,05/06/1986,示例一小,一级教师,无,2011-09\n");
    await open("plan=county&lang=zh&tab=data");
    await page.setInputFiles("#table", roster);
    await page.fill("#at", "2026-01");
    await page.locator("#table-form button").click();
    await page.waitForSelector("#read .problem", slow);
    assert((await page.locator("#read .problem").textContent()).includes("school"));
    await page.locator('[name="column:工作地点"]').selectOption("school");
    await page.locator('[name="order:出生年月"]').selectOption("day-first");
    await page.locator("#again").click();
    await page.waitForFunction(() => document.querySelector('[name="column:工作地点"]')?.value === "school" && !document.querySelector("#read .problem")?.textContent.includes("1985"), undefined, slow);
    await picture("mapping.zh");
    const made = await page.locator("#read a[download]").allTextContents();
    assert(made.includes("import.toml"), made.join());
    const mapping = await page.request.get(origin + (await page.locator('#read a[download="import.toml"]').getAttribute("href")));
    assert((await mapping.text()).includes('school = "工作地点"'), await mapping.text());
  });
  await must("a chart has its numbers, and is saved as a picture and as a table", async () => {
    await open("plan=county&lang=zh&tab=path");
    await page.waitForSelector(".live figure", slow);
    await page.locator("details.numbers summary").first().click();
    const shown = await page.locator("details.numbers").first().locator("tbody tr").count();
    assert(shown > 8, `${shown}`);
    for (const [kind, start] of [["png", "\x89PNG"], ["svg", "<svg"], ["csv", "\xef\xbb\xbf"]]) {
      const [saved] = await Promise.all([page.waitForEvent("download", slow), page.locator(`[data-save=${kind}]`).first().click()]);
      assert(saved.suggestedFilename().endsWith(`.${kind}`));
      const bytes = readFileSync(await saved.path());
      assert(bytes.subarray(0, start.length).toString("latin1") === start, kind);
      if (kind === "csv") assert.equal(bytes.toString().trim().split("\r\n").length, shown + 1);
    }
  });
  await must("a run is kept, and its report opens without reaching anything", async () => {
    await open(`plan=county&lang=zh&tab=kept&set=${encodeURIComponent("run.replicates=300")}`);
    await page.locator(".kept form button").click();
    await page.waitForSelector("#saved a", slow);
    const report = await context.newPage();
    report.on("request", (request) => new URL(request.url()).origin === origin || foreign.push(request.url()));
    await report.goto(origin + (await page.locator("#saved a").first().getAttribute("href")));
    assert((await report.locator("h1").count()) === 1);
    await report.close();
  });
  await must("another origin gets nothing", async () => {
    const other = await browser.newContext();
    const stranger = await other.newPage();
    const answer = await stranger.goto(`${origin}/`);
    assert.equal(answer.status(), 403);
    await other.close();
  });
  await must("no request left the origin, and nothing broke", async () => {
    assert.deepEqual(foreign, []);
    // A stream that was left is no error of the page.
    assert.deepEqual(broken.filter((one) => !one.includes("ERR_ABORTED")), []);
  });
  console.log(`${done.length} passed`);
} finally {
  await browser.close();
  server.kill("SIGINT");
  rmSync(place, { recursive: true, force: true });
}

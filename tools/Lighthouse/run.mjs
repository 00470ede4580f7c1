// Signs in to a running installation and lets Lighthouse judge its main pages: npm install && node run.mjs http://localhost:5080
// Environment: CHROMIUM (its path), MAIL and PASSWORD (those of the demo's CSM otherwise). Ends with 1 when a page misses what is wanted.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";
import { chromium } from "playwright-core";

const wanted = { performance: 90, accessibility: 95, "best-practices": 95 };
const firstPaint = 1000;
const [address = "http://localhost:5080", ...given] = process.argv.slice(2);
const pages = given.length > 0 ? given : ["/my-day", "/portfolio", "/accounts", "/accounts/1", "/reports", "/models"];
const port = 9222;
const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage", `--remote-debugging-port=${port}`] });
let missed = 0;
try {
  const tab = await browser.newPage();
  await tab.goto(`${address}/signin`);
  await tab.fill("#mail", process.env.MAIL ?? "csm@demo.healthscore");
  await tab.fill("#password", process.env.PASSWORD ?? "fieldnote-demo");
  await tab.click("button[type=submit]");
  await tab.waitForURL(url => !url.pathname.startsWith("/signin"));
  for (const path of pages) {
    // The session must survive: storage is not reset, so pages are as for somebody who has been here before.
    const { lhr } = await lighthouse(address + path, { port, disableStorageReset: true, onlyCategories: Object.keys(wanted) }, desktop);
    const scores = Object.entries(wanted).map(([name, least]) => ({ name, least, score: Math.round(lhr.categories[name].score * 100) }));
    const paint = lhr.audits["first-contentful-paint"].numericValue;
    const failed = Object.values(lhr.categories).flatMap(c => c.auditRefs).filter(a => a.weight > 0 && lhr.audits[a.id].score !== null && lhr.audits[a.id].score < 0.9).map(a => a.id);
    const isRight = scores.every(s => s.score >= s.least) && paint <= firstPaint && lhr.finalDisplayedUrl === address + path;
    if (!isRight) missed++;
    console.log([isRight ? "ok    " : "MISSED", path.padEnd(14), ...scores.map(s => `${s.name} ${s.score}`), `first paint ${Math.round(paint)} ms`, `answer ${Math.round(lhr.audits["server-response-time"].numericValue)} ms`, `moved ${lhr.audits["cumulative-layout-shift"].numericValue.toFixed(3)}`, failed.join(" ")].join("  "));
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;

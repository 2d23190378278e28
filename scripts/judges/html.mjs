// Opens a page in Chromium and fails where axe finds a violation, the page is wider than the window, or it asks for anything.
//     node scripts/judges/html.mjs PUPPETEER_FOLDER AXE_FOLDER BROWSER PAGE

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [puppeteerFolder, axeFolder, browserPath, file] = process.argv.slice(2);
const from = (folder) => createRequire(pathToFileURL(resolve(folder, 'index.js')));
const { default: puppeteer } = await import(pathToFileURL(from(puppeteerFolder).resolve('puppeteer-core')));
const axe = readFileSync(from(axeFolder).resolve('axe-core/axe.min.js'), 'utf8');
const url = pathToFileURL(resolve(file)).href;
const complaints = [];

const browser = await puppeteer.launch({ executablePath: browserPath, headless: true, args: ['--no-sandbox'], protocolTimeout: 600_000 });

// As anybody opens it, with its own policy.
const plain = await browser.newPage();
plain.on('console', (message) => complaints.push(`console: ${message.text()}`));
plain.on('request', (request) => request.url() === url || complaints.push(`request: ${request.url()}`));
await plain.goto(url);
const styled = await plain.evaluate(() => getComputedStyle(document.body).maxWidth);
if (styled === 'none') complaints.push('the policy keeps the style out');
const pdf = await plain.pdf({ preferCSSPageSize: true, timeout: 0 });
if (pdf.length < 1000) complaints.push('nothing is printed');
await plain.close();

const page = await browser.newPage();
// axe itself is a script, which the policy would keep out.
await page.setBypassCSP(true);
for (const [width, scheme] of [[390, 'light'], [390, 'dark'], [1280, 'light'], [1280, 'dark']]) {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(url);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) complaints.push(`${width} ${scheme}: ${wide} pixels wide`);
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  for (const { id, nodes } of violations) complaints.push(`${width} ${scheme}: ${id}: ${nodes[0].html.slice(0, 200)}`);
  if (passes.length < 20) complaints.push('axe looked at next to nothing');
}
await browser.close();

if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
console.log(`${file.split('/').pop()}: no violation, nothing wider than the window, nothing asked for`);

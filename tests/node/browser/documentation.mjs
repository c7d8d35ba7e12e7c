// Opens the documentation and the start page in Chromium. Checks that their policies refuse nothing, that nothing is loaded
// from another host, that the search shows results, and that no page scrolls horizontally on a phone.
import assert from 'node:assert/strict';
import puppeteer from 'puppeteer-core';

const { URL_OF_API, CHROMIUM } = process.env;
const fail = (error) => { console.error(error.stack ?? error); process.exit(1); };
process.on('unhandledRejection', fail);
setTimeout(() => fail(new Error('not done after 150 s')), 150_000).unref();

const browser = await puppeteer.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
const page = await browser.newPage();
const wrong = [];
page.on('console', (line) => { if (['error', 'warn'].includes(line.type())) wrong.push(line.text()); });
page.on('pageerror', (error) => wrong.push(error.message));
page.on('request', (request) => { if (!/^data:/.test(request.url()) && !request.url().startsWith(URL_OF_API)) wrong.push(request.url()); });
page.on('response', (response) => { if (response.status() >= 400) wrong.push(`${response.status()} ${response.url()}`); });

const open = (path) => page.goto(`${URL_OF_API}${path}`, { waitUntil: 'networkidle0' });
const found = () => page.evaluate(() => {
  const parts = [...document.querySelectorAll('*')].map((each) => each.shadowRoot).filter(Boolean);
  const list = parts.flatMap((part) => [...part.querySelectorAll('ol a')]);
  return list.map((each) => [each.href, getComputedStyle(each).textDecorationLine]);
});

await page.setViewport({ width: 1280, height: 800 });
await open('/docs/');
assert.equal(await page.title(), 'Overview - Telecom CRM');
await page.keyboard.press('/');
await page.waitForFunction(() => [...document.querySelectorAll('*')].some((each) => each.shadowRoot?.querySelector('input')));
await new Promise((resolve) => setTimeout(resolve, 500));
await page.keyboard.type('getDeposit');
let results = [];
for (let look = 0; look < 100 && results.length === 0; look += 1) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  results = await found();
}
const [first] = results;
assert.ok(first, 'the search finds nothing');
assert.match(first[0], /\/docs\/reference\/schema\/payments\/.*#mutation-getDeposit$/);
assert.equal(first[1], 'none', 'the style of the search was refused');

await page.setViewport({ width: 360, height: 640 });
for (const path of ['/', '/docs/', '/docs/reference/configuration/', '/docs/concepts/state-machines/', '/docs/reference/schema/payments/']) {
  await open(path);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${path} is ${width} wide, a phone 360`);
}
assert.deepEqual(wrong, []);
console.log('ok');
await browser.close();

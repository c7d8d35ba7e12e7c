// Opens every sign-in page in Chromium without JavaScript, in the size of a phone, in light and dark colours, and with
// DESKTOP in that of a desktop too; with SCREENSHOTS (a folder) it also keeps pictures of them. On each page axe-core must
// find no violation and nothing may scroll horizontally at 320 px.
import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';

const env = process.env;
const { ISSUER, LOG, SCREENSHOTS, DESKTOP, CHROMIUM, INVITATION, NUMBER, DOCUMENT, SECOND_FACTOR } = env;
const CALLBACK = 'http://127.0.0.1:5173/callback';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] };
const COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }, resultTypes: ['violations'] };
const PHONE = { width: 360, height: 640 };
// Only colours differ in the dark scheme, and they are the same in both sizes.
const LOOKS = [['phone', PHONE, 'light', RULES], ['phone', PHONE, 'dark', COLOURS]];
if (DESKTOP) LOOKS.push(['desktop', { width: 1280, height: 800 }, 'light', RULES]);
if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });

const done = (name) => console.log(`ok ${name}`);
const fail = (error) => { console.error(error.stack ?? error); process.exit(1); };
process.on('unhandledRejection', fail);
setTimeout(() => fail(new Error('not done after 150 s')), 150_000).unref();

const browser = await puppeteer.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--force-color-profile=srgb'],
});

// A person with a browser context of their own.
async function visitor() {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const seen = { locations: [], refused: [] };
  await page.setJavaScriptEnabled(false);
  await page.setViewport(PHONE);
  await page.setRequestInterception(true);
  page.on('request', (request) => (request.url().startsWith(CALLBACK)
    ? request.respond({ status: 200, contentType: 'text/html', body: '<!doctype html><title>The application</title>' })
    : request.continue()));
  // Puppeteer does not report a redirect to a scheme that Chromium does not load. The DevTools protocol does.
  const protocol = await page.createCDPSession();
  await protocol.send('Network.enable');
  protocol.on('Network.responseReceivedExtraInfo', ({ headers }) => {
    const location = Object.entries(headers).find(([name]) => name.toLowerCase() === 'location');
    if (location) seen.locations.push(location[1]);
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) seen.refused.push(message.text());
  });
  return { page, seen, close: () => context.close() };
}

async function submit(page, fields, button = 'main form button') {
  for (const [name, value] of Object.entries(fields)) {
    await page.$eval(`#${name}`, (input) => { input.value = ''; });
    await page.type(`#${name}`, value);
  }
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}

const heading = (page) => page.$eval('h1', (it) => it.textContent);
const error = (page) => page.$eval('[role=alert]', (it) => it.textContent);
const lines = (page) => page.$$eval('main p', (them) => them.map((it) => it.textContent));

const faults = []; // of the pages, collected and reported at the end
let number = 0;
async function look(page, name, language = 'en') {
  assert.equal(await page.$eval('html', (it) => it.lang), language, `${name} is in another language`);
  assert.equal(await page.evaluate(() => document.querySelectorAll('script').length), 0);
  // axe-core waits for promises, which do not resolve while scripts are off. Scripts are on while it runs; the page was
  // loaded without them and has none.
  await page.setJavaScriptEnabled(true);
  await page.evaluate(axe);
  number += 1;
  for (const [size, viewport, scheme, rules] of LOOKS) {
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const where = `${name}-${size}-${scheme}`;
    if (SCREENSHOTS) {
      await page.screenshot({ path: `${SCREENSHOTS}/${String(number).padStart(2, '0')}-${where}.png`, fullPage: true });
    }
    const { violations } = await page.evaluate((them) => axe.run(document, them), rules);
    const found = violations.map((it) => `${it.id}: ${it.nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; ')}`);
    faults.push(...found.map((it) => `${where}: ${it}`));
  }
  await page.setViewport({ width: 320, height: 640 });
  const wide = await page.evaluate(() => [document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *')]
    .map((it) => Math.ceil(it.getBoundingClientRect().right))].filter((right) => right > 320));
  if (wide.length) faults.push(`${name} is wider than 320 px: ${wide}`);
  await page.setViewport(PHONE);
  await page.setJavaScriptEnabled(false);
  done(`page ${name}`);
}

// Touch targets are at least 24 px in each direction (WCAG 2.2, 2.5.8), buttons 44 px.
async function touchable(page) {
  const small = await page.$$eval('button', (them) => them.filter((it) => it.getBoundingClientRect().height < 44).map((it) => it.textContent));
  assert.deepEqual(small, []);
}

const base64url = (bytes) => bytes.toString('base64url');
const verifier = base64url(randomBytes(32));
function authorization(client, redirect, more = {}) {
  return `${ISSUER}/oauth/authorize?${new URLSearchParams({
    client_id: client, redirect_uri: redirect, response_type: 'code', scope: 'openid profile', state: 'a state',
    code_challenge: base64url(createHash('sha256').update(verifier).digest()), code_challenge_method: 'S256', ...more,
  })}`;
}

async function token(parameters) {
  const response = await fetch(`${ISSUER}/oauth/token`, { method: 'POST', body: new URLSearchParams(parameters) });
  return response.json();
}

// RFC 6238
function totp(secret, at = Date.now()) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The code in the last message to a number, from the server's log: in demo mode messages are logged. */
async function messaged(to) {
  for (let left = 100; left > 0; left -= 1) {
    const found = readFileSync(LOG, 'utf8').split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line)).filter((it) => it.event === 'message' && it.to === to);
    if (found.length) return /\b\d{8}\b/.exec(found.at(-1).text)[0];
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`no message to ${to}`);
}

// ---- staff, from an application and back
{
  const { page, seen, close } = await visitor();
  await page.goto(authorization('operator-app', CALLBACK));
  assert.equal(new URL(page.url()).pathname, '/oauth/sign-in');
  await look(page, 'sign-in');
  await touchable(page);
  await submit(page, { email: 'operator@demo.example', password: 'wrong' });
  assert.equal(await error(page), 'The e-mail or the password is not right.');
  assert.equal(await page.$eval('#email', (it) => it.value), 'operator@demo.example');
  assert.equal(await page.$eval('#password', (it) => it.value), '');
  await look(page, 'wrong-password');
  await page.type('#password', 'operator of the demo');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const landed = new URL(page.url());
  assert.equal(landed.origin + landed.pathname, CALLBACK);
  assert.equal(landed.searchParams.get('state'), 'a state');
  assert.equal(landed.searchParams.get('iss'), ISSUER);
  const tokens = await token({
    grant_type: 'authorization_code', client_id: 'operator-app', redirect_uri: CALLBACK,
    code: landed.searchParams.get('code'), code_verifier: verifier,
  });
  assert.ok(tokens.id_token, JSON.stringify(tokens));
  done('staff are redirected to the application with a code');

  await page.goto(authorization('operator-app', CALLBACK));
  assert.equal(page.url().startsWith(CALLBACK), true);
  done('a signed-in user is not asked again');

  await page.goto(`${ISSUER}/oauth/account`);
  await look(page, 'account');
  await submit(page, { current: 'operator of the demo', password: 'too short' });
  await look(page, 'weak-password');
  await submit(page, { current: 'operator of the demo', password: 'four quiet horses' });
  assert.ok((await lines(page)).includes('The password was changed.'));
  await look(page, 'password-changed');

  await page.goto(`${ISSUER}/oauth/logout`);
  await look(page, 'sign-out');
  await submit(page, {});
  await look(page, 'signed-out');
  await page.goto(`${ISSUER}/oauth/account`);
  assert.equal(new URL(page.url()).pathname, '/oauth/sign-in');
  done('staff sign out');
  assert.deepEqual(seen.refused, []);
  await close();
}

// ---- an administrator, in Russian, with a second factor, and another one
{
  const { page, seen, close } = await visitor();
  await page.goto(`${ISSUER}/oauth/sign-in?lang=ru`);
  await look(page, 'sign-in-russian', 'ru');
  await submit(page, { email: 'admin@demo.example', password: 'admin of the demo' });
  await look(page, 'second-factor', 'ru');
  await submit(page, { code: '000' });
  await look(page, 'wrong-code', 'ru');
  await submit(page, { code: totp(SECOND_FACTOR) });
  assert.equal(new URL(page.url()).pathname, '/oauth/account');
  done('an administrator signs in with the second factor');
  await look(page, 'account-russian', 'ru');

  await Promise.all([page.waitForNavigation(), page.click('a[href="/oauth/set-up-factor"]')]);
  await look(page, 'replace-factor', 'ru');
  // A code counts once: the one of the sign-in is used, and the next one is accepted already.
  await submit(page, { current: 'admin of the demo', code: totp(SECOND_FACTOR, Date.now() + 30_000) });
  const picture = await page.$eval('img', (it) => [it.complete, it.naturalWidth > 100, it.alt]);
  assert.deepEqual(picture, [true, true, 'Ключ в виде QR-кода']);
  await look(page, 'set-up-factor', 'ru');
  const key = await page.$eval('.key', (it) => it.textContent);
  await submit(page, { code: totp(key) });
  assert.equal(await page.$$eval('.codes code', (them) => new Set(them.map((it) => it.textContent)).size), 10);
  await look(page, 'recovery-codes', 'ru');
  await Promise.all([page.waitForNavigation(), page.click('main a')]);
  assert.equal(new URL(page.url()).pathname, '/oauth/account');
  done('a second factor is replaced');
  assert.deepEqual(seen.refused, []);
  await close();
}

// ---- somebody who was invited
{
  const { page, close } = await visitor();
  await page.goto(INVITATION);
  await look(page, 'invitation');
  await submit(page, { password: 'short' });
  await look(page, 'invitation-weak');
  await submit(page, { password: 'seven small boats' });
  assert.equal(new URL(page.url()).pathname, '/oauth/account');
  await page.goto(INVITATION);
  await look(page, 'invitation-over');
  done('an invitation is accepted');
  await close();
}

// ---- a subscriber, in Kyrgyz, as the application asked
{
  const { page, seen, close } = await visitor();
  await page.goto(authorization('subscriber-app', 'telecomcrm://callback', { ui_locales: 'ky' }));
  assert.equal(new URL(page.url()).pathname, '/oauth/number');
  await look(page, 'number', 'ky');
  await submit(page, { number: '12' });
  await look(page, 'wrong-number', 'ky');
  await submit(page, { number: NUMBER.replace('+996', '0') });
  assert.ok((await lines(page))[0].includes(NUMBER));
  await look(page, 'code', 'ky');
  await touchable(page);
  await submit(page, { code: await messaged(NUMBER), document: 'ID9999999' }, 'form[action="/oauth/code"] button');
  await look(page, 'wrong-document', 'ky');
  await page.$eval('#document', (it) => { it.value = ''; });
  await page.type('#document', DOCUMENT);
  // Chromium passes the application's own scheme to the system, so the test checks the address of the redirect.
  await page.click('form[action="/oauth/code"] button');
  for (let left = 100; left > 0 && !seen.locations.some((it) => it.startsWith('telecomcrm:')); left -= 1) {
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.deepEqual(seen.refused, []);
  const landed = new URL(seen.locations.at(-1));
  assert.equal(landed.protocol, 'telecomcrm:');
  assert.ok(landed.searchParams.get('code'));
  assert.deepEqual(seen.refused, []);
  done('a subscriber is redirected to the application with a code');
  await close();
}

// ---- a device
{
  const { page, close } = await visitor();
  const begun = await fetch(`${ISSUER}/oauth/device_authorization`, {
    method: 'POST', body: new URLSearchParams({ client_id: 'crm-cli', scope: 'openid read' }),
  });
  const device = await begun.json();
  await page.goto(device.verification_uri_complete);
  assert.equal(new URL(page.url()).pathname, '/oauth/sign-in');
  await submit(page, { email: 'analyst@demo.example', password: 'analyst of the demo' });
  assert.ok((await lines(page))[0].includes(device.user_code));
  await look(page, 'device-question');
  await touchable(page);
  await page.goto(device.verification_uri);
  await look(page, 'device');
  await submit(page, { user_code: 'bbbb bbbb' });
  await look(page, 'device-wrong-code');
  await submit(page, { user_code: device.user_code.toLowerCase().replace('-', '') });
  await submit(page, {}, 'button[value=approve]');
  await look(page, 'device-done');
  const tokens = await token({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'crm-cli', device_code: device.device_code });
  assert.ok(tokens.access_token, JSON.stringify(tokens));
  done('a device is approved');
  await page.goto(`${ISSUER}/oauth/authorize?client_id=nobody`);
  await look(page, 'wrong-request');
  await close();
}

await browser.close();
assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
assert.ok(!SCREENSHOTS || existsSync(`${SCREENSHOTS}/01-sign-in-phone-light.png`));
done(`all ${number} pages`);

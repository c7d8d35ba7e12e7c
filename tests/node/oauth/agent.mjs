// Shared by openid_client.mjs and oauth4webapi.mjs: settings from the environment, the step
// runner, and a small browser-like user agent (cookie jar, manual redirects, HTML form walking).
// No dependencies; Node >= 20.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

// ---------------------------------------------------------------- settings
const need = (name) => {
  const value = process.env[name];
  if (!value) {
    console.error(`fail settings: environment variable ${name} is required`);
    process.exit(1);
  }
  return value;
};

export const env = {
  ISSUER: need('ISSUER'),
  PUBLIC_CLIENT_ID: need('PUBLIC_CLIENT_ID'),
  DEVICE_CLIENT_ID: process.env.DEVICE_CLIENT_ID || need('PUBLIC_CLIENT_ID'),
  REDIRECT_URI: need('REDIRECT_URI'),
  EMAIL: need('EMAIL'),
  PASSWORD: need('PASSWORD'),
  SERVICE_CLIENT_ID: need('SERVICE_CLIENT_ID'),
  SERVICE_CLIENT_SECRET: need('SERVICE_CLIENT_SECRET'),
  SCOPE: process.env.SCOPE || 'openid profile offline_access',
  SERVICE_SCOPE: process.env.SERVICE_SCOPE || 'read',
  EMAIL_FIELD: process.env.EMAIL_FIELD || 'email',
  PASSWORD_FIELD: process.env.PASSWORD_FIELD || 'password',
  // extra authorization request parameters, urlencoded, e.g. "prompt=consent"
  AUTH_PARAMS: process.env.AUTH_PARAMS || '',
  SKIP: new Set((process.env.SKIP || '').split(',').map((s) => s.trim()).filter(Boolean)),
  DEADLINE_SECONDS: Number(process.env.DEADLINE_SECONDS || 180),
  DEBUG: process.env.DEBUG === '1',
};
export const ORIGIN = new URL(env.ISSUER).origin;

// ---------------------------------------------------------------- steps
let current = 'start';
const describe = (err, depth = 0) => {
  if (!(err instanceof Error)) {
    if (err instanceof Response) return `HTTP ${err.status} ${err.url} ${err.headers.get('content-type') ?? ''}`;
    try { return JSON.stringify(err).slice(0, 400); } catch { return String(err); }
  }
  const bits = [`${err.name}: ${err.message.replace(/\s*\n\s*/g, ' ')}`];
  for (const key of ['code', 'status', 'error', 'error_description']) {
    if (err[key] !== undefined && !String(err.message).includes(String(err[key]))) bits.push(`${key}=${err[key]}`);
  }
  if (err.cause !== undefined && depth < 4) bits.push(`cause: ${describe(err.cause, depth + 1)}`);
  return bits.join(' | ');
};
export function die(err) {
  console.error(`fail ${current}: ${describe(err)}`);
  if (env.DEBUG && err instanceof Error) console.error(err.stack);
  process.exit(1);
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);
setTimeout(() => die(new Error(`no result within DEADLINE_SECONDS=${env.DEADLINE_SECONDS}`)),
  env.DEADLINE_SECONDS * 1000).unref();

/** A step is skipped if SKIP names it or its group (the part before the dot). */
export async function step(name, fn) {
  if (env.SKIP.has(name) || env.SKIP.has(name.split('.')[0])) {
    console.log(`skip ${name}`);
    return undefined;
  }
  current = name;
  try {
    const result = await fn();
    console.log(`ok ${name}`);
    return result;
  } catch (err) {
    die(err);
  }
}
export const note = (text) => console.log(`note ${text}`);

/** Expect an OAuth JSON error response (RFC 6749 section 5.2), seen through the library's ResponseBodyError. */
export async function expectOAuthError(ResponseBodyError, codes, fn) {
  let result;
  try {
    result = await fn();
  } catch (err) {
    if (!(err instanceof ResponseBodyError)) {
      throw new Error(`expected the OAuth error ${codes.join(' or ')} as a JSON body without a WWW-Authenticate challenge`, { cause: err });
    }
    assert.ok(codes.includes(err.error), `expected ${codes.join(' or ')}, got ${err.error} (HTTP ${err.status})`);
    assert.equal(err.status, 400, `${err.error} must be HTTP 400`);
    return err;
  }
  throw new Error(`expected the OAuth error ${codes.join(' or ')}, but the request succeeded: keys ${Object.keys(result ?? {})}`);
}

/** Checks on the ID token that the libraries leave to the application. */
export function checkIdToken(tokens, claims, { nonce, sub }) {
  const header = JSON.parse(Buffer.from(tokens.id_token.split('.')[0], 'base64url'));
  assert.ok(header.alg && header.alg !== 'none' && !header.alg.startsWith('HS'), `ID token alg is ${header.alg}`);
  assert.equal(claims.iss, env.ISSUER, 'ID token iss must equal ISSUER exactly');
  assert.ok([claims.aud].flat().some((each) => [env.PUBLIC_CLIENT_ID, env.DEVICE_CLIENT_ID].includes(each)), 'ID token aud');
  const now = Date.now() / 1000;
  assert.ok(claims.exp > now, 'ID token exp');
  assert.ok(claims.iat <= now + 30 && claims.iat > now - 300, 'ID token iat is not recent');
  if (nonce !== undefined) assert.equal(claims.nonce, nonce, 'ID token nonce');
  if (sub !== undefined) assert.equal(claims.sub, sub, 'ID token sub');
  if (claims.at_hash !== undefined) {
    const hash = /(384|512)$/.exec(header.alg)?.[1] ?? (/^Ed/.test(header.alg) ? '512' : '256');
    const digest = createHash(`sha${hash}`).update(tokens.access_token).digest();
    assert.equal(claims.at_hash, digest.subarray(0, digest.length / 2).toString('base64url'), 'ID token at_hash');
  }
  return header;
}

/** "scope" is REQUIRED in a token response when it differs from the requested scope (RFC 6749 section 5.1). */
export function checkScope(granted, asked) {
  if (granted === undefined) return;
  for (const scope of granted.split(' ')) assert.ok(asked.split(' ').includes(scope), `granted scope "${scope}" was never asked for`);
  const missing = asked.split(' ').filter((scope) => !granted.split(' ').includes(scope));
  if (missing.length) note(`scope not granted: ${missing.join(' ')}`);
}

// ---------------------------------------------------------------- HTML forms
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const decode = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (all, hex, dec, named) => (
  hex ? String.fromCodePoint(parseInt(hex, 16))
    : dec ? String.fromCodePoint(parseInt(dec, 10))
      : entities[named.toLowerCase()] ?? all));

function attributes(source) {
  const out = {};
  for (const m of source.matchAll(/([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g)) {
    const name = m[1].toLowerCase();
    if (!(name in out)) out[name] = decode(m[2] ?? m[3] ?? m[4] ?? '');
  }
  return out;
}

/** Forms of a page, each with its controls in document order, including controls tied to it by form="id". */
export function parseForms(html) {
  html = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|style|template)\b[\s\S]*?<\/\1\s*>/gi, '');
  const forms = [];
  const loose = [];
  let form = null;
  let select = null;
  const add = (control) => {
    if (control.attrs.form !== undefined) loose.push(control);
    else if (form) form.controls.push(control);
  };
  for (const m of html.matchAll(/<(\/?)(form|input|button|select|option|textarea)\b((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi)) {
    const [all, closing, rawTag, rawAttrs] = m;
    const tag = rawTag.toLowerCase();
    if (closing) {
      if (tag === 'form') form = null;
      if (tag === 'select') select = null;
      continue;
    }
    const attrs = attributes(rawAttrs);
    const rest = html.slice(m.index + all.length);
    if (tag === 'form') {
      form = { attrs, controls: [] };
      forms.push(form);
    } else if (tag === 'select') {
      select = { tag, type: 'select', attrs, value: undefined };
      add(select);
    } else if (tag === 'option') {
      const value = attrs.value ?? decode(rest.split(/</)[0].trim());
      if (select && (select.value === undefined || 'selected' in attrs)) select.value = value;
    } else if (tag === 'textarea') {
      add({ tag, type: 'textarea', attrs, value: decode(rest.split(/<\/textarea/i)[0].replace(/^\r?\n/, '')) });
    } else if (tag === 'button') {
      add({ tag, type: (attrs.type || 'submit').toLowerCase(), attrs, value: attrs.value ?? '', text: decode(rest.split(/<\/button/i)[0].replace(/<[^>]*>/g, ' ').trim()) });
    } else {
      add({ tag, type: (attrs.type || 'text').toLowerCase(), attrs, value: attrs.value ?? '' });
    }
  }
  for (const control of loose) forms.find((f) => f.attrs.id === control.attrs.form)?.controls.push(control);
  return forms;
}

const isSubmit = (c) => !('disabled' in c.attrs) && (c.type === 'submit' || c.type === 'image');
const isApprove = (c) => isSubmit(c) && (c.attrs.name === 'approve' || /^(approve|allow|accept)$/i.test(c.value));
const hasInput = (form, name) => form.controls.some((c) => c.tag === 'input' && c.type !== 'hidden' && c.attrs.name === name);
const isSignIn = (form) => hasInput(form, env.EMAIL_FIELD) || hasInput(form, env.PASSWORD_FIELD);

/** Sign-in form first, then one with an approve button, then simply the first form. */
export function chooseForm(forms) {
  return forms.find(isSignIn) ?? forms.find((f) => f.controls.some(isApprove)) ?? forms[0];
}

/** The successful controls of a form, as a browser would submit them with the chosen button. */
export function fillForm(form) {
  const submits = form.controls.filter(isSubmit);
  const button = submits.find(isApprove) ?? submits[0];
  const fields = new URLSearchParams();
  for (const c of form.controls) {
    const { name } = c.attrs;
    if (!name || 'disabled' in c.attrs) continue;
    if (['submit', 'image', 'button', 'reset', 'file'].includes(c.type)) {
      if (c === button && c.type === 'submit') fields.append(name, c.value);
    } else if (c.type === 'checkbox' || c.type === 'radio') {
      if ('checked' in c.attrs) fields.append(name, 'value' in c.attrs ? c.value : 'on');
    } else if (c.tag === 'input' && c.type !== 'hidden' && name === env.EMAIL_FIELD) {
      fields.append(name, env.EMAIL);
    } else if (c.tag === 'input' && c.type !== 'hidden' && name === env.PASSWORD_FIELD) {
      fields.append(name, env.PASSWORD);
    } else {
      fields.append(name, c.value ?? '');
    }
  }
  return { button, fields };
}

const visibleText = (html) => decode(html.replace(/<!--[\s\S]*?-->/g, ' ').replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, ' ').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim().slice(0, 300);

// ---------------------------------------------------------------- user agent
export class UserAgent {
  cookies = []; // { name, value, host, path, hostOnly, expires, secure }
  signIns = 0; // password forms met so far
  walkSignIns = 0;

  store(url, response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...rest] = line.split(';');
      const eq = pair.indexOf('=');
      if (eq < 0) continue;
      const cookie = { name: pair.slice(0, eq).trim(), value: pair.slice(eq + 1).trim(), host: url.hostname, path: undefined, expires: Infinity, secure: false };
      let maxAge;
      for (const part of rest) {
        const [key, ...value] = part.split('=');
        const v = value.join('=').trim();
        switch (key.trim().toLowerCase()) {
          case 'path': if (v.startsWith('/')) cookie.path = v; break;
          case 'expires': { const at = Date.parse(v); if (!Number.isNaN(at)) cookie.expires = at; break; }
          case 'max-age': if (/^-?\d+$/.test(v)) maxAge = Number(v); break;
          case 'secure': cookie.secure = true; break;
          case 'domain': assert.equal(v.replace(/^\./, '').toLowerCase(), url.hostname, `cookie ${cookie.name} is for another domain`); break;
          default:
        }
      }
      if (maxAge !== undefined) cookie.expires = Date.now() + maxAge * 1000; // Max-Age wins over Expires
      if (cookie.path === undefined) cookie.path = url.pathname.slice(0, Math.max(1, url.pathname.lastIndexOf('/')));
      // As Chrome and Firefox do: loopback counts as trustworthy, so Secure works; the prefixes keep their rules.
      if (/^__(Host|Secure)-/.test(cookie.name)) assert.ok(cookie.secure, `cookie ${cookie.name} needs Secure`);
      if (cookie.name.startsWith('__Host-')) assert.equal(cookie.path, '/', `cookie ${cookie.name} needs Path=/`);
      this.cookies = this.cookies.filter((c) => !(c.name === cookie.name && c.path === cookie.path && c.host === cookie.host));
      if (cookie.expires > Date.now()) this.cookies.push(cookie);
    }
  }

  cookieHeader(url) {
    return this.cookies
      .filter((c) => c.host === url.hostname && c.expires > Date.now()
        && (url.pathname === c.path || url.pathname.startsWith(c.path.endsWith('/') ? c.path : `${c.path}/`)))
      .sort((a, b) => b.path.length - a.path.length)
      .map((c) => `${c.name}=${c.value}`)
      .join('; ');
  }

  async request(url, { method = 'GET', body, from } = {}) {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'user-agent': 'Mozilla/5.0 (loopback test agent)' };
    const cookie = this.cookieHeader(url);
    if (cookie) headers.cookie = cookie;
    if (from) headers.referer = from.href.replace(/#.*/, '');
    if (method !== 'GET') {
      headers.origin = (from ?? url).origin;
      headers['content-type'] = 'application/x-www-form-urlencoded';
    }
    const response = await fetch(url, { method, body: body?.toString(), headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    this.store(url, response);
    if (env.DEBUG) console.error(`  ${method} ${url.pathname}${url.search} -> ${response.status} ${response.headers.get('location') ?? ''}`);
    return response;
  }

  /**
   * Follow redirects and submit forms from `start` until a redirect to `until` (returns { location }) or, without `until`,
   * until a page without a further form (returns { page }).
   */
  async walk(start, { until } = {}) {
    const arrived = (location) => until !== undefined && location.startsWith(until) && /^(?:$|[?#&])/.test(location.slice(until.length));
    let url = new URL(start);
    let options = {};
    let approved = false;
    let formAction; // the form-action source list of the page whose form was last submitted
    for (let hop = 0; hop < 40; hop += 1) {
      assert.equal(url.origin, ORIGIN, `left the server's origin: ${url.href}`);
      const response = await this.request(url, options);

      if ([301, 302, 303, 307, 308].includes(response.status)) {
        await response.body?.cancel();
        const location = response.headers.get('location');
        assert.ok(location, `HTTP ${response.status} without Location at ${url.pathname}`);
        if (arrived(location)) {
          const allows = (s) => s === '*' || s === new URL(until).protocol
            || (s === "'self'" ? new URL(until).origin === ORIGIN : until.startsWith(s.replace(/\*.*$/, '')));
          if (formAction !== undefined && !formAction.split(/\s+/).some(allows)) {
            note(`the form page sent CSP form-action "${formAction}": Chrome may block its redirect to ${until}`);
          }
          return { location, hops: hop + 1 };
        }
        const next = new URL(location, url);
        const keep = response.status === 307 || response.status === 308;
        if (keep && options.method === 'POST') note(`HTTP ${response.status} after a form post resends the posted fields to ${next.pathname}; use 303`);
        options = keep ? { ...options, from: url } : { from: options.from };
        url = next;
        continue;
      }

      const type = response.headers.get('content-type') ?? '';
      const html = await response.text();
      assert.ok(response.status === 200 && /^text\/html\b/i.test(type),
        `expected a 200 HTML page at ${url.pathname}, got HTTP ${response.status} ${type}: ${visibleText(html)}`);
      const forms = parseForms(html);
      const form = chooseForm(forms);
      const asks = form && (isSignIn(form) || form.controls.some(isApprove));
      if (until === undefined && (!form || (approved && !asks))) return { page: visibleText(html), hops: hop + 1 };
      assert.ok(form, `no form on the page ${url.pathname}: ${visibleText(html)}`);
      if (hasInput(form, env.PASSWORD_FIELD)) {
        this.signIns += 1;
        if (this.walkSignIns++ >= 2) throw new Error(`the sign-in page keeps coming back at ${url.pathname}: ${visibleText(html)}`);
      }
      const { button, fields } = fillForm(form);
      if (form.controls.some(isApprove)) approved = true;
      formAction = /(?:^|[;,])\s*form-action\s+([^;,]*)/i.exec(response.headers.get('content-security-policy') ?? '')?.[1]?.trim();
      const target = new URL((button?.attrs.formaction ?? form.attrs.action) || url.href, url);
      const method = (button?.attrs.formmethod ?? form.attrs.method ?? 'get').toUpperCase();
      if (env.DEBUG) console.error(`  form ${method} ${target.pathname} fields ${[...fields.keys()]}`);
      if (method === 'POST') {
        options = { method, body: fields, from: url };
      } else {
        target.search = fields.toString();
        options = { from: url };
      }
      url = target;
    }
    throw new Error(`still not done after 40 requests, last at ${url.href}`);
  }

  /** Authorization request: returns the final redirect's Location, untouched. */
  async authorize(start) {
    this.walkSignIns = 0;
    return (await this.walk(start, { until: env.REDIRECT_URI })).location;
  }

  /** A page for the signed-in user (device approval): returns the visible text of the last page. */
  async visit(start) {
    this.walkSignIns = 0;
    return (await this.walk(start)).page;
  }

  /** Plain GET following redirects on the server's origin only; returns the last status. */
  async get(start) {
    let url = new URL(start);
    for (let hop = 0; hop < 10; hop += 1) {
      const response = await this.request(url);
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || !location) return response.status;
      url = new URL(location, url);
      if (url.origin !== ORIGIN) return response.status;
    }
    throw new Error('too many redirects');
  }
}

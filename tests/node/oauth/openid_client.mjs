// Tests an OpenID Connect / OAuth 2 server with npm openid-client v6. Settings: see agent.mjs.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { env, step, note, expectOAuthError, checkIdToken, checkScope, UserAgent } from './agent.mjs';

const agent = new UserAgent();
const execute = [client.allowInsecureRequests]; // plain http on loopback
const refused = (codes, fn) => expectOAuthError(client.ResponseBodyError, codes, fn);

// The library derives the redirect_uri it sends to the token endpoint from the URL the browser landed on.
await step('settings', async () => {
  const u = new URL(env.REDIRECT_URI);
  assert.equal(u.href, env.REDIRECT_URI, 'REDIRECT_URI must already be in WHATWG normal form (e.g. with a path "/")');
  assert.equal(u.search + u.hash, '', 'openid-client cannot use a REDIRECT_URI with a query');
});

let config; // the public client
let service; // the confidential client
await step('discovery', async () => {
  config = await client.discovery(new URL(env.ISSUER), env.PUBLIC_CLIENT_ID, { token_endpoint_auth_method: 'none' }, client.None(),
    { execute: [...execute, client.enableNonRepudiationChecks] });
  service = await client.discovery(new URL(env.ISSUER), env.SERVICE_CLIENT_ID, undefined, client.ClientSecretBasic(env.SERVICE_CLIENT_SECRET),
    { execute: [...execute, client.enableNonRepudiationChecks] });
  const as = config.serverMetadata();
  assert.equal(as.issuer, env.ISSUER, 'issuer in the metadata must equal ISSUER exactly');
  assert.ok(as.supportsPKCE('S256'), 'code_challenge_methods_supported must list S256');
  assert.ok(as.token_endpoint_auth_methods_supported?.includes('none'), 'token_endpoint_auth_methods_supported must list none');
  assert.equal(as.authorization_response_iss_parameter_supported, true, 'authorization_response_iss_parameter_supported must be true (RFC 9207)');
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint', 'introspection_endpoint', 'revocation_endpoint']) {
    assert.ok(as[name], `${name} is missing from the metadata`);
  }
});

async function authorizationRequest() {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    ...Object.fromEntries(new URLSearchParams(env.AUTH_PARAMS)),
    redirect_uri: env.REDIRECT_URI,
    scope: env.SCOPE,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  });
  return { url, checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true } };
}

// ---- authorization code + PKCE
const request = await step('authorization_url', authorizationRequest);
const location = await step('sign_in', () => agent.authorize(request.url));
await step('rfc9207_iss', async () => {
  const landed = new URL(location);
  assert.equal(landed.searchParams.get('error'), null, `the authorization response is an error: ${landed.search}`);
  assert.equal(landed.searchParams.get('iss'), env.ISSUER, 'iss in the authorization response');
  const mixedUp = new URL(location);
  mixedUp.searchParams.set('iss', 'https://attacker.example');
  await assert.rejects(client.authorizationCodeGrant(config, mixedUp, request.checks), 'a wrong iss must be refused before the code is sent');
});
const tokens = await step('code_exchange', async () => {
  const t = await client.authorizationCodeGrant(config, new URL(location), request.checks);
  assert.equal(t.token_type, 'bearer');
  assert.ok(t.expiresIn() > 0, 'expires_in');
  assert.ok(t.refresh_token, 'no refresh_token in the token response');
  checkScope(t.scope, env.SCOPE);
  return t;
});
const claims = tokens.claims();
// authorizationCodeGrant() has validated alg, iss, aud, azp, exp, nonce and, by enableNonRepudiationChecks, the JWKS signature
await step('id_token', async () => checkIdToken(tokens, claims, { nonce: request.checks.expectedNonce }));
await step('jwks_signature', async () => {
  assert.ok(client.getJwksCache(config)?.jwks.keys.length, 'the library never fetched the JWKS');
});
await step('userinfo', () => client.fetchUserInfo(config, tokens.access_token, claims.sub));

// ---- refresh: rotation, reuse detection
const rotated = await step('refresh_rotates', async () => {
  const t = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.ok(t.refresh_token, 'no refresh_token in the refresh response');
  assert.notEqual(t.refresh_token, tokens.refresh_token, 'the refresh token did not rotate');
  assert.notEqual(t.access_token, tokens.access_token, 'the access token did not change');
  checkScope(t.scope, env.SCOPE);
  if (t.id_token) {
    checkIdToken(t, t.claims(), { sub: claims.sub });
    assert.equal(t.claims().auth_time, claims.auth_time, 'auth_time must not change on refresh');
    assert.ok([undefined, claims.nonce].includes(t.claims().nonce), 'nonce in the refreshed ID token');
  } else {
    note('the refresh response has no id_token (allowed)');
  }
  await client.fetchUserInfo(config, t.access_token, claims.sub);
  return t;
});
await step('refresh_repeat_same_successor', async () => {
  const t = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(t.refresh_token, rotated.refresh_token, 'a repeat after a lost answer gets the same successor');
});
const newest = await step('refresh_goes_on', async () => {
  const t = await client.refreshTokenGrant(config, rotated.refresh_token);
  assert.notEqual(t.refresh_token, rotated.refresh_token, 'the successor did not rotate');
  return t;
});
await step('refresh_reuse_refused', () => refused(['invalid_grant'], () => client.refreshTokenGrant(config, tokens.refresh_token)));
await step('refresh_family_revoked', () => refused(['invalid_grant'], () => client.refreshTokenGrant(config, newest.refresh_token)));

// ---- a second code flow in the same browser session, for revocation
const second = await step('second_code_flow', async () => {
  const before = agent.signIns;
  const { url, checks } = await authorizationRequest();
  const t = await client.authorizationCodeGrant(config, new URL(await agent.authorize(url)), checks);
  assert.ok(t.refresh_token, 'no refresh_token in the token response');
  assert.equal(t.claims().sub, claims.sub, 'the same user must have the same sub');
  note(agent.signIns === before ? 'the second flow used the existing session' : 'the second flow asked for the password again');
  return t;
});
await step('introspect_user_tokens', async () => {
  for (const name of ['access_token', 'refresh_token']) {
    const r = await client.tokenIntrospection(service, second[name], { token_type_hint: name });
    note(`introspection of the user's ${name} by the service client: ${JSON.stringify(r)}`);
  }
});
await step('revocation', () => client.tokenRevocation(config, second.refresh_token, { token_type_hint: 'refresh_token' }));
await step('refresh_after_revocation_refused', () => refused(['invalid_grant'], () => client.refreshTokenGrant(config, second.refresh_token)));
// RFC 7009 section 2.2: an invalid token is no error
await step('revocation_again', () => client.tokenRevocation(config, second.refresh_token));

// ---- client credentials, introspection
const own = await step('client_credentials', async () => {
  const t = await client.clientCredentialsGrant(service, { scope: env.SERVICE_SCOPE });
  assert.equal(t.token_type, 'bearer');
  assert.equal(t.refresh_token, undefined, 'client credentials must not yield a refresh token (RFC 6749 section 4.4.3)');
  checkScope(t.scope, env.SERVICE_SCOPE);
  return t;
});
await step('introspection', async () => {
  const r = await client.tokenIntrospection(service, own.access_token);
  assert.equal(r.active, true, 'the service\'s own access token must be active');
  if (r.client_id !== undefined) assert.equal(r.client_id, env.SERVICE_CLIENT_ID);
  if (r.iss !== undefined) assert.equal(r.iss, env.ISSUER);
  checkScope(r.scope, env.SERVICE_SCOPE);
  if (r.exp !== undefined) assert.ok(r.exp > Date.now() / 1000);
  const none = await client.tokenIntrospection(service, 'no-such-token');
  assert.deepEqual(none, { active: false }, 'an unknown token must answer {"active": false} and nothing else');
});

// ---- device authorization grant (RFC 8628)
let deviceConfig;
const device = await step('device.initiate', async () => {
  deviceConfig = await client.discovery(new URL(env.ISSUER), env.DEVICE_CLIENT_ID, { token_endpoint_auth_method: 'none' }, client.None(),
    { execute: [client.allowInsecureRequests] });
  const d = await client.initiateDeviceAuthorization(deviceConfig, { scope: env.SCOPE });
  assert.ok(d.verification_uri_complete, 'verification_uri_complete is missing');
  assert.ok(d.verification_uri_complete.includes(d.user_code), 'verification_uri_complete must contain the user_code');
  return d;
});
await step('device.pending', () => refused(['authorization_pending'], () => client.genericGrantRequest(deviceConfig,
  'urn:ietf:params:oauth:grant-type:device_code', { device_code: device.device_code })));
await step('device.approve', async () => {
  note(`device page after approval: ${await agent.visit(device.verification_uri_complete)}`);
});
await step('device.poll', async () => {
  const t = await client.pollDeviceAuthorizationGrant(deviceConfig, device, undefined, { signal: AbortSignal.timeout(60_000) });
  assert.equal(t.token_type, 'bearer');
  checkScope(t.scope, env.SCOPE);
  if (env.SCOPE.split(' ').includes('openid')) {
    assert.ok(t.id_token, 'no id_token from the device grant though openid was asked');
    checkIdToken(t, t.claims(), { sub: claims.sub });
  }
  await client.fetchUserInfo(deviceConfig, t.access_token, claims.sub);
});
await step('device.replay_refused', () => refused(['invalid_grant', 'expired_token'], () => client.genericGrantRequest(deviceConfig,
  'urn:ietf:params:oauth:grant-type:device_code', { device_code: device.device_code })));

// ---- RP-initiated logout
await step('logout', async () => {
  const url = client.buildEndSessionUrl(config, { id_token_hint: second.id_token });
  const status = await agent.get(url);
  assert.ok(status < 400, `end_session_endpoint answered HTTP ${status}`);
});

console.log('ok all (openid-client)');
process.exit(0);

// Tests an OpenID Connect / OAuth 2 server with npm oauth4webapi v3. Settings: see agent.mjs.
import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { env, step, note, expectOAuthError, checkIdToken, checkScope, UserAgent } from './agent.mjs';

const agent = new UserAgent();
const issuer = new URL(env.ISSUER);
// plain http on loopback; every request has its own time limit
const http = (more) => ({ [oauth.allowInsecureRequests]: true, signal: () => AbortSignal.timeout(30_000), ...more });
const refused = (codes, fn) => expectOAuthError(oauth.ResponseBodyError, codes, fn);

const client = { client_id: env.PUBLIC_CLIENT_ID, token_endpoint_auth_method: 'none' };
const clientAuth = oauth.None();
const service = { client_id: env.SERVICE_CLIENT_ID };
const serviceAuth = oauth.ClientSecretBasic(env.SERVICE_CLIENT_SECRET);

const as = await step('discovery', async () => {
  const found = await oauth.discoveryRequest(issuer, http({ algorithm: 'oidc' })).then((r) => oauth.processDiscoveryResponse(issuer, r));
  assert.equal(found.issuer, env.ISSUER, 'issuer in the metadata must equal ISSUER exactly');
  assert.ok(found.code_challenge_methods_supported?.includes('S256'), 'code_challenge_methods_supported must list S256');
  assert.ok(found.token_endpoint_auth_methods_supported?.includes('none'), 'token_endpoint_auth_methods_supported must list none');
  assert.equal(found.authorization_response_iss_parameter_supported, true, 'authorization_response_iss_parameter_supported must be true (RFC 9207)');
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint', 'introspection_endpoint', 'revocation_endpoint']) {
    assert.ok(found[name], `${name} is missing from the metadata`);
  }
  return found;
});
await step('discovery_rfc8414', async () => {
  const response = await oauth.discoveryRequest(issuer, http({ algorithm: 'oauth2' }));
  if (response.status === 404) {
    note('no /.well-known/oauth-authorization-server (allowed for an OpenID Provider)');
    return;
  }
  const found = await oauth.processDiscoveryResponse(issuer, response);
  assert.equal(found.token_endpoint, as.token_endpoint, 'the two metadata documents disagree');
});

async function authorizationRequest() {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const url = new URL(as.authorization_endpoint);
  for (const [name, value] of new URLSearchParams(env.AUTH_PARAMS)) url.searchParams.set(name, value);
  url.searchParams.set('client_id', client.client_id);
  url.searchParams.set('redirect_uri', env.REDIRECT_URI);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('scope', env.SCOPE);
  url.searchParams.set('code_challenge', await oauth.calculatePKCECodeChallenge(verifier));
  url.searchParams.set('code_challenge_method', 'S256');
  url.searchParams.set('state', state);
  url.searchParams.set('nonce', nonce);
  return { url, verifier, state, nonce };
}

async function exchange(landed, { verifier, state, nonce }) {
  const params = oauth.validateAuthResponse(as, client, landed, state); // state, iss (RFC 9207), error
  const response = await oauth.authorizationCodeGrantRequest(as, client, clientAuth, params, env.REDIRECT_URI, verifier, http());
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, requireIdToken: true });
  return { tokens, response, claims: oauth.getValidatedIdTokenClaims(tokens) };
}
const refreshRaw = (token) => oauth.refreshTokenGrantRequest(as, client, clientAuth, token, http());
const refresh = async (token) => oauth.processRefreshTokenResponse(as, client, await refreshRaw(token));
const userinfo = async (token, sub) => oauth.processUserInfoResponse(as, client, sub, await oauth.userInfoRequest(as, client, token, http()));
const revoke = async (token, more) => oauth.processRevocationResponse(await oauth.revocationRequest(as, client, clientAuth, token, http({ additionalParameters: more })));
const introspect = async (token, more) => oauth.processIntrospectionResponse(as, service,
  await oauth.introspectionRequest(as, service, serviceAuth, token, http({ additionalParameters: more })));

// ---- authorization code + PKCE
const request = await step('authorization_url', authorizationRequest);
const location = await step('sign_in', () => agent.authorize(request.url));
await step('rfc9207_iss', async () => {
  const landed = new URL(location);
  assert.equal(landed.searchParams.get('error'), null, `the authorization response is an error: ${landed.search}`);
  assert.equal(landed.searchParams.get('iss'), env.ISSUER, 'iss in the authorization response');
  for (const change of [(p) => p.set('iss', 'https://attacker.example'), (p) => p.delete('iss'), (p) => p.set('state', 'other')]) {
    const bad = new URL(location);
    change(bad.searchParams);
    assert.throws(() => oauth.validateAuthResponse(as, client, bad, request.state), 'a wrong or missing iss, or a wrong state, must be refused');
  }
});
const { tokens, response: tokenResponse, claims } = await step('code_exchange', async () => {
  const result = await exchange(new URL(location), request);
  assert.equal(result.tokens.token_type, 'bearer');
  assert.ok(result.tokens.expires_in > 0, 'expires_in');
  assert.ok(result.tokens.refresh_token, 'no refresh_token in the token response');
  checkScope(result.tokens.scope, env.SCOPE);
  return result;
});
await step('id_token', async () => checkIdToken(tokens, claims, { nonce: request.nonce }));
await step('jwks_signature', () => oauth.validateApplicationLevelSignature(as, tokenResponse, http()));
await step('userinfo', () => userinfo(tokens.access_token, claims.sub));

// ---- refresh: rotation, reuse detection
const rotated = await step('refresh_rotates', async () => {
  const response = await refreshRaw(tokens.refresh_token);
  const t = await oauth.processRefreshTokenResponse(as, client, response);
  assert.ok(t.refresh_token, 'no refresh_token in the refresh response');
  assert.notEqual(t.refresh_token, tokens.refresh_token, 'the refresh token did not rotate');
  assert.notEqual(t.access_token, tokens.access_token, 'the access token did not change');
  checkScope(t.scope, env.SCOPE);
  if (t.id_token) {
    await oauth.validateApplicationLevelSignature(as, response, http());
    const again = oauth.getValidatedIdTokenClaims(t);
    checkIdToken(t, again, { sub: claims.sub });
    assert.equal(again.auth_time, claims.auth_time, 'auth_time must not change on refresh');
    assert.ok([undefined, claims.nonce].includes(again.nonce), 'nonce in the refreshed ID token');
  } else {
    note('the refresh response has no id_token (allowed)');
  }
  await userinfo(t.access_token, claims.sub);
  return t;
});
await step('refresh_repeat_same_successor', async () => {
  const t = await oauth.processRefreshTokenResponse(as, client, await refreshRaw(tokens.refresh_token));
  assert.equal(t.refresh_token, rotated.refresh_token, 'a repeat after a lost answer gets the same successor');
});
const newest = await step('refresh_goes_on', async () => {
  const t = await oauth.processRefreshTokenResponse(as, client, await refreshRaw(rotated.refresh_token));
  assert.notEqual(t.refresh_token, rotated.refresh_token, 'the successor did not rotate');
  return t;
});
await step('refresh_reuse_refused', () => refused(['invalid_grant'], () => refresh(tokens.refresh_token)));
await step('refresh_family_revoked', () => refused(['invalid_grant'], () => refresh(newest.refresh_token)));

// ---- a second code flow in the same browser session, for revocation
const second = await step('second_code_flow', async () => {
  const before = agent.signIns;
  const again = await authorizationRequest();
  const result = await exchange(new URL(await agent.authorize(again.url)), again);
  await oauth.validateApplicationLevelSignature(as, result.response, http());
  assert.ok(result.tokens.refresh_token, 'no refresh_token in the token response');
  assert.equal(result.claims.sub, claims.sub, 'the same user must have the same sub');
  note(agent.signIns === before ? 'the second flow used the existing session' : 'the second flow asked for the password again');
  return result.tokens;
});
await step('introspect_user_tokens', async () => {
  for (const name of ['access_token', 'refresh_token']) {
    note(`introspection of the user's ${name} by the service client: ${JSON.stringify(await introspect(second[name], { token_type_hint: name }))}`);
  }
});
await step('revocation', () => revoke(second.refresh_token, { token_type_hint: 'refresh_token' }));
await step('refresh_after_revocation_refused', () => refused(['invalid_grant'], () => refresh(second.refresh_token)));
// RFC 7009 section 2.2: an invalid token is no error
await step('revocation_again', () => revoke(second.refresh_token));

// ---- client credentials, introspection
const own = await step('client_credentials', async () => {
  const t = await oauth.processClientCredentialsResponse(as, service,
    await oauth.clientCredentialsGrantRequest(as, service, serviceAuth, { scope: env.SERVICE_SCOPE }, http()));
  assert.equal(t.token_type, 'bearer');
  assert.equal(t.refresh_token, undefined, 'client credentials must not yield a refresh token (RFC 6749 section 4.4.3)');
  checkScope(t.scope, env.SERVICE_SCOPE);
  return t;
});
await step('introspection', async () => {
  const r = await introspect(own.access_token);
  assert.equal(r.active, true, 'the service\'s own access token must be active');
  if (r.client_id !== undefined) assert.equal(r.client_id, env.SERVICE_CLIENT_ID);
  if (r.iss !== undefined) assert.equal(r.iss, env.ISSUER);
  checkScope(r.scope, env.SERVICE_SCOPE);
  if (r.exp !== undefined) assert.ok(r.exp > Date.now() / 1000);
  assert.deepEqual(await introspect('no-such-token'), { active: false }, 'an unknown token must answer {"active": false} and nothing else');
});

// ---- RP-initiated logout
await step('logout', async () => {
  assert.ok(as.end_session_endpoint, 'end_session_endpoint is missing from the metadata');
  const url = new URL(as.end_session_endpoint);
  url.searchParams.set('client_id', client.client_id);
  url.searchParams.set('id_token_hint', second.id_token);
  const status = await agent.get(url);
  assert.ok(status < 400, `end_session_endpoint answered HTTP ${status}`);
});

console.log('ok all (oauth4webapi)');
process.exit(0);

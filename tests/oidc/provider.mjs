// A real OpenID Connect provider (oidc-provider, certified by the OpenID Foundation) for the tests, on loopback only.
//
//   node provider.mjs [--port N] [--redirect URL]... [--with-parent]
//
// Prints one line of JSON when it is ready: {"issuer","client_id","client_secret","password","people":[…]}.
// With --with-parent it ends when its standard input closes, so that a killed test leaves nothing behind.
// People sign in with a form (email and password); consent is given for them. Groups come with the scope "groups".
//
// Switches for tests, none of which a real service has: POST to
//   /test/tamper      {"how": "…"}   spoil the next token or userinfo answer (the names are in `spoil` below)
//   /test/rotate      {"alg": "ES256"} sign with a new key from now on, and publish only that (RS256 unless told)
//   /test/id-token    {"full": true} put every claim into the ID token, as Entra and ADFS do
//   /test/secret      take the client secret in the body only
import { createServer } from 'node:http';
import { generateKeyPair, exportJWK, importJWK, decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import Provider from 'oidc-provider';

const PASSWORD = 'violet harbour teapot';
const CLIENT = { id: 'holdfast', secret: 'a-secret-for-tests-only-0123456789abcdef' };
const PEOPLE = [
  person('u-0001', 'adviser@mexford.example', 'Ada Marsh', ['Children front door advisers', 'All staff']),
  person('u-0002', 'social.worker@mexford.example', 'Samira Okonkwo', ['Children social workers', 'All staff']),
  person('u-0003', 'manager@mexford.example', 'Tom Ferris', ['Children team managers', 'Children social workers']),
  person('u-0004', 'nobody@mexford.example', 'Nell Body', ['All staff']),
  person('u-0005', 'unchecked@mexford.example', 'Una Checked', [], false),
];

function person(sub, email, name, groups, email_verified = true) {
  return { sub, email, email_verified, name, groups };
}

const flags = { port: 0, redirects: [], withParent: false };
for (let i = 2; i < process.argv.length; i += 1) {
  const flag = process.argv[i];
  if (flag === '--port') flags.port = Number(process.argv[(i += 1)]);
  else if (flag === '--redirect') flags.redirects.push(process.argv[(i += 1)]);
  else if (flag === '--with-parent') flags.withParent = true;
  else throw new Error(`unknown flag ${flag}`);
}
if (flags.redirects.length === 0) flags.redirects.push('http://127.0.0.1:8080/sign-in/return');

let tamper = null;
let fullIdToken = false;
let secretIn = 'client_secret_basic';
let keys = await newKeys('first');
let provider;

async function newKeys(kid, alg = 'RS256') {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return [{ ...(await exportJWK(privateKey)), kid, alg, use: 'sig' }];
}

function start(issuer) {
  provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: flags.redirects,
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: secretIn,
        id_token_signed_response_alg: keys[0].alg,
      },
    ],
    clientAuthMethods: [secretIn],
    enabledJWA: { idTokenSigningAlgValues: [keys[0].alg] },
    jwks: { keys },
    cookies: { keys: ['only for tests'] },
    pkce: { methods: ['S256'], required: () => true },
    scopes: ['openid', 'profile', 'email', 'groups'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'], groups: ['groups'] },
    conformIdTokenClaims: !fullIdToken,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (ctx, sub) => {
      const found = PEOPLE.find((one) => one.sub === sub);
      return found && { accountId: sub, claims: () => found };
    },
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 3600, Interaction: 600, Session: 3600 },
  });
  provider.use(async (ctx, next) => {
    await next();
    const answers = (ctx.path === '/token' || ctx.path === '/me') && ctx.status === 200;
    if (answers && tamper && spoil[tamper].path === ctx.path) {
      const { spoilt } = spoil[tamper];
      tamper = null;
      ctx.body = await spoilt(ctx.body);
    }
  });
}

// The ID token once more with other claims or another header, signed with our real key unless told otherwise.
async function resigned(body, change, { header = {}, key } = {}) {
  const claims = decodeJwt(body.id_token);
  change(claims);
  const token = new SignJWT(claims).setProtectedHeader({ ...decodeProtectedHeader(body.id_token), ...header });
  return { ...body, id_token: await token.sign(key ?? (await importJWK(keys[0], 'RS256'))) };
}

const now = () => Math.floor(Date.now() / 1000);
const token = (spoilt) => ({ path: '/token', spoilt });
const strangerKey = async () => (await generateKeyPair('RS256')).privateKey;

const spoil = {
  // A control: signed again, nothing changed, so that the others are refused for what they change.
  nothing: token((body) => resigned(body, () => {})),
  'other-key': token(async (body) => resigned(body, () => {}, { key: await strangerKey() })),
  'unpublished-key': token(async (body) =>
    resigned(body, () => {}, { key: await strangerKey(), header: { kid: 'not-published' } })),
  'changed-claim': token((body) => {
    const [header, , signature] = body.id_token.split('.');
    const claims = { ...decodeJwt(body.id_token), groups: ['Children team managers'] };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return { ...body, id_token: `${header}.${payload}.${signature}` };
  }),
  unsigned: token((body) => {
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    return { ...body, id_token: `${header}.${body.id_token.split('.')[1]}.` };
  }),
  'signed-with-client-secret': token((body) =>
    resigned(body, () => {}, { header: { alg: 'HS256' }, key: new TextEncoder().encode(CLIENT.secret) })),
  audience: token((body) => resigned(body, (claims) => { claims.aud = 'another-application'; })),
  'second-audience': token((body) => resigned(body, (claims) => { claims.aud = [CLIENT.id, 'another-application']; })),
  'authorised-party': token((body) => resigned(body, (claims) => { claims.azp = 'another-application'; })),
  issuer: token((body) => resigned(body, (claims) => { claims.iss = 'https://login.elsewhere.example'; })),
  expired: token((body) => resigned(body, (claims) => { claims.exp = now() - 1; claims.iat = now() - 60; })),
  'from-the-future': token((body) => resigned(body, (claims) => { claims.iat = now() + 3600; claims.exp = now() + 7200; })),
  'made-long-ago': token((body) => resigned(body, (claims) => { claims.iat = now() - 3600; })),
  nonce: token((body) => resigned(body, (claims) => { claims.nonce = 'of-another-sign-in'; })),
  'no-nonce': token((body) => resigned(body, (claims) => { delete claims.nonce; })),
  'access-token': token((body) => ({ ...body, access_token: 'the-access-token-of-someone-else' })),
  'no-id-token': token((body) => ({ ...body, id_token: undefined })),
  'other-subject': { path: '/me', spoilt: (body) => ({ ...body, sub: 'u-0003', groups: ['Children team managers'] }) },
};

async function read(request) {
  let text = '';
  for await (const piece of request) {
    text += piece;
    if (text.length > 10_000) throw new Error('too long');
  }
  return text;
}

function page(response, status, title, body) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`);
}

function form(response, status, uid, words) {
  page(response, status, 'Sign in to Mexford Council', `<p>${words}</p>
<form method="post" action="/interaction/${uid}">
<label>Email <input name="email" type="email"></label>
<label>Password <input name="password" type="password"></label>
<button>Sign in</button></form>`);
}

async function interaction(request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return form(response, 200, uid, 'A service for tests.');
  const fields = new URLSearchParams(await read(request));
  const found = PEOPLE.find((one) => one.email === fields.get('email') && fields.get('password') === PASSWORD);
  if (!found) return form(response, 403, uid, 'Wrong email or password.');
  return provider.interactionFinished(request, response, { login: { accountId: found.sub } });
}

async function control(request, response) {
  const asked = JSON.parse((await read(request)) || '{}');
  if (request.url === '/test/tamper' && asked.how in spoil) tamper = asked.how;
  else if (request.url === '/test/rotate') keys = await newKeys(`rotated-${now()}-${Math.random()}`, asked.alg);
  else if (request.url === '/test/id-token') fullIdToken = asked.full;
  else if (request.url === '/test/secret') secretIn = 'client_secret_post';
  else return page(response, 404, 'No such switch', '');
  if (request.url !== '/test/tamper') start(provider.issuer);
  response.writeHead(204).end();
}

const server = createServer((request, response) => {
  const handled = request.url.startsWith('/interaction/') ? interaction(request, response)
    : request.url.startsWith('/test/') && request.method === 'POST' ? control(request, response)
    : provider.callback()(request, response);
  Promise.resolve(handled).catch((problem) => page(response, 500, 'Fault in the test provider', problem.name));
});

server.listen(flags.port, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  start(issuer);
  const ready = { issuer, client_id: CLIENT.id, client_secret: CLIENT.secret, password: PASSWORD, people: PEOPLE };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
});

if (flags.withParent) process.stdin.on('end', () => process.exit(0)).resume();

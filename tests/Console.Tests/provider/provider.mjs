// A provider of OpenID Connect that the tests sign in with: node provider.mjs PORT REDIRECT_URI.
// Whoever the header x-person names is signed in without being asked.
import { Provider } from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: 'referrals-console',
    client_secret: 'a secret: of + signs',
    redirect_uris: [redirect],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic',
    backchannel_logout_uri: new URL('/sign-in/openid/logout', redirect).href,
    backchannel_logout_session_required: true,
  }],
  claims: { openid: ['sub', 'referrals_principal'] },
  cookies: { keys: ['example'] },
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = form; } },
  },
  // The console is on this machine, which a provider does not call of itself, and may take its time.
  fetch: (url, { dispatcher, signal, ...options }) => globalThis.fetch(url, options),
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, referrals_principal: id }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});
provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  ctx.respond = false;
  return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: ctx.get('x-person') } });
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));


const TOKEN = 'azt';
const LEEWAY_MS = 300_000;

// A token of the extension's own API, kept until five minutes before it expires.
async function credentialsOf(event, api) {
  const kept = api.cache.get(TOKEN);
  if (kept?.value) return { authorization: `Bearer ${kept.value}` };
  const { AUTHZ_CLIENT_ID: client_id, AUTHZ_CLIENT_SECRET: client_secret } = event.secrets;
  if (!client_id || !client_secret) throw new Error('the secrets AUTHZ_CLIENT_ID and AUTHZ_CLIENT_SECRET are not set');
  const { status, body } = await send(SETTINGS.tokenUrl, {}, {
    grant_type: 'client_credentials', client_id, client_secret, audience: EXTENSION_AUDIENCE,
  });
  if (status !== 200 || !body?.access_token) throw new Error(`no token: ${body?.error_description || body?.error || status}`);
  const ttl = body.expires_in * 1000 - LEEWAY_MS;
  if (ttl > 0) api.cache.set(TOKEN, body.access_token, { ttl });
  return { authorization: `Bearer ${body.access_token}` };
}

// A token that was refused must not be tried until it expires.
function forgetCredentials(api) {
  api.cache.delete(TOKEN);
}


async function credentialsOf(event) {
  const key = event.secrets.AUTHZ_EXT_API_KEY;
  if (!key) throw new Error('the secret AUTHZ_EXT_API_KEY is not set');
  return { 'x-api-key': key };
}

// The key is not cached: each login reads the secret.
function forgetCredentials() {}

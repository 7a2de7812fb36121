
// Runs an Action on one login and says what it did.
async function outcomeOf(action, event, executedRules = []) {
  const did = { denied: null, idToken: {}, accessToken: {}, saml: {}, metadata: {} };
  const cache = new Map();
  const api = {
    access: { deny: (reason) => { did.denied ??= String(reason); } },
    rules: { wasExecuted: (id) => executedRules.includes(id) },
    idToken: { setCustomClaim: (name, value) => { did.idToken[name] = value; } },
    accessToken: { setCustomClaim: (name, value) => { did.accessToken[name] = value; } },
    samlResponse: { setAttribute: (name, value) => { did.saml[name] = value; } },
    user: { setAppMetadata: (key, value) => { did.metadata[key] = value; } },
    cache: {
      get: (key) => cache.get(key),
      set: (key, value) => { cache.set(key, { value }); return { type: 'success' }; },
      delete: (key) => { cache.delete(key); return { type: 'success' }; },
    },
  };
  try {
    await action(event, api);
  } catch (error) {
    did.denied ??= `threw: ${error?.message ?? error}`;
  }
  return did;
}

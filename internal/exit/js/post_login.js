
const KINDS = ['groups', 'roles', 'permissions'];
const EXTENSION_AUDIENCE = 'urn:auth0-authz-api';

exports.onExecutePostLogin = async (event, api) => {
  // While the rule still runs it does all of this itself.
  if (SETTINGS.ruleId && api.rules?.wasExecuted(SETTINGS.ruleId)) return;

  const audience = event.request?.query?.audience || event.request?.body?.audience;
  if (audience === EXTENSION_AUDIENCE) {
    api.access.deny('no_end_users');
    return;
  }
  if (!SETTINGS.clients.includes('*') && !SETTINGS.clients.includes(event.client.client_id)) return;

  let access;
  let failed = false;
  try {
    access = await accessOf(event, api);
  } catch (error) {
    const reason = refusal(error);
    console.log(reason);
    if (SETTINGS.onFailure !== 'empty') {
      api.access.deny(reason);
      return;
    }
    failed = true;
    access = { groups: [], roles: [], permissions: [] };
  }

  let values;
  try {
    values = valuesOf(event.user, access);
  } catch (error) {
    api.access.deny(refusal(error));
    return;
  }
  setClaims(event, api, values);
  if (SETTINGS.requiredRoles && !hasRequiredRole(event.client, values.roles ?? access.roles)) {
    api.access.deny('This application requires a role that you do not have.');
    return;
  }
  // On a failure, what the last login stored is kept.
  if (!failed) persist(api, values);
};

// What tokens and metadata get, by kind. A kind that no setting uses is left out.
function valuesOf(user, access) {
  const values = {};
  for (const kind of KINDS) {
    if (!SETTINGS.inToken[kind] && !SETTINGS.persist[kind]) continue;
    values[kind] = SETTINGS.passthrough[kind] ? union(ownNames(kind, user[kind]), access[kind]) : access[kind];
  }
  return values;
}

// What the identity provider reports of a kind, as a list.
function ownNames(kind, given) {
  if (!given) return [];
  if (Array.isArray(given)) return given;
  if (typeof given === 'string') return kind === 'groups' ? namesIn(given) : splitNames(given);
  throw new Error(`the ${kind} of the identity provider are a ${typeof given}`);
}

function union(first, second) {
  return [...new Set([...first, ...second])];
}

function setClaims(event, api, values) {
  const saml = ['samlp', 'wsfed'].includes(event.transaction?.protocol);
  for (const kind of KINDS) {
    if (!SETTINGS.inToken[kind]) continue;
    const claim = SETTINGS.namespace + kind;
    if (SETTINGS.idToken) api.idToken.setCustomClaim(claim, values[kind]);
    if (SETTINGS.accessToken) api.accessToken.setCustomClaim(claim, values[kind]);
    if (saml && SETTINGS.saml[kind]) api.samlResponse.setAttribute(SETTINGS.saml[kind], values[kind]);
  }
}

// An application that lists roles in its metadata admits users who have one of them.
function hasRequiredRole(client, roles) {
  const required = String(client.metadata?.required_roles ?? '').split(',').map((name) => name.trim()).filter(Boolean);
  return required.length === 0 || required.some((name) => roles.includes(name));
}

function persist(api, values) {
  const kept = KINDS.filter((kind) => SETTINGS.persist[kind]);
  if (kept.length === 0) return;
  api.user.setAppMetadata('authorization', Object.fromEntries(kept.map((kind) => [kind, values[kind]])));
}

// The identity provider's groups as a list, if they are sent as one string.
function namesIn(given) {
  switch (SETTINGS.stringGroups) {
    case 'whole':
      return given === '' ? [] : [given];
    case 'comma':
      return given.split(',').map((name) => name.trim()).filter(Boolean);
    default:
      return splitNames(given);
  }
}

// As the rule did: at commas and white space.
function splitNames(given) {
  return given.replace(/,/g, ' ').replace(/\s+/g, ' ').split(' ');
}

// Short enough for the tenant's log, with its prefix.
function refusal(error) {
  return `Authorization Extension: ${String(error?.message ?? error).slice(0, 200)}`;
}

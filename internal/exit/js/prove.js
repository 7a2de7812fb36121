
// Proves an Action: the first line of standard input holds its code and what it is
// held against, each further line logins with what they must come to. The result is
// one line of JSON.

const readline = require('node:readline');
const vm = require('node:vm');

const MAX_DIFFERING = 100;
const result = { checked: 0, equal: 0, differing: [], truncated: false };

function load(code) {
  const module = { exports: {} };
  vm.compileFunction(code, ['exports', 'require', 'module'])(module.exports, undefined, module);
  if (typeof module.exports.onExecutePostLogin !== 'function') throw new Error('the code exports no onExecutePostLogin');
  return module.exports.onExecutePostLogin;
}

// The policy worked out from the document, by its own way.
function policyOf({ groups, roles, permissions }) {
  const listing = (records, field) => {
    const by = new Map();
    records.forEach((record) => (record[field] ?? []).forEach((id) => {
      if (!by.has(id)) by.set(id, new Set());
      by.get(id).add(record);
    }));
    return (id) => by.get(id) ?? new Set();
  };
  const groupsOf = listing(groups, 'members');
  const parentsOf = listing(groups, 'nested');
  const rolesOf = listing(roles, 'users');
  const mapped = groups.filter((group) => group.mappings?.length);
  const names = (records, has) => [...new Set(records.filter(has).map((record) => record.name))];

  return (user, client, connection, reported) => {
    const direct = groupsOf(user);
    const claimed = new Set(reported);
    direct.forEach((group) => claimed.add(group.name));
    const mine = new Set(direct);
    for (const group of mapped) {
      if (group.mappings.some((m) => m.connectionName === connection && claimed.has(m.groupName))) mine.add(group);
    }
    for (const group of mine) parentsOf(group._id).forEach((parent) => mine.add(parent));
    const granted = new Set();
    mine.forEach((group) => (group.roles ?? []).forEach((id) => granted.add(id)));
    const ofClient = (role) => role.applicationId === client;
    const byGroup = roles.filter((role) => ofClient(role) && granted.has(role._id));
    const held = new Set([...byGroup, ...roles.filter((role) => ofClient(role) && rolesOf(user).has(role))]);
    const allowed = new Set();
    held.forEach((role) => (role.permissions ?? []).forEach((id) => allowed.add(id)));
    return {
      groups: names(groups, (group) => mine.has(group)),
      roles: names([...held], () => true),
      permissions: names(permissions, (permission) => allowed.has(permission._id)),
    };
  };
}

// Answers as the extension does.
function extension({ extensionUrl, tokenUrl, key, document }) {
  const policy = policyOf(document);
  const route = /^\/api\/users\/([^/?#]+)\/policy\/([^/?#]+)$/;
  const answer = (status, body) => ({ status, ok: status === 200, text: async () => JSON.stringify(body) });
  return async (url, { method, headers, body }) => {
    const sent = JSON.parse(body);
    if (tokenUrl && url === tokenUrl) return answer(200, { access_token: key, expires_in: 86400 });
    const path = url.startsWith(extensionUrl) ? route.exec(url.slice(extensionUrl.length)) : null;
    if (!path || method !== 'POST') return answer(404, { message: `not the policy of this tenant: ${method} ${url}` });
    if (headers['x-api-key'] !== key && headers.authorization !== `Bearer ${key}`) return answer(401, { message: 'Invalid API Key' });
    const names = sent.groups ?? (sent.groups === undefined ? [] : null);
    const bad = (name) => typeof name !== 'string' || name === '';
    if (bad(sent.connectionName) || !Array.isArray(names) || names.some(bad)) return answer(400, { message: 'invalid request' });
    return answer(200, policy(decodeURIComponent(path[1]), decodeURIComponent(path[2]), sent.connectionName, names));
  };
}

const offline = async () => { throw new Error('this Action must send nothing'); };

function expected(head, values, failed) {
  const pick = (table) => Object.fromEntries(Object.entries(table).map(([kind, name]) => [name, values[kind]]));
  const kept = Object.fromEntries(head.persist.map((kind) => [kind, values[kind]]));
  return {
    denied: null, idToken: pick(head.idToken), accessToken: pick(head.accessToken), saml: {},
    metadata: head.persist.length > 0 && !failed ? { authorization: kept } : {},
  };
}

function same(did, want) {
  if (!want) return did.denied !== null && Object.keys(did.metadata).length === 0;
  return JSON.stringify(did) === JSON.stringify(want) || canonical(did) === canonical(want);
}

// Keys in one order, so that equal outcomes are equal texts.
function canonical(outcome) {
  const sorted = (o) => Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(sorted(outcome), (_, value) => (value && typeof value === 'object' && !Array.isArray(value) ? sorted(value) : value));
}

function differ(covers, entry) {
  result.checked += covers;
  if (result.differing.length < MAX_DIFFERING) result.differing.push(entry);
  else result.truncated = true;
}

async function prove(head, action, line) {
  for (const app of line.applications) {
    const event = {
      ...line.event, client: app.client, request: { query: {}, body: {} },
      transaction: { protocol: 'oidc-basic-profile' }, secrets: head.secrets,
    };
    const did = await outcomeOf(action, event);
    const want = line.denied ? null : expected(head, { groups: line.groups, ...app.values }, line.failed);
    const covers = line.covers * app.covers;
    if (same(did, want)) {
      result.checked += covers;
      result.equal += covers;
      continue;
    }
    differ(covers, {
      user: line.event.user.user_id, application: app.client.client_id, connection: line.event.connection.name,
      idp_groups: line.event.user.groups ?? null, expected: want ?? { denied: true }, got: did,
    });
  }
}

async function main() {
  let head;
  let action;
  console.log = () => {};
  for await (const text of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const line = JSON.parse(text);
    if (head) {
      await prove(head, action, line);
      continue;
    }
    head = line;
    globalThis.fetch = head.document ? extension(head) : offline;
    const never = new AbortController().signal;
    AbortSignal.timeout = () => never; // a timer for each of a million logins would outlive them
    action = load(head.code);
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

main().catch((error) => {
  process.stdout.write(`${JSON.stringify({ ...result, failure: String(error?.stack ?? error).slice(0, 2000) })}\n`);
});

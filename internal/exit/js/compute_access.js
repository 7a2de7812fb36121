
const GROUP_AT = new Map(GRAPH.groups.map(([id], n) => [id, n]));
const ROLE_AT = new Map(GRAPH.roles.map(([id], n) => [id, n]));

// Works out what this login gets, as the extension does.
function accessOf(event) {
  const connection = event.connection?.name;
  if (!connection) throw new Error('the login has no connection');
  const direct = membershipsOf(event.user.app_metadata?.authz);
  const names = new Set([...reportedGroups(event.user.groups), ...direct.groups.map((n) => GRAPH.groups[n][1])]);

  const reached = new Set(direct.groups);
  GRAPH.groups.forEach(([, , , , mappings = []], n) => {
    if (mappings.some(([by, name]) => by === connection && names.has(name))) reached.add(n);
  });
  // A set that grows during iteration is iterated to its end: each group once, even in cycles.
  for (const n of reached) (GRAPH.groups[n][2] ?? []).forEach((parent) => reached.add(parent));

  const groups = inOrder(reached);
  const granted = inOrder(groups.flatMap((n) => GRAPH.groups[n][3] ?? []));
  const roles = union(granted, direct.roles).filter((n) => GRAPH.roles[n][2] === event.client.client_id);
  const permissions = inOrder(roles.flatMap((n) => GRAPH.roles[n][3] ?? []));
  return {
    groups: union(groups.map((n) => GRAPH.groups[n][1]), []),
    roles: union(roles.map((n) => GRAPH.roles[n][1]), []),
    permissions: union(permissions.map((n) => GRAPH.permissions[n]), []),
  };
}

// The indexes of the groups and roles that the user's metadata names. Those that
// this code no longer has are skipped.
function membershipsOf(authz) {
  if (authz === undefined || authz === null) return { groups: [], roles: [] };
  if (authz.v !== 1 || !Array.isArray(authz.g) || !Array.isArray(authz.r)) {
    throw new Error('app_metadata.authz is not {v: 1, g: [...], r: [...]}');
  }
  return { groups: placesOf(authz.g, GROUP_AT), roles: placesOf(authz.r, ROLE_AT) };
}

function placesOf(ids, table) {
  return inOrder(ids.map((id) => table.get(keyOf(id))).filter((n) => n !== undefined));
}

function inOrder(places) {
  return [...new Set(places)].sort((a, b) => a - b);
}

// The extension rejected anything but a list of names, and with it the login.
function reportedGroups(given) {
  if (given === undefined) return [];
  const names = typeof given === 'string' ? namesIn(given) : given;
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string' && name !== '')) {
    throw new Error('the groups of the identity provider are not a list of names');
  }
  return names;
}

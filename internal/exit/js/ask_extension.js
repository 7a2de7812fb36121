
// Asks the extension what this login gets.
async function accessOf(event, api) {
  const given = event.user.groups;
  const [user, client] = [event.user.user_id, event.client.client_id].map(encodeURIComponent);
  const credentials = await credentialsOf(event, api);
  const { status, body } = await send(`${SETTINGS.extensionUrl}/api/users/${user}/policy/${client}`, credentials, {
    connectionName: event.connection?.name || event.user.identities?.[0]?.connection,
    groups: typeof given === 'string' ? namesIn(given) : given,
  });
  if (status === 401) forgetCredentials(api);
  if (status !== 200) throw new Error(body?.message || body || status);
  if (!KINDS.every((kind) => isNames(body?.[kind]))) throw new Error('the response is not three lists of names');
  return body;
}

function isNames(list) {
  return Array.isArray(list) && list.every((name) => typeof name === 'string');
}

async function send(url, headers, content) {
  let response;
  let text;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(content),
      redirect: 'manual', // the key must reach no other server
      signal: AbortSignal.timeout(SETTINGS.timeoutMs),
    });
    text = await response.text();
  } catch (error) {
    throw new Error(withoutSecrets(error, headers));
  }
  return { status: response.status, body: parsed(text) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// A header that can't be sent is quoted in the error.
function withoutSecrets(error, headers) {
  let message = String(error?.message ?? error);
  for (const value of Object.values(headers)) message = message.replaceAll(value, '***');
  return message;
}


// Stands in for the extension: records requests and responds as the case says.
function stub(answer, requests) {
  return async (url, options) => {
    if (tokenUrl && url === tokenUrl) {
      return new Response(JSON.stringify({ access_token: 'token-of-the-test', expires_in: 86400 }));
    }
    requests.push({ url, method: options.method, body: JSON.parse(options.body) });
    if (answer?.error) throw new Error(answer.error);
    const body = typeof answer?.body === 'string' ? answer.body : JSON.stringify(answer?.body);
    return new Response(body, { status: answer?.status ?? 200 });
  };
}

console.log = () => {};

for (const { name, event, executedRules, answer, request, expect } of cases) {
  test(name, async () => {
    const requests = [];
    globalThis.fetch = stub(answer, requests);
    const did = await outcomeOf(onExecutePostLogin, event, executedRules);
    assert.deepEqual(requests, request ? [request] : []);
    assert.equal(did.denied, expect.denied);
    assert.deepEqual(did.metadata, expect.metadata);
    if (expect.denied !== null) return;
    assert.deepEqual(did.idToken, expect.idToken);
    assert.deepEqual(did.accessToken, expect.accessToken);
    assert.deepEqual(did.saml, expect.saml);
  });
}

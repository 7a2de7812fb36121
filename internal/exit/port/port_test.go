package port_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"authzx/internal/exit"
	"authzx/internal/exit/port"
	"authzx/internal/rbac"
)

// sound are ports without a fault, in the styles that people write.
func sound() map[string]string {
	return map[string]string{
		"fetch with await": `
exports.onExecutePostLogin = async (event, api) => {
  const url = event.secrets.URL + '/api/users/' + encodeURIComponent(event.user.user_id) + '/policy/' + event.client.client_id;
  let response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'x-api-key': event.secrets.AUTHZ_EXT_API_KEY, 'Content-Type': 'application/json' },
      body: JSON.stringify({ connectionName: event.connection.name, groups: event.user.groups }),
      signal: AbortSignal.timeout(5000),
    });
  } catch (e) {
    return api.access.deny('Authorization Extension: ' + e.message);
  }
  if (response.status !== 200) return api.access.deny('Authorization Extension');
  const data = await response.json();
  const namespace = 'https://acme.example/';
  api.idToken.setCustomClaim(` + "`${namespace}groups`" + `, data.groups);
  api.accessToken.setCustomClaim(namespace + 'roles', data.roles); // not event.clientID, see context
};`,
		"axios with a helper, no semicolons": `
const axios = require('axios')

/* callback style was event.clientID and setCustomClaim('groups') */
const fail = (api, reason) => {
  api.access.deny(reason)
}

async function policy({ user, connection, client, secrets }) {
  const { data, status } = await axios.post(
    ` + "`${secrets.URL}/users/${user.user_id}/policy/${client.client_id}`" + `,
    { connectionName: connection.name, groups: user.groups },
    { headers: { 'x-api-key': secrets.KEY }, timeout: 5000 }
  )
  return status === 200 ? data : null
}

exports.onExecutePostLogin = async (event, api) => {
  try {
    const data = await policy(event)
    if (!data) return fail(api, 'no policy')
    for (const kind of ['groups', 'roles', 'permissions'])
      api.idToken.setCustomClaim('https://acme.example/' + kind, data[kind])
  } catch (error) {
    console.log(error.message)
    fail(api, error.message)
  }
}`,
		"a failure kept and looked at later": `
module.exports = { onExecutePostLogin: async function (event, api) {
  let failure = null, body;
  try { const r = await fetch(event.secrets.URL, { signal: AbortSignal.timeout(5e3) }); body = await r.json(); }
  catch { failure = 'down'; }
  if (failure) { api.access.deny(failure); return; }
  const re = /['"` + "`" + `/]\/[/'"]/g;
  api.accessToken.setCustomClaim("https://acme.example/permissions", body.permissions.map((p) => p.replace(re, '')));
} };`,
		"a promise that is given back": `
const ask = (event) => fetch(event.secrets.URL, { signal: AbortSignal.timeout(1) })
  .then((r) => (r.status === 200 ? r.json() : Promise.reject(new Error('status ' + r.status))));
exports.onExecutePostLogin = async (event, api) => {
  await ask(event)
    .then((data) => api.idToken.setCustomClaim('https://acme.example/groups', data.groups))
    .catch((error) => api.access.deny(error.message));
};`,
		"request with a promise around it": `
const request = require('request');
const post = (options) => new Promise((resolve, reject) => {
  request.post(options, (error, response, body) => {
    if (error) return reject(error);
    if (response.statusCode !== 200) return reject(new Error(body.message));
    resolve(body);
  });
});
exports.onExecutePostLogin = async (event, api) => {
  const context = { connection: event.connection };
  try {
    const body = await post({ url: event.secrets.URL, json: { connectionName: context.connection.name }, timeout: 5000 });
    api.idToken.setCustomClaim('https://acme.example/groups', body.groups);
  } catch (e) { throw e; }
};`,
		"claims under a namespace in a loop, a limit for all requests": `
const axios = require('axios');
axios.defaults.timeout = 5000;
const kinds = ['groups', 'roles'];
const nameOf = (connection) => connection.name;
exports.onExecutePostLogin = async (event, api) => {
  const asked = axios.post(event.secrets.URL + event.client.client_id, { connectionName: nameOf(event.connection), groups: event.user.groups, strategy: event.connection ? event.connection.strategy : null });
  const { data, status } = await asked;
  if (status !== 200) return api.access.deny('x');
  kinds.forEach((kind) => api.idToken.setCustomClaim(` + "`https://acme.example/${kind}`" + `, data[kind]));
  for (const kind of kinds) { const name = 'https://acme.example/' + kind; api.accessToken.setCustomClaim(name, data[kind]); }
  const seen = Object.assign({}, event.user, { groups: data.groups });
};`,
		"a handler of another name and other parameters": `
async function handler(e, a) {
  const { client, connection } = e;
  const res = await fetch(e.secrets.URL + client.client_id, { signal: AbortSignal.timeout(5000), body: JSON.stringify({ connectionName: connection.name, groups: e.user.groups }) });
  if (!res.ok) { a.access.deny('x'); return; }
  a.idToken.setCustomClaim('https://acme.example/groups', (await res.json()).groups);
}
exports.onExecutePostLogin = handler;`,
	}
}

func TestNoFaultIsFoundInWhatHasNone(t *testing.T) {
	for name, code := range sound() {
		t.Run(name, func(t *testing.T) {
			for _, f := range port.Check(code) {
				t.Errorf("line %d: %s: %s", f.Line, f.Kind, f.Message)
			}
		})
	}
}

func TestNoFaultIsFoundInWhatIsWrittenHere(t *testing.T) {
	graph := rbac.Index(rbac.Document{Groups: []rbac.Group{{ID: rbac.GroupOf("g"), Name: rbac.User("context.clientID').then(").Text}}})
	s := exit.Source{
		Graph: graph, Switches: map[rbac.Switch]bool{rbac.GroupsInToken: true}, BaseURL: "https://ext.example/api", TokenURL: "https://t.example/oauth/token",
	}
	for _, target := range []exit.Target{exit.TargetAction, exit.TargetEngine} {
		for _, p := range []exit.Parameters{
			{Namespace: "https://acme.example/"}, {Prefix: "authz_", Auth: exit.AuthToken}, {Namespace: "https://acme.example/", OnFailure: exit.FailureEmpty, RequiredRoles: true},
		} {
			folder, err := exit.Make(target, s, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range port.Check(string(folder.Files[0].Data)) {
				t.Errorf("%s, %+v, line %d: %s: %s", target, p, f.Line, f.Kind, f.Message)
			}
		}
	}
}

// action puts statements into an Action that is otherwise sound.
func action(statements string) string {
	return "exports.onExecutePostLogin = async (event, api) => {\n" + statements + "\n};"
}

func TestEveryKnownFaultIsFoundWithItsLine(t *testing.T) {
	const limit = "signal: AbortSignal.timeout(5000)"
	tests := map[string]struct {
		code string
		want []string // kind at line
	}{
		"clientID in a template":     {action("const r = await fetch(`https://x/policy/${event.clientID}`, {" + limit + "});"), []string{"client-id 2"}},
		"clientID in brackets":       {action(`const id = event['clientID'];`), []string{"client-id 2"}},
		"clientID by chaining":       {action(`const id = event?.clientID;`), []string{"client-id 2"}},
		"clientID taken out":         {action("const { user, clientID } = event;\nuse(clientID);"), []string{"client-id 2", "client-id 3"}},
		"clientID of another name":   {"exports.onExecutePostLogin = async (e, a) => { use(e.clientID); };", []string{"client-id 1"}},
		"the connection as a name":   {action("const b = {\nconnectionName: event.connection,\ngroups: event.user.groups };"), []string{"connection-name 3"}},
		"the connection last":        {action("const b = JSON.stringify({ groups: event.user.groups, 'connectionName': event.connection });"), []string{"connection-name 2"}},
		"the connection by a name":   {action("const connection = event.connection;\nsend({ connectionName: connection });"), []string{"connection-name 3"}},
		"the connection taken out":   {action("const { connection } = event;\nsend({ connectionName: connection });"), []string{"connection-name 3"}},
		"the connection of a helper": {"const body = ({ connection }) => ({ connectionName: connection });\n" + action("const connectionName = event.connection;\nsend({ connectionName });"), []string{"connection-name 4"}},
		"the connection set later":   {action("const b = {};\nb.connectionName = event.connection;\nsend(b);"), []string{"connection-name 3"}},
		"the connection in a text":   {action("send({ connectionName: `${event.connection}` });"), []string{"connection-name 2"}},
		"the connection if there":    {action("send({ connectionName: event.connection ? event.connection : null });"), []string{"connection-name 2"}},
		"the event of another name":  {action("const e = event;\nsend({ connectionName: e.connection });"), []string{"connection-name 3"}},
		"a client id of its client":  {action("const { clientID } = event.client;\nuse(event.client.id);"), []string{"client-id 2", "client-id 3"}},
		"statusCode taken out":       {"const axios = require('axios');\n" + action("const { statusCode, data } = await axios.post(u, b, { timeout: 1 });\nif (statusCode !== 200) { api.access.deny('x'); }"), []string{"status-code 3"}},
		"a promise kept":             {action("const res = fetch(u, {" + limit + "});\nif (res.status !== 200) api.access.deny('x');"), []string{"not-awaited 2"}},
		"a chain kept":               {action("const data = fetch(u, {" + limit + "}).then((r) => r.json());\nuse(data.groups);"), []string{"not-awaited 2"}},
		"a loop that nobody awaits":  {action("ids.forEach(async (id) => {\nawait fetch(u + id, {" + limit + "});\n});"), []string{"not-awaited 2"}},
		"the user put together":      {action("Object.assign(event.user, { groups: data.groups });"), []string{"user-assigned 2"}},
		"the user made anew":         {action("event.user = { ...event.user, ...data };"), []string{"user-assigned 2"}},
		"a field by a variable":      {action("for (const kind of kinds) {\nevent.user[kind] = data[kind];\n}"), []string{"user-assigned 3"}},
		"a list that is added to":    {action("event.user.groups.push(...data.groups);"), []string{"user-assigned 2"}},
		"claims in a loop":           {action("for (const kind of ['groups', 'roles']) {\napi.idToken.setCustomClaim(kind, data[kind]);\n}"), []string{"claim-restricted 3"}},
		"claims of a list":           {action("const kinds = ['x', 'roles'];\nkinds.forEach((kind) => api.idToken.setCustomClaim(kind, data[kind]));"), []string{"claim-restricted 3"}},
		"claims by a helper":         {action("const set = (name, value) => {\napi.idToken.setCustomClaim(name, value);\n};\nset('groups', data.groups);"), []string{"claim-restricted 3"}},
		"a key by a name":            {action("const key = '0123456789abcdef';\nconst h = { 'x-api-key': key };"), []string{"secret-in-code 3"}},
		"a whole rule":               {"function authorize(user, context, callback) {\n  callback(null, user, context);\n}", []string{"no-handler 1", "rule-signature 1"}},
		"statusCode of axios":        {"const axios = require('axios');\n" + action("const res = await axios.post(u, b, { timeout: 1 });\nif (res.statusCode !== 200) { api.access.deny('x'); }"), []string{"status-code 4"}},
		"statusCode of fetch":        {action("const res = await fetch(u, {" + limit + "});\nif (res.statusCode !== 200) return api.access.deny('x');"), []string{"status-code 3"}},
		"a callback": {"const request = require('request');\n" + action(`request.post({ url: u, timeout: 5000 }, (error, response, body) => {
  if (error) return api.access.deny('x');
  api.idToken.setCustomClaim('https://acme.example/groups', body.groups);
});`), []string{"not-awaited 3"}},
		"a promise left alone":         {action("fetch(u, {" + limit + "}).then((r) => r.json()).then((d) => api.idToken.setCustomClaim('https://a.example/groups', d.groups));"), []string{"not-awaited 2"}},
		"a promise left over lines":    {action("fetch(u, {" + limit + "})\n  .then((r) => r.json())\n  .then((d) => d)"), []string{"not-awaited 3", "not-awaited 4"}},
		"a helper that nobody awaits":  {"async function ask(event, api) { return fetch(u, {" + limit + "}); }\n" + action("ask(event, api);"), []string{"not-awaited 3"}},
		"an assignment":                {action("event.user.groups = data.groups;"), []string{"user-assigned 2"}},
		"an assignment by a name":      {action("const user = event.user;\nuser.roles = data.roles;"), []string{"user-assigned 3"}},
		"metadata assigned":            {action("event.user.app_metadata.authorization = { groups };"), []string{"user-assigned 2"}},
		"context and callback":         {action("context.idToken['x'] = 1;\ncallback(null, user, context);"), []string{"rule-leftover 2", "rule-leftover 3"}},
		"the error of rules":           {action("throw new UnauthorizedError('x');"), []string{"rule-leftover 2"}},
		"the configuration of rules":   {action("const key = configuration.AUTHZ_EXT_API_KEY;"), []string{"rule-leftover 2"}},
		"the parameters of rules":      {"exports.onExecutePostLogin = async (user, context, callback) => { callback(null, user, context); };", []string{"rule-signature 1"}},
		"a restricted claim":           {action("api.idToken.setCustomClaim('groups', g);\napi.accessToken.setCustomClaim(\"permissions\", p);"), []string{"claim-restricted 2", "claim-restricted 3"}},
		"a restricted claim by a name": {action("const ns = '';\napi.idToken.setCustomClaim(`${ns}roles`, g);"), []string{"claim-restricted 3"}},
		"a claim under Auth0":          {action("const ns = 'https://acme.eu.auth0.com/';\napi.idToken.setCustomClaim(ns + 'groups', g);"), []string{"claim-namespace 3"}},
		"a catch that only logs":       {action("try {\nconst r = await fetch(u, {" + limit + "});\nif (r.status !== 200) api.access.deny('x');\n} catch (e) {\nconsole.log(e);\n}"), []string{"catch-lets-in 5"}},
		"a catch that returns":         {action("try { await fetch(u, {" + limit + "}); } catch (e) { return; }"), []string{"catch-lets-in 2"}},
		"a catch of a helper":          {"const ask = async () => { const r = await fetch(u, {" + limit + "}); if (!r.ok) throw new Error('x'); return r.json(); };\n" + action("try { await ask(); } catch {}"), []string{"catch-lets-in 3"}},
		"a promise's empty catch":      {action("const d = await fetch(u, {" + limit + "}).catch(() => {});"), []string{"catch-lets-in 2"}},
		"no time limit":                {action("const r = await fetch(u);\nif (!r.ok) api.access.deny('x');"), []string{"no-timeout 2"}},
		"no time limit with axios":     {"const axios = require('axios');\n" + action("const r = await axios.get(u);"), []string{"no-timeout 3"}},
		"a key in the code":            {action("const h = { 'x-api-key': '0123456789abcdef' };"), []string{"secret-in-code 2"}},
		"the id of no user":            {action("use(event.user.id);"), []string{"user-id 2"}},
		"an id as it is":               {action("use(`${url}/api/users/${event.user.user_id}/policy/${event.client.client_id}`);"), []string{"id-not-encoded 2"}},
		"an id added as it is":         {action("const id = event.user.user_id;\nuse(url + '/api/users/' + id + '/policy/x');"), []string{"id-not-encoded 3"}},
		"no groups":                    {action("const r = await fetch(u, {" + limit + ", body: JSON.stringify({\nconnectionName: event.connection.name }) });"), []string{"groups-missing 3"}},
		"no groups by a name":          {"const axios = require('axios');\n" + action("const b = { connectionName: event.connection.name };\nconst r = await axios.post(u, b, { timeout: 1 });"), []string{"groups-missing 3"}},
		"a header of another name":     {action("const r = await fetch(u, {" + limit + ",\nheaders: { 'x-apikey': event.secrets.AUTHZ_EXT_API_KEY } });"), []string{"key-header 3"}},
		"the key as a token":           {action("const headers = { accept: 'a', Authorization: `Bearer ${event.secrets.AUTHZ_EXT_API_KEY}` };"), []string{"key-header 2"}},
		"no look at the status":        {action("const r = await fetch(u, {" + limit + "});\nconst d = await r.json();\napi.idToken.setCustomClaim('https://a.example/groups', d.groups);"), []string{"status-ignored 2"}},
		"only the audience is denied":  {action("if (event.request.query.audience === 'urn:auth0-authz-api') return api.access.deny('x');\nconst r = await fetch(u, {" + limit + "});\nconst d = await r.json();\napi.idToken.setCustomClaim('https://a.example/groups', d.groups);"), []string{"status-ignored 3"}},
		"a status that only returns":   {action("const r = await fetch(u, {" + limit + "});\nif (r.status !== 200) return;\nuse(r);"), []string{"status-lets-in 3"}},
		"a status that logs":           {action("try {\nconst r = await fetch(u, {" + limit + "});\nif (!r.ok) {\nconsole.log('x');\nreturn;\n}\n} catch (e) { api.access.deny('x'); }"), []string{"status-lets-in 4"}},
		"an answer that is not there":  {action("let r;\nr = fetch(u, {" + limit + "});\nif (r.status !== 200) return api.access.deny('x');\nconst d = await r.json();"), []string{"not-awaited 3"}},
		"a body that is not there":     {action("const r = await fetch(u, {" + limit + "});\nif (r.status !== 200) return api.access.deny('x');\nconst d = r.json();"), []string{"not-awaited 4"}},
		"a key under any name":         {action("const headers = { 'x-authz': event.secrets.AUTHZ_EXT_API_KEY };"), []string{"key-header 2"}},
		"claims only if it is good":    {action("const r = await fetch(u, {" + limit + "});\nif (r.status === 200) {\nconst d = await r.json();\napi.idToken.setCustomClaim('https://a.example/groups', d.groups);\n}"), []string{"status-lets-in 3"}},
		"fields of a promise":          {action("const { status } = fetch(u, {" + limit + "});\nif (status !== 200) api.access.deny('x');"), []string{"not-awaited 2"}},
		"an answer's text too early":   {action("const d = await fetch(u, {" + limit + "}).json();"), []string{"not-awaited 2"}},
		"a bracket that stays open":    {action("const d = await (r.json();"), []string{"syntax-error 3"}},
		"a bracket too many":           {action("use(event.clientID));"), []string{"syntax-error 2"}},
		"a missing comma":              {"exports.onExecutePostLogin = async (event api) => {\n};", []string{"syntax-error 1"}},
		"a text that stays open":       {action("use('x);"), []string{"syntax-error 2"}},
		"a template that stays open":   {action("use(`x);"), []string{"syntax-error 2"}},
		"prose":                        {"Dear all,\nplease deploy this.", []string{"syntax-error 1"}},
		"no handler":                   {"exports.onExecuteCredentialsExchange = async () => {};", []string{"no-handler 1"}},
		"nothing":                      {"", []string{"no-handler 1"}},
		"only in comments":             {"// exports.onExecutePostLogin = async (event, api) => {\n/* event.clientID */", []string{"no-handler 1"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range port.Check(tt.code) {
				got = append(got, fmt.Sprintf("%s %d", f.Kind, f.Line))
				if f.Message == "" || f.Consequence == "" || f.Fix == "" {
					t.Errorf("%s has no words", f.Kind)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatNobodyCanTellIsNotCalledAFault(t *testing.T) {
	const limit = "signal: AbortSignal.timeout(5000)"
	const answer = "const r = await fetch(u, {" + limit + "});\nconst d = await r.json();\n"
	const claim = "api.idToken.setCustomClaim('https://a.example/groups', d.groups);"
	for name, code := range map[string]string{
		"groups that are added":          action("const b = { connectionName: event.connection.name };\nif (event.user.groups) b.groups = event.user.groups;\nconst r = await fetch(u, {" + limit + ", body: JSON.stringify(b) });"),
		"a body that is spread":          action("const r = await fetch(u, {" + limit + ", body: JSON.stringify({ ...login, connectionName: event.connection.name }) });"),
		"groups as a key by itself":      action("const { groups } = event.user;\nconst r = await fetch(u, {" + limit + ", body: JSON.stringify({ connectionName: event.connection.name, groups }) });"),
		"an encoded id":                  action("const id = encodeURIComponent(event.user.user_id);\nuse(`${url}/users/${id}/policy`);"),
		"an id in a log":                 action("console.log(`user ${event.user.user_id}`);"),
		"a token":                        action("const headers = { Authorization: `Bearer ${token}` };"),
		"a key of something else too":    action("const headers = { 'X-API-KEY': event.secrets.KEY, 'other-apikey': event.secrets.OTHER };"),
		"an answer whose look counts":    action(answer + "if (!Array.isArray(d.groups)) return api.access.deny('x');\n" + claim),
		"a helper that returns nothing":  "const ask = async () => { const r = await fetch(u, {" + limit + "}); if (!r.ok) return; return r.json(); };\n" + action("const d = await ask();\nif (!d) return api.access.deny('x');\n"+claim),
		"a deny before the return":       action("const r = await fetch(u, {" + limit + "});\nif (r.status !== 200) { api.access.deny('x'); return; }"),
		"another condition":              action("const r = await fetch(u, {" + limit + "});\nif (r.status !== 200 && optional) return;\nif (!r.ok) api.access.deny('x');"),
		"claims if it is good, else not": action("const r = await fetch(u, {" + limit + "});\nif (r.ok) {\nconst d = await r.json();\n" + claim + "\n} else api.access.deny('x');"),
		"a body that is awaited later":   action("const r = await fetch(u, {" + limit + "});\nif (!r.ok) return api.access.deny('x');\nconst p = r.json();\nconst d = await p;\n" + claim),
		"a promise in a list":            action("const [r] = await Promise.all([fetch(u, {" + limit + "})]);\nif (!r.ok) api.access.deny('x');"),
		"words of two meanings":          "class A { static of = 1; get from() { return this.of } async as() {} }\nlet async\nlet get\n" + action("for (const of of [1]) use(of)\nfor await (const x of y) use(x)\nlabel: for (;;) { break label }\nconst n = 1_000n, s = 'a' in b\nif (x) /['(]/.test(s)\nvoid 0, typeof s"),
		"a line of a text that goes on":  action("use('a\\\nb', `$ { ${`${1}`} }`, /[/(]/);"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range port.Check(code) {
				t.Errorf("line %d: %s: %s", f.Line, f.Kind, f.Message)
			}
		})
	}
}

func TestTheDocumentsListEveryKindOfFault(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/way-out.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range port.Kinds() {
		if !strings.Contains(string(doc), "| `"+string(kind)+"` |") {
			t.Errorf("docs/way-out.md doesn't list %s", kind)
		}
	}
}

func FuzzAnyCodeIsReadToItsEnd(f *testing.F) {
	for _, code := range sound() {
		f.Add(code)
	}
	for _, code := range []string{"`${`${a}`}", "'", "/", "/*", "`${", "}", "a?.[", "const {", "x.then(", "catch", "try{}catch", "=>", "((((", "async (", "\\u{61}", "import * as x from 'axios'"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		began := time.Now()
		lines := strings.Count(code, "\n") + 1
		for _, fault := range port.Check(code) {
			if fault.Line < 1 || fault.Line > lines {
				t.Errorf("line %d of %d", fault.Line, lines)
			}
		}
		if took := time.Since(began); len(code) < 4096 && took > 10*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

'use strict';
// Prints at which line the code on standard input is no JavaScript of an Action: 0 if it
// is. An old node and modules are for somebody else to judge.
const code = require('node:fs').readFileSync(0, 'utf8').replace(/^\ufeff/, '');
let answer = { known: true, line: 0 };
try {
  require('node:vm').compileFunction(code, ['exports', 'require', 'module'], { filename: 'action.js' });
} catch (error) {
  const line = Number(/action\.js:(\d+)/.exec(error.stack)?.[1] ?? 1);
  const last = code.split('\n').length;
  const module = /import statement|import\.meta|token 'export'/.test(error.message);
  const old = Number(process.versions.node.split('.')[0]) < 18;
  answer = { known: !module && !old, line: Math.min(Math.max(line, 1), last) };
}
console.log(JSON.stringify(answer));

'use strict';

// Tests code.js with the cases of cases.json: node --test code.test.js
// Nothing needs to be installed. No request leaves this machine.

const assert = require('node:assert/strict');
const test = require('node:test');
const { onExecutePostLogin } = require('./code.js');
const { cases, tokenUrl } = require('./cases.json');

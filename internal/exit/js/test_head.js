'use strict';

// Holds code.js against the cases of cases.json: node --test code.test.js
// Nothing has to be installed. No request leaves this machine.

const assert = require('node:assert/strict');
const test = require('node:test');
const { onExecutePostLogin } = require('./code.js');
const { cases, tokenUrl } = require('./cases.json');

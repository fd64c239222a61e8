// Each machine-readable format against its own schema or a reader of it.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import Ajv7 from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {parse as parseJunit} from 'junit2json';
import {lintAsSarif, reports} from './reports.mjs';

// The schema that Microsoft's SARIF SDK ships, and that of CTRF's reference implementation.
const sarif = new URL('./node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json', import.meta.url);
const ctrf = new URL('./node_modules/ctrf/dist/ctrf-schema-0.0.json', import.meta.url);

function assertValid(file, document) {
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  const Ajv = schema.$schema.includes('draft-07') ? Ajv7 : Ajv2020;
  const ajv = new Ajv({strict: false, allErrors: true});
  addFormats(ajv);
  const validate = ajv.compile(schema);
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 1));
}

const read = (folder, name) => readFileSync(join(folder, name), 'utf8');

test('the defects of a document as SARIF obey the schema of SARIF 2.1.0, each at its line', {skip: !lintAsSarif}, () => {
  const log = JSON.parse(lintAsSarif);
  assertValid(sarif, log);
  const rules = log.runs[0].tool.driver.rules.map(rule => rule.id);
  assert.ok(log.runs[0].results.length > 5);
  for (const result of log.runs[0].results) {
    assert.ok(rules.includes(result.ruleId), result.ruleId);
    const {artifactLocation, region} = result.locations[0].physicalLocation;
    assert.equal(artifactLocation.uri, 'contracts/slate.openapi.yaml');
    assert.ok(region.startLine > 0);
  }
});

for (const {name, folder} of reports) {
  const report = JSON.parse(read(folder, 'report.json'));
  const ofVerdict = (...verdicts) => report.clauses.filter(clause => verdicts.includes(clause.verdict));

  test(`${name}: SARIF obeys the schema of SARIF 2.1.0`, () => {
    const log = JSON.parse(read(folder, 'report.sarif'));
    assertValid(sarif, log);
    const rules = log.runs[0].tool.driver.rules.map(rule => rule.id);
    assert.equal(new Set(rules).size, rules.length);
    for (const result of log.runs[0].results) assert.ok(rules.includes(result.ruleId), result.ruleId);
    const told = new Set(log.runs[0].results.map(result => result.ruleId));
    for (const clause of ofVerdict('FAIL', 'WARN', 'ERROR', 'WAIVED')) assert.ok(told.has(clause.id), clause.id);
  });

  test(`${name}: CTRF obeys the schema of its reference implementation`, () => {
    const document = JSON.parse(read(folder, 'report.ctrf.json'));
    assertValid(ctrf, document);
    assert.equal(document.results.tests.length, report.clauses.length);
  });

  test(`${name}: a reader of JUnit finds every clause, once, with its outcome`, async () => {
    const suites = await parseJunit(read(folder, 'report.xml'));
    const cases = suites.testsuite.flatMap(suite => suite.testcase);
    assert.deepEqual(cases.map(each => each.name).sort(), report.clauses.map(clause => clause.id).sort());
    const having = element => cases.filter(each => each[element]).map(each => each.name).sort();
    const ids = clauses => clauses.map(clause => clause.id).sort();
    assert.deepEqual(having('failure'), ids(ofVerdict('FAIL')));
    assert.deepEqual(having('error'), ids(ofVerdict('ERROR', 'INCONCLUSIVE')));
    assert.deepEqual(having('skipped'), ids(ofVerdict('NA', 'UNTESTED', 'WAIVED')));
  });

  test(`${name}: the badge is what a shields.io endpoint returns`, () => {
    const badge = JSON.parse(read(folder, 'badge.json'));
    assert.equal(badge.schemaVersion, 1);
    for (const member of ['label', 'message', 'color']) assert.ok(badge[member].length > 0, member);
    const known = ['schemaVersion', 'label', 'message', 'color', 'labelColor', 'isError', 'namedLogo', 'logoSvg', 'style'];
    assert.deepEqual(Object.keys(badge).filter(member => !known.includes(member)), []);
  });
}

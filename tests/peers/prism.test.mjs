// Prism's mock of the document: a server that assay did not write, which says what the document says and remembers nothing. A
// schema validator finds no fault with it; these tests state what assay finds, and why.
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const program = process.env.ASSAY ?? join(root, 'build/dev/assay');
const absent = !existsSync(program) && `there is no ${program}`;

let prism;
let url;
let said;

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}

function startPrism(port) {
  const command = [join(here, 'node_modules/@stoplight/prism-cli/dist/index.js'), 'mock', '--host', '127.0.0.1', '--port', String(port)];
  const child = spawn(process.execPath, [...command, join(root, 'contracts/slate.openapi.yaml')], {stdio: ['ignore', 'pipe', 'inherit']});
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`Prism ended with ${code}`)));
    child.stdout.on('data', (text) => String(text).includes('Prism is listening') && resolve(child));
  });
}

function check(...more) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-peers-'));
  let code = 0;
  try {
    execFileSync(program, ['check', url, '--seed', '1', '--report', 'json', '--report-dir', folder, ...more], {stdio: 'ignore'});
  } catch (error) {
    code = error.status;
  }
  const report = JSON.parse(readFileSync(join(folder, 'report.json')));
  rmSync(folder, {recursive: true});
  return {code, clauses: report.clauses};
}

const withVerdict = (verdict) => said.clauses.filter((clause) => clause.verdict === verdict).map((clause) => clause.id);

before(async () => {
  if (absent) return;
  const port = await freePort();
  prism = await startPrism(port);
  url = `http://127.0.0.1:${port}`;
  said = check('--rotate', '--id', '1', '--id', '2');
});

after(() => prism?.kill());

test('Prism says what the document says: its shapes hold, and it answers', {skip: absent}, () => {
  const passed = withVerdict('PASS');
  for (const id of ['media-type', 'json', 'schema-200', 'schema-422', 'date-time', 'status-documented'])
    assert.ok(passed.includes(`shape/${id}`), id);
  for (const id of ['server/no-5xx', 'server/always-answers', 'secret/present', 'method/only-post', 'state/unchanged'])
    assert.ok(passed.includes(id), id);
});

test('Prism does not conform, in these clauses and no other', {skip: absent}, () => {
  assert.equal(said.code, 1);
  assert.deepEqual(withVerdict('FAIL'), [
    'secret/fresh',                // every rotation gives the secret "string": it keeps no state
    'secret/unique-across-tokens',
    'race/distinct',
    'race/distinct-across-tokens',
    'race/own-record',
    'state/id',                    // every answer is about the token 0
    'invalid-id/refused',          // it reads 1e0 as a number, and a number as an integer
    'invalid-id/422',
    'invalid-id/location',         // its 422 is an example of the schema: loc is ["string"]
    'id/no-other-token',           // any integer reaches that one token, also one that no server has issued
    'id/unknown-refused',
    'id/path-tricks',              // /api-tokens/./1/... is answered with token 0
    'method/405-allow',            // a 405 without Allow
    'secrecy/not-again',           // the secret of before stands in a 422
  ]);
  assert.deepEqual(withVerdict('WARN'), ['secrecy/no-store', 'secrecy/no-wildcard-origin']);
});

test('of one secret nothing is said about its randomness', {skip: absent}, () => {
  assert.deepEqual(withVerdict('UNTESTED'), ['secret/not-embedded', 'secret/length', 'secret/format', 'secret/varies', 'auth/required']);
  assert.equal(withVerdict('ERROR').length + withVerdict('INCONCLUSIVE').length, 0);
});

test('without consent to rotate, Prism fails only where it refuses', {skip: absent}, () => {
  const {code, clauses} = check();
  const failed = clauses.filter((clause) => clause.verdict === 'FAIL').map((clause) => clause.id);
  assert.equal(code, 1);
  assert.deepEqual(failed, ['invalid-id/location', 'method/405-allow']);
});

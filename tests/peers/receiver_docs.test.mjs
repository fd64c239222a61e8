// The receiver and the tests that docs/deliveries.md shows: they pass as they stand, and fail for receivers that are wrong.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join, resolve} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(process.env.ASSAY ?? join(here, '../../build/dev/assay'));
const skip = !existsSync(program) && `there is no ${program}`;

// What the page shows as a file of that name.
function shown(name) {
  const page = readFileSync(join(here, '../../docs/deliveries.md'), 'utf8');
  const block = page.match(new RegExp('```js\\n// ' + name.replaceAll('.', '\\.') + '\\n([^]*?)```'));
  assert.ok(block, `docs/deliveries.md shows no ${name}`);
  return block[1];
}

// How the shown tests end where the shown receiver is changed.
function run(what, by) {
  const receiver = shown('receiver.mjs');
  assert.equal(receiver.split(what).length, 2, what);
  const folder = mkdtempSync(join(tmpdir(), 'assay-receiver-'));
  try {
    writeFileSync(join(folder, 'receiver.mjs'), receiver.replace(what, by));
    writeFileSync(join(folder, 'rotation.test.mjs'), shown('rotation.test.mjs'));
    symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
    const path = dirname(program) + delimiter + process.env.PATH;
    const {NODE_TEST_CONTEXT, ...env} = process.env;  // else the inner tests report to the outer ones
    return spawnSync(process.execPath, ['--test', '--test-reporter', 'tap', 'rotation.test.mjs'], {cwd: folder, env: {...env, PATH: path}, timeout: 120000, encoding: 'utf8'});
  } finally {
    rmSync(folder, {recursive: true});
  }
}

test('the receiver that the page shows survives a rotation, as the tests that it shows say', {skip}, () => {
  const {status, stdout, stderr} = run('export function', 'export function');
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /# pass 6\n/);
});

for (const [wrong, what, by] of [
  ['knows one secret alone', 'secrets.some', '[secrets.at(-1)].some'],
  ['reads the body before it verifies', 'fits(secret, body, request.headers)', "fits(secret, JSON.stringify(JSON.parse(body), null, 1), request.headers)"],
  ['works on a repetition', '!done.has(id)', 'true'],
  ['verifies nothing', '!secrets.some', 'false && !secrets.some'],
])
  test(`the tests that the page shows fail for a receiver that ${wrong}`, {skip}, () => {
    assert.equal(run(what, by).status, 1);
  });

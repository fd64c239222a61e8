// No text that a real parser accepts as a value of a parameter's schema is called invalid, and one that is called an id to everyone
// is accepted by each: ajv, as strict and with coercion (Fastify's default), JavaScript's own numbers, and pydantic as FastAPI has it.
//
// TEXTS=1000000 node --test standing.test.mjs asks about more texts of each type.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.ASSAY ?? join(here, '../../build/dev/assay');
const standing = join(dirname(program), 'tests/standing');
const absent = !existsSync(standing) && `there is no ${standing}`;
const TEXTS = Number(process.env.TEXTS ?? 10_000);
const SEED = Number(process.env.SEED ?? 7);

const python = ['/usr/bin/python3', 'python3'].find((each) => spawnSync(each, ['-c', 'import pydantic']).status === 0);

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const words = [
  'true', 'false', 'yes', 'no', 'on', 'off', 't', 'f', 'y', 'n', 'null', 'none', 'NaN', 'nan', 'inf', 'Infinity', '-Infinity', 'infinity',
  'undefined', 'nil', 'today', 'now', 'abc', 'xyz', 'string', 'me', 'all', 'zqvjkwzqvjkwzqvjkw', 'e', 'x', '', ' ', 'EST', 'z', 'T', 'Z',
];
const samples = {
  integer: ['0', '1', '17', '-3', '007', '1e3', '1e0', '0x11', '0b1', '0o7', '17.0', '+5', '1_000', '1,000', '9007199254740993', '17e-1'],
  number: ['0', '1.5', '-2.25', '1e3', '.5', '5.', '0x1F', '1_000.5', '+1.50', '1e-7', '123456789012345678901234567890', 'Infinity', 'nan'],
  boolean: ['true', 'false', 'True', 'FALSE', '1', '0', 'yes', 'off', 'on', 'T', 'enabled'],
  uuid: [UUID, UUID.toUpperCase(), UUID.replaceAll('-', ''), `{${UUID}}`, `urn:uuid:${UUID}`, '00000000-0000-4000-8000-000000000000'],
  date: ['2026-01-31', '2024-02-29', '2026-02-30', '20260131', '1700000000', '2026-1-3', '0001-01-01', '9999-12-31', '2026-01-31T00:00:00'],
  'date-time': ['2026-01-31T12:30:00Z', '2026-01-31t12:30:00z', '2026-01-31T12:30:00+02:00', '2026-01-31 12:30', '1700000000.5',
    '2026-01-31T12:30:00.250Z', '2026-01-31T24:00:00Z', '2016-12-31T23:59:60Z', '2026-01-31', '2026-01-31T12:30:00.10+00:00'],
  enum: ['primary', 'Secondary', 'secondary', 'PRIMARY', 'key-1', 'key_1', 'key1', 'two words'],
};
const patterns = ['^we_[a-z0-9]+$', '^[A-Z]{3}[0-9]{2}$', '[0-9]', '^(a|bc)+$', '^[^xX]*$', '^.{2,5}$', '^\\w+-\\d+$', 'key'];
const parameters = [
  {name: 'integer', schema: {type: 'integer'}},
  {name: 'integer', schema: {type: 'integer'}, framework: 'fastapi'},
  {name: 'number', schema: {type: 'number'}},
  {name: 'boolean', schema: {type: 'boolean'}},
  {name: 'uuid', schema: {type: 'string', format: 'uuid'}},
  {name: 'date', schema: {type: 'string', format: 'date'}},
  {name: 'date-time', schema: {type: 'string', format: 'date-time'}},
  {name: 'enum', schema: {type: 'string', enum: ['primary', 'Secondary', 'key-1', 'two words']}},
  ...patterns.map((pattern) => ({name: 'pattern', schema: {type: 'string', pattern}, texts: 1 / patterns.length})),
  {name: 'text', schema: {type: 'string'}, texts: 0.1},
  {name: 'untyped', schema: {format: 'uuid', pattern: '^a'}, texts: 0.1},
  {name: 'several', schema: {anyOf: [{type: 'integer'}, {type: 'string'}]}, texts: 0.1},
];

// A small generator of numbers that a seed repeats (mulberry32).
function dice(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const alphabets = ['0123456789', '0123456789+-.eE_xX ', 'abcdefABCDEF0123456789-{}', 'abcxyzABCXYZ_-.~', '0123456789-:TZtz.+ ',
  ' \t\n\u00a0\u2003\u0660\uff11\u00e9', 'truefalsyno', 'naifty', 'weky_019'];

function* texts(name, count, roll) {
  const own = samples[name] ?? ['we_1', 'ABC12', 'abc', 'bcbc', 'key-1', 'a-1'];
  const draw = (list) => list[roll(list.length)];
  for (const word of [...words, ...own]) yield word;
  for (let k = words.length + own.length; k < count; ++k) {
    const kind = roll(4);
    let text = kind === 0 ? '' : kind === 1 ? draw(words) : draw(own);
    const alphabet = draw(alphabets);
    if (kind === 0) for (let length = roll(12); length >= 0; --length) text += draw(alphabet);
    for (let changes = roll(3); changes > 0; --changes) {
      const at = roll(text.length + 1);
      const change = roll(4);
      const letter = draw(draw(alphabets));
      text = change === 0 ? text.slice(0, at) + letter + text.slice(at)
        : change === 1 ? text.slice(0, at) + text.slice(at + 1)
        : change === 2 ? text.slice(0, at) + letter + text.slice(at + 1)
        : roll(2) ? text.toUpperCase() : text.toLowerCase();
    }
    yield text;
  }
}

function standingOf(schema, framework, all) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-standing-'));
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify({
    openapi: '3.1.0',
    info: {title: 'Keys', version: '1'},
    paths: {
      '/keys/{id}/rotate': {
        post: {
          operationId: 'rotate',
          parameters: [{name: 'id', in: 'path', required: true, schema}],
          responses: {200: {description: 'ok'}},
        },
      },
    },
  }));
  const input = all.map((text) => encodeURIComponent(text) + '\n').join('');
  const {status, stdout, stderr} = spawnSync(standing, [file, framework], {input, encoding: 'utf8', maxBuffer: 1 << 30});
  rmSync(folder, {recursive: true});
  assert.equal(status, 0, stderr);
  return stdout.split('\n').slice(0, -1).map((line) => {
    const [kind, value] = line.split(' ');
    return {kind, value};
  });
}

// Each says whether it takes the text for a value of the schema.
function judgesOf(name, schema, framework, all) {
  const judges = {};
  for (const [called, coerceTypes] of [['ajv', false], ['ajv that coerces', true], ['ajv that coerces arrays', 'array']]) {
    const ajv = new Ajv({coerceTypes, strict: false});
    addFormats(ajv);
    const validate = ajv.compile({type: 'object', properties: {v: schema}, required: ['v']});
    if (framework !== 'fastapi') judges[called] = all.map((text) => validate({v: text}));
  }
  if (name === 'number') judges['JavaScript'] = all.map((text) => text.trim() !== '' && !Number.isNaN(Number(text)));
  const known = ['integer', 'number', 'boolean', 'uuid', 'date', 'date-time', 'enum', 'pattern'].includes(name);
  if (!python || !known) return judges;
  const wanted = JSON.stringify({type: name, pattern: schema.pattern, words: schema.enum});
  const input = [wanted, ...all.map((text) => JSON.stringify(text))].join('\n') + '\n';
  const env = {...process.env, PYTHONIOENCODING: 'utf-8'};
  const options = {input, encoding: 'utf8', maxBuffer: 1 << 30, env};
  const {status, stdout, stderr} = spawnSync(python, [join(here, 'accepts.py')], options);
  assert.equal(status, 0, stderr);
  const said = stdout.split('\n').slice(0, -1);
  assert.equal(said.length, all.length);
  judges.pydantic = said.map((line) => line.startsWith('1'));
  judges.values = said.map((line) => line.slice(2));
  return judges;
}

// A number that a double holds, so that no judge can refuse it for its size.
const isSmall = (name, text) => !['integer', 'number'].includes(name) || text.length < 16;

// Kinds of texts whose value pydantic writes in the one way that tells it from others.
const isTold = (name) => ['uuid', 'date', 'integer', 'boolean'].includes(name);

for (const [k, {name, schema, framework = 'other', texts: share = 1}] of parameters.entries())
  test(`no real parser accepts what is called invalid: ${JSON.stringify(schema)}, ${framework}`, {skip: absent, timeout: 3_600_000}, (context) => {
    const all = [...texts(name, Math.max(1000, TEXTS * share), dice(SEED + k))].map((text) => text.toWellFormed?.() ?? text);
    const said = standingOf(schema, framework, all);
    assert.equal(said.length, all.length);
    const {values, ...judges} = judgesOf(name, schema, framework, all);
    const saysNothing = ['text', 'untyped', 'several'].includes(name);
    const wrong = [];
    const counts = {exact: 0, variant: 0, invalid: 0, unclear: 0};
    const known = new Map(); // canonical text -> what pydantic reads
    all.forEach((text, i) => {
      const {kind, value} = said[i];
      ++counts[kind];
      const taken = Object.keys(judges).filter((judge) => judges[judge][i]);
      if (kind === 'invalid' && taken.length > 0) wrong.push(`${JSON.stringify(text)} is called invalid, and accepted by ${taken}`);
      const strict = saysNothing ? [] : ['integer', 'number', 'boolean'].includes(name) ? ['ajv that coerces', 'pydantic'] : ['ajv', 'pydantic'];
      const refusing = strict.filter((judge) => judges[judge] && !judges[judge][i]);
      if (kind === 'exact' && isSmall(name, text) && refusing.length > 0)
        wrong.push(`${JSON.stringify(text)} is called an id to everyone, and refused by ${refusing}`);
      if (!values || !isTold(name) || !judges.pydantic[i] || value === '') return;
      if (known.has(value) && known.get(value) !== values[i])
        wrong.push(`${JSON.stringify(text)} is called ${value}, and read as ${values[i]}, not ${known.get(value)}`);
      known.set(value, values[i]);
    });
    context.diagnostic(`${all.length} texts, ${JSON.stringify(counts)}, held against ${Object.keys(judges)}`);
    if (saysNothing) assert.equal(counts.invalid, 0);
    else assert.ok(counts.invalid > 0 && counts.exact > 0, JSON.stringify(counts));
    assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} in all; seed ${SEED}`);
  });

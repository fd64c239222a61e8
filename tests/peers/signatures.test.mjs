// Libraries that vendors give to their customers sign deliveries and verify them: assay says of each what they say, and names the
// mistake that was made.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {BODY, OTHER, SECRET, libraries, now, oldNode} from './signing_libraries.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.ASSAY ?? join(here, '../../build/dev/assay');
const absent = oldNode || (!existsSync(program) && `there is no ${program}`);
const folder = mkdtempSync(join(tmpdir(), 'assay-signatures-'));
after(() => rmSync(folder, {recursive: true}));


function assay(scheme, {headers, body, secret}) {
  const file = join(folder, 'body');
  writeFileSync(file, body);
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const command = ['verify-signature', '--scheme', scheme, ...given, '--body-file', file, '--secret', '${ASSAY_PEERS_SECRET}', '--format', 'json'];
  const {status, stdout, stderr} = spawnSync(program, command, {encoding: 'utf8', env: {...process.env, ASSAY_PEERS_SECRET: secret}});
  assert.ok(status === 0 || status === 1, `${status} ${stderr}`);
  return {fits: status === 0, mistake: JSON.parse(stdout).mistake?.id ?? null};
}

const all = absent ? {} : await libraries();
const dated = ['standard-webhooks', 'svix', 'stripe'];
const decoding = ['standard-webhooks', 'svix'];
const everywhere = [...dated, 'github'];
const signatureOf = (headers) => Object.keys(headers).find((name) => name.includes('signature'));
const rewritten = (headers, rewrite) => ({...headers, [signatureOf(headers)]: rewrite(headers[signatureOf(headers)])});
const toHex = (text) => text.replace(/^v1,(.*)$/, (_, base64) => `v1,${Buffer.from(base64, 'base64').toString('hex')}`);

// What is wrong: in which schemes, what is sent, what the receiver makes of it, and the mistake that is named; null: none.
const deliveries = [
  {what: 'nothing', in: everywhere, fits: true},
  {what: 'another secret', in: everywhere, receive: (it) => ({...it, secret: OTHER}), mistake: null},
  {what: 'a changed body', in: everywhere, receive: (it) => ({...it, body: it.body.replace('7', '8')}), mistake: null},
  {what: 'a body written anew', in: everywhere, receive: (it) => ({...it, body: JSON.stringify(JSON.parse(it.body))}), mistake: 'reserialised-body'},
  {what: 'a line end more', in: everywhere, receive: (it) => ({...it, body: `${it.body}\n`}), mistake: 'last-newline'},
  {what: 'a blank behind the secret', in: ['github', 'stripe'], receive: (it) => ({...it, secret: `${it.secret} `}), mistake: 'framed-secret'},
  {what: 'an hour late', in: dated, send: {timestamp: now() - 3600}, mistake: 'clock'},
  {what: 'an hour early', in: decoding, send: {timestamp: now() + 3600}, mistake: 'clock'},
  {what: 'the text as key', in: decoding, send: {secret: Buffer.from(SECRET).toString('base64')}, mistake: 'text-as-key'},
  {what: 'v1, before the secret', in: decoding, receive: (it) => ({...it, secret: `v1,${it.secret}`}), mistake: 'version-pasted'},
  {what: 'a signature in hex', in: decoding, receive: (it) => ({...it, headers: rewritten(it.headers, toHex)}), mistake: 'hex'},
  {what: 'no padding', in: decoding, receive: (it) => ({...it, headers: rewritten(it.headers, (text) => text.replace('=', ''))}), mistake: 'base64url'},
  {what: 'no mark', in: ['github'], receive: (it) => ({...it, headers: rewritten(it.headers, (text) => text.slice(7))}), mistake: 'wrong-mark'},
];

for (const delivery of deliveries)
  test(`with ${delivery.what} wrong assay says what each library says`, {skip: absent}, async () => {
    for (const scheme of delivery.in) {
      const sent = {body: BODY, secret: SECRET, headers: await all[scheme].sign(delivery.send ?? {})};
      const received = delivery.receive?.(sent) ?? sent;
      const said = assay(scheme, received);
      assert.equal(await all[scheme].verify(received), Boolean(delivery.fits), `${scheme}'s library`);
      assert.deepEqual(said, {fits: Boolean(delivery.fits), mistake: delivery.mistake ?? null}, scheme);
    }
  });

test('of two signatures, with the old and the new secret, either verifies', {skip: absent}, async () => {
  for (const scheme of dated) {
    const [one, other] = [await all[scheme].sign({}), await all[scheme].sign({secret: OTHER})];
    const name = signatureOf(one);
    const more = scheme === 'stripe' ? `,${other[name].split(',')[1]}` : ` ${other[name]}`;
    for (const secret of [SECRET, OTHER]) {
      const received = {body: BODY, secret, headers: {...one, [name]: one[name] + more}};
      assert.equal(await all[scheme].verify(received), true, scheme);
      assert.deepEqual(assay(scheme, received), {fits: true, mistake: null}, scheme);
    }
  }
});

test('with a letter of body, signature or secret changed assay says what each library says', {skip: absent, timeout: 120_000}, async () => {
  let state = 7;
  const below = (bound) => (state = (state * 1103515245 + 12345) % 2147483648) % bound;
  const changed = (text, from) => {
    const at = from + below(text.length - from);
    return text.slice(0, at) + 'abcdefghijklmnopqrstuvwxyz'[below(26)] + text.slice(at + 1);
  };
  for (const scheme of everywhere)
    for (let i = 0; i < 50; i++) {
      const sent = {body: BODY, secret: SECRET, headers: await all[scheme].sign({})};
      const changes = [
        (it) => ({...it, body: changed(it.body, 0)}),
        (it) => ({...it, secret: changed(it.secret, 0)}),
        (it) => ({...it, headers: rewritten(it.headers, (text) => changed(text, text.search(/[,=]/) + 14))}),
      ];
      const received = changes[below(changes.length)](sent);
      assert.equal(assay(scheme, received).fits, await all[scheme].verify(received), `${scheme} ${JSON.stringify(received)}`);
    }
});

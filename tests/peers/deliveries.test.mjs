// What the mock delivers is what libraries of others accept and refuse: with the secret that is live, with the one before, and spoiled.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createServer} from 'node:http';
import {dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {libraries, oldNode} from './signing_libraries.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.ASSAY ?? join(here, '../../build/dev/assay');
const absent = oldNode || (!existsSync(program) && `there is no ${program}`);

// A receiver; `next()` gives the deliveries in the order in which they came.
async function receiver() {
  const heard = [];
  const waiting = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const delivery = {headers: request.headers, body: Buffer.concat(chunks).toString()};
      waiting.length > 0 ? waiting.shift()(delivery) : heard.push(delivery);
      response.end();
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const next = () => (heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((come) => waiting.push(come)));
  return {url: `http://127.0.0.1:${server.address().port}/hook`, next, close: () => server.close()};
}

// Two rotations of a mock that delivers: its secrets and the delivery of each.
async function story(flags) {
  const hook = await receiver();
  const mock = spawn(program, ['mock', '--port', '0', '--no-admin', '--log', 'off', '--deliver-to', hook.url, ...flags]);
  try {
    const line = await new Promise((come) => createInterface({input: mock.stdout}).once('line', come));
    const url = line.slice(line.lastIndexOf(' ') + 1);
    const secrets = [];
    const deliveries = [];
    for (let k = 0; k < 2; ++k) {
      const answer = await fetch(`${url}/api-tokens/1/webhook/rotate-secret`, {method: 'POST'});
      secrets.push((await answer.json()).webhook_secret);
      deliveries.push(await hook.next());
    }
    return {secrets, deliveries};
  } finally {
    mock.kill();
    hook.close();
  }
}

const of = (delivery, secret) => ({...delivery, secret});

for (const [scheme, {verify}] of Object.entries(absent ? {} : await libraries())) {
  const hasTime = scheme !== 'github';
  const signsTwice = scheme !== 'github';
  const set = ['--set', `webhook_scheme=${scheme}`];

  test(`${scheme}: each delivery verifies with the secret of its rotation and no other`, async () => {
    const {secrets, deliveries} = await story(set);
    for (const [k, delivery] of deliveries.entries()) {
      assert.equal(await verify(of(delivery, secrets[k])), true);
      assert.equal(await verify(of(delivery, secrets[1 - k])), false);
      assert.equal(await verify({...of(delivery, secrets[k]), body: delivery.body + ' '}), false);
    }
  });

  test(`${scheme}: within the grace a receiver that has only the old secret accepts, where a delivery has several signatures`, async () => {
    const {secrets, deliveries} = await story([...set, '--set', 'webhook_grace=1h']);
    assert.equal(await verify(of(deliveries[1], secrets[1])), true);
    assert.equal(await verify(of(deliveries[1], secrets[0])), signsTwice);
  });

  test(`${scheme}: what is spoiled is refused`, async () => {
    for (const [fault, live, old] of [['bad-signature', false, false], ['cut', false, false], ['old-secret', false, true], ['stale=10m', !hasTime, false]]) {
      const {secrets, deliveries} = await story([...set, '--deliver-fault', fault]);
      assert.equal(await verify(of(deliveries[1], secrets[1])), live, fault);
      assert.equal(await verify(of(deliveries[1], secrets[0])), old, fault);
    }
  });
}

test('the libraries were there', {skip: absent}, () => assert.ok(!absent));

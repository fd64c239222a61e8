// A real browser for the pages under test.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before} from 'node:test';
import {chromium} from 'playwright-core';

export const wide = {width: 1280, height: 900};
export const narrow = {width: 360, height: 740};

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
           '--disable-component-update', '--disable-sync'],
  });
});
after(() => browser?.close());

// Opens the file, runs `use`, and insists that the page said nothing and asked for nothing.
export async function open(file, options, use) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on('console', message => said.push(message.text()));
  page.on('pageerror', error => said.push(String(error)));
  page.on('request', request => asked.push(request.url()));
  const url = 'file://' + file;
  await page.goto(url);
  try {
    await use(page);
    assert.deepEqual(said, []);
    assert.deepEqual(asked, [url]);
  } finally {
    await context.close();
  }
}

// What reaches over the right edge of the screen.
export const overflow = page => page.evaluate(() => {
  const limit = document.documentElement.clientWidth;
  const hidden = element => element.closest('.aloud, .skip, svg') ?? element.parentElement?.closest('.scroll');
  return [...document.body.querySelectorAll('*')]
    .filter(element => !hidden(element) && element.getBoundingClientRect().right > limit + 1)
    .map(element => element.outerHTML.slice(0, 120));
});

// The words of these elements that stand on two lines: a word is what has no space, '-' or '/' in it.
export const splitWords = (page, selector) => page.$$eval(selector, elements => elements.flatMap(element => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const split = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const word of text.data.matchAll(/[^\s/-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) split.push(word[0]);
    }
  return split;
}));

export async function assertAccessible(page) {
  await page.$$eval('details', all => all.forEach(each => each.open = true));
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}));
  assert.deepEqual(violations.map(({id, impact, nodes}) => ({id, impact, at: nodes.slice(0, 3).map(node => node.html)})), []);
}

// The HTML report in a real browser.
import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {assertAccessible, narrow, open as openFile, overflow, splitWords, wide} from './browser.mjs';
import {reports} from './reports.mjs';

const open = (folder, options, use) => openFile(join(folder, 'report.html'), options, use);

for (const {name, folder} of reports) {
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const count = verdict => report.clauses.filter(clause => clause.verdict === verdict).length;

  test(`${name}: landmarks, headings and pictures have their roles and names`, () => open(folder, {viewport: wide}, async page => {
    for (const role of ['banner', 'main', 'contentinfo']) assert.equal(await page.getByRole(role).count(), 1, role);
    assert.equal(await page.getByRole('navigation', {name: 'Contents'}).count(), 1);
    assert.equal(await page.getByRole('heading', {level: 1}).count(), 1);
    const levels = await page.$$eval('h1, h2, h3, h4', all => all.map(heading => Number(heading.tagName[1])));
    levels.reduce((above, level) => (assert.ok(level <= above + 1, `h${level} below h${above}`), level), 0);
    assert.equal(await page.getByRole('img', {name: /^Outcomes: /}).count(), 1);
    assert.equal(await page.getByRole('img', {name: /^Latency of /}).count(), 1);
    assert.equal(await page.locator('.clause').count(), report.clauses.length);
  }));

  test(`${name}: the page says the verdict first`, () => open(folder, {viewport: wide}, async page => {
    const words = (await page.getByRole('heading', {level: 1}).innerText()).replace(/^\W+/, '').trim();
    assert.equal(words.toUpperCase().replaceAll(' ', '_'), report.verdict);
  }));

  for (const [size, viewport] of Object.entries({wide, narrow}))
    test(`${name}: text fits a ${size} screen, folded and unfolded`, () => open(folder, {viewport}, async page => {
      assert.deepEqual(await overflow(page), []);
      await page.$$eval('details', all => all.forEach(each => each.open = true));
      assert.deepEqual(await overflow(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
    }));

  for (const width of [1280, 768, 360])
    test(`${name}: no verdict, tile or tag is split inside a word or cut off, ${width} wide`, () => open(folder, {viewport: {width, height: 900}}, async page => {
      assert.deepEqual(await splitWords(page, 'h1, .tag, .tiles b, .tiles span, .level'), []);
      const cut = await page.$$eval('.tiles b', all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.innerText));
      assert.deepEqual(cut, []);
    }));

  for (const [colorScheme, viewport] of [['light', wide], ['dark', wide], ['light', narrow]])
    test(`${name}: axe finds nothing serious in ${colorScheme} colours, ${viewport.width} wide`, () =>
      open(folder, {viewport, colorScheme}, assertAccessible));

  test(`${name}: the filter shows the chosen outcome and no other, by keyboard too`, () => open(folder, {viewport: wide}, async page => {
    const visible = () => page.locator('.clause:visible').count();
    assert.equal(await visible(), report.clauses.length);
    const choices = page.getByRole('group', {name: 'Show'}).getByRole('radio');
    for (let i = 1; i < await choices.count(); ++i) {
      const choice = choices.nth(i);
      const verdict = (await choice.evaluate(input => input.labels[0].innerText)).split(' ')[0];
      await choice.check();
      assert.equal(await visible(), count(verdict), verdict);
    }
    await choices.first().focus();
    await page.keyboard.press('Space');
    assert.equal(await visible(), report.clauses.length);
    await page.keyboard.press('ArrowRight');
    assert.ok(await visible() < report.clauses.length);
  }));

  test(`${name}: a clause opens by keyboard and shows its law`, () => open(folder, {viewport: wide}, async page => {
    const id = await page.locator('.clause:not([open])').first().getAttribute('id');
    const clause = page.locator('#' + id);
    await clause.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    assert.ok(await clause.getByText('Law', {exact: true}).isVisible());
  }));

  test(`${name}: every link leads to something on the page`, () => open(folder, {viewport: wide}, async page => {
    const dead = await page.$$eval('a', all => all.map(link => link.getAttribute('href')).filter(href => !href.startsWith('#') || !document.getElementById(href.slice(1))));
    assert.deepEqual(dead, []);
    const ids = await page.$$eval('[id]', all => all.map(element => element.id));
    assert.equal(new Set(ids).size, ids.length);
  }));

  test(`${name}: it prints on A4 with what is broken unfolded`, () => open(folder, {viewport: wide}, async page => {
    await page.emulateMedia({media: 'print'});
    await page.setViewportSize({width: 700, height: 990});
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 700);
    assert.ok((await page.pdf({preferCSSPageSize: true})).length > 1000);
  }));

  test(`${name}: it is below 500 KB and there in under a second`, () => open(folder, {viewport: wide}, async page => {
    assert.ok(statSync(join(folder, 'report.html')).size < 500_000);
    const loaded = await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
    assert.ok(loaded < 1000, `${loaded} ms`);
  }));
}

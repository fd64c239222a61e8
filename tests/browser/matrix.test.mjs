// The page of vendors by clauses in a real browser.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assertAccessible, narrow, open, overflow, splitWords, wide} from './browser.mjs';
import {matrices} from './reports.mjs';

for (const {name, file, linksLive} of matrices) {
  for (const viewport of [wide, narrow]) {
    test(`${name}: text fits a screen ${viewport.width} wide, the table scrolls within it`, () => open(file, {viewport}, async page => {
      assert.deepEqual(await overflow(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
    }));
    test(`${name}: no verdict, clause or vendor is split inside a word, ${viewport.width} wide`, () => open(file, {viewport}, async page => {
      assert.deepEqual(await splitWords(page, 'td a, td b, td > span, tbody th b, thead th'), []);
    }));
    for (const colorScheme of ['light', 'dark'])
      test(`${name}: axe finds nothing serious in ${colorScheme} colours, ${viewport.width} wide`, () =>
        open(file, {viewport, colorScheme}, assertAccessible));
  }

  test(`${name}: one heading, one table whose heads are named, and a cell a report`, () => open(file, {viewport: wide}, async page => {
    assert.equal(await page.getByRole('heading', {level: 1}).count(), 1);
    assert.equal(await page.getByRole('region', {name: /^Verdicts/}).getByRole('table').count(), 1);
    const columns = await page.getByRole('columnheader').count();
    assert.ok(columns >= 3);
    const cells = await page.$$eval('tbody tr', rows => rows.map(row => row.cells.length));
    assert.deepEqual([...new Set(cells)], [columns]);
  }));

  test(`${name}: NA and UNTESTED differ in colour, in light and dark`, async () => {
    for (const colorScheme of ['light', 'dark'])
      await open(file, {viewport: wide, colorScheme}, async page => {
        const colours = await page.evaluate(() => ['NA', 'UNTESTED'].map(name => {
          const cell = document.querySelector('tbody td:last-child').cloneNode();
          cell.className = name;
          document.querySelector('tbody tr').append(cell);
          return getComputedStyle(cell).color;
        }));
        assert.notEqual(colours[0], colours[1]);
      });
  });

  test(`${name}: it prints on A4 across, words whole`, () => open(file, {viewport: wide}, async page => {
    await page.emulateMedia({media: 'print'});
    await page.setViewportSize({width: 1030, height: 700});
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1030);
    assert.deepEqual(await splitWords(page, 'td a, td b, td > span, tbody th b, thead th'), []);
  }));

  test(`${name}: the filter leaves the clauses on which verdicts differ`, () => open(file, {viewport: wide}, async page => {
    const rows = () => page.locator('tbody tr:visible').count();
    const all = await rows();
    const same = await page.locator('tbody tr.same').count();
    assert.ok(same > 0);
    await page.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    assert.equal(await rows(), all - same);
  }));

  if (linksLive)
    test(`${name}: a verdict leads to its clause on the page of its report`, async () => {
      let target;
      await open(file, {viewport: wide}, async page => {
        target = await page.getByRole('link', {name: 'FAIL', exact: true}).first().evaluate(link => link.href);
      });
      const [path, id] = target.replace('file://', '').split('#');
      await open(path, {viewport: wide}, async page => assert.equal(await page.locator('#' + id).count(), 1));
    });
}

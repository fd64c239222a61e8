// The reports under test: the approved ones, and those of a real run when the program was built.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.ASSAY ?? join(root, 'build/dev/assay');

function realReport(...lie) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-browser-'));
  const formats = 'json,html,junit,sarif,ctrf,markdown,badge';
  try {
    execFileSync(program, ['check', ...lie, '--seed', '7', '--report', formats, '--report-dir', folder], {cwd: root, stdio: 'ignore'});
  } catch (error) {
    if (error.status !== 1) throw error;  // 1: the mock lied, and the program said so
  }
  return folder;
}

function lintOfOurDocument() {
  try {
    return execFileSync(program, ['lint', join(root, 'contracts/slate.openapi.yaml'), '--format', 'sarif'], {cwd: root, encoding: 'utf8'});
  } catch (error) {
    return error.stdout;  // exit code 1: the document has defects
  }
}

export const lintAsSarif = existsSync(program) ? lintOfOurDocument() : '';

const approved = join(root, 'fixtures/reports');

// matrix.html over these folders, where it can be made.
function matrixOf(...folders) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-matrix-'));
  execFileSync(program, ['report', 'merge', ...folders.map(each => join(each, 'report.json')), '--report', 'html', '--report-dir', folder], {cwd: root, stdio: 'ignore'});
  return {name: 'a real matrix', file: join(folder, 'matrix.html'), linksLive: true};
}

export const matrices = [{name: 'the approved matrix', file: join(approved, 'matrix.html')}];
export const reports = [{name: 'the approved report', folder: approved}];
if (existsSync(program)) {
  reports.push({name: 'a real report of a lie', folder: realReport('--deviation', 'same-secret-again')});
  reports.push({name: 'a real report without a failure', folder: realReport()});
  matrices.push(matrixOf(reports[1].folder, reports[2].folder));
} else {
  console.log(`only the approved reports are tested: there is no ${program}`);
}

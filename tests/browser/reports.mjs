// The reports under test: the approved ones, and those of a real run when the program was built.
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, writeFileSync} from 'node:fs';
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

// A server in a process of its own, and its address, which it prints.
function startServer(command, args) {
  const server = spawn(command, args, {cwd: root, stdio: ['ignore', 'pipe', 'ignore']});
  return new Promise((resolve, reject) => {
    server.on('exit', code => reject(new Error(`${args[0]} ended with ${code}`)));
    server.stdout.on('data', text => {
      const url = /http:\/\/\S+/.exec(String(text));
      if (!url) return;
      server.removeAllListeners('exit');
      resolve({server, url: url[0]});
    });
  });
}

// A report about another API than Slate's, whose policy names a reading.
async function foreignReport() {
  const vendor = 'fixtures/vendors/openai-like';
  const {server, url} = await startServer(process.execPath, ['fixtures/vendors/vendor.mjs', 'openai-like', 'repeat']);
  try {
    return realReport(url, '--document', `${vendor}/openapi.yaml`, '--policy', `${vendor}/policy.yaml`, '--rotate', '--id', 'we_1');
  } finally {
    server.kill();
  }
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

// The same of one run, in which nobody answers at the second address.
async function matrixOfOneDown() {
  const folder = mkdtempSync(join(tmpdir(), 'assay-down-'));
  const {server: mock, url} = await startServer(program, ['mock', '--port', '0', '--no-admin', '--log', 'off']);
  try {
    const targets = [`  - {name: good, url: "${url}", vendor: Acme Example Corporation}`,
                     '  - {name: down, url: "http://127.0.0.1:1", vendor: Downtown Secrets Ltd.}',
                     `  - {name: astray, url: "${url}/v9"}`];
    writeFileSync(join(folder, 'targets.yaml'), 'targets:\n' + targets.join('\n') + '\n');
    execFileSync(program, ['check', '--targets', join(folder, 'targets.yaml'), '--report-dir', folder], {cwd: root, stdio: 'ignore'});
  } catch (error) {
    if (error.status !== 3) throw error;  // 3: one could not be reached
  } finally {
    mock.kill();
  }
  return {name: 'a matrix with a vendor that is down', file: join(folder, 'matrix.html')};
}

export const matrices = [{name: 'the approved matrix', file: join(approved, 'matrix.html')}];
export const reports = [{name: 'the approved report', folder: approved}];
if (existsSync(program)) {
  reports.push({name: 'a real report of a lie', folder: realReport('--deviation', 'same-secret-again')});
  reports.push({name: 'a real report without a failure', folder: realReport()});
  reports.push({name: 'a real report about another API', folder: await foreignReport()});
  matrices.push(matrixOf(reports[1].folder, reports[2].folder), await matrixOfOneDown());
} else {
  console.log(`only the approved reports are tested: there is no ${program}`);
}

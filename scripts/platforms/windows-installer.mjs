// Compiles what Mayfly adds to the installer as electron-builder does, warnings as errors, and runs it in Wine. Programs that note how they are
// called stand in the place of powershell and netsh there.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run, tail } from '../setup/run-command.mjs';

const LIMIT_MS = 60_000;
const HEAD = 'Name Mayfly\nRequestExecutionLevel user\nSilentInstall silent\nInstallDir "C:\\Mayfly"\n';

/** As electron-builder's script: with LogicLib, and these two names. */
const installer = (macro, isUpdate) => `!include LogicLib.nsh
!define APP_EXECUTABLE_FILENAME "Mayfly.exe"
!define isUpdated \`"" isUpdated ""\`
!macro _isUpdated _a _b _then _else
  StrCmp ${isUpdate} true \`\${_then}\` \`\${_else}\`
!macroend
!include "${resolve('resources/windows/share-with-mayfly.nsh')}"
Section\n!insertmacro ${macro}\nSectionEnd`;

const recorder = (exitCode) => `Section
  FileOpen $0 "C:\\asked.txt" a\nFileSeek $0 0 END\nFileWrite $0 "$CMDLINE$\\n"\nFileClose $0
  SetErrorLevel ${exitCode}\nSectionEnd`;

/** Counts as one test. `prefix`: of this Wine; `folder`: for what is made. */
export async function installInWine(wine, prefix, folder) {
  const disk = join(prefix, 'drive_c');
  const system = join(disk, 'windows', 'system32');
  const note = join(disk, 'asked.txt');
  const make = async (script, out) => {
    writeFileSync(join(folder, 'nsi'), `${HEAD}OutFile "${out}"\n${script}`);
    const args = ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', '-XTarget amd64-unicode', join(folder, 'nsi')];
    const { code, stdout, stderr } = await run('makensis', args, { timeoutMs: LIMIT_MS });
    if (code !== 0) throw new Error(`makensis: ${tail(stdout + stderr, 10)}`);
  };
  /** The calls of both programs meanwhile; powershell ends with this exit code. */
  const asked = async (macro, isUpdate, exitCode = 0) => {
    await make(recorder(exitCode), join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe'));
    await make(recorder(0), join(system, 'netsh.exe'));
    const program = join(folder, `${macro}-${isUpdate}-${exitCode}.exe`);
    await make(installer(macro, isUpdate), program);
    rmSync(note, { force: true });
    const files = { stdout: join(folder, 'out'), stderr: join(folder, 'err') };
    // Else Wine starts its own netsh.
    const env = { WINEDLLOVERRIDES: 'mscoree,mshtml=;netsh.exe=n' };
    const code = await wine.start(program, [], { ...files, env, timeoutMs: LIMIT_MS }).ended;
    return code === 0 ? (existsSync(note) ? readFileSync(note, 'latin1') : '') : `exit code ${code}`;
  };
  const rule = 'netsh.exe" advfirewall firewall delete rule name=all program="C:\\Mayfly\\Mayfly.exe"';
  const isRight = {
    'an installation asks nothing': async () => (await asked('customInstall', false)) === '',
    'an update asks nothing': async () => (await asked('customUnInstall', true)) === '',
    'without a rule none is removed': async () =>
      /^.*Mayfly\.exe'.*\s*$/.test(await asked('customUnInstall', false, 1)),
    'the rule is removed': async () => (await asked('customUnInstall', false)).includes(rule),
  };
  const failures = [];
  for (const [test, check] of Object.entries(isRight)) {
    const reason = await check().then(
      (holds) => (holds ? '' : 'it does not hold'),
      (error) => error.message,
    );
    if (reason !== '') failures.push({ test: `the installer: ${test}`, reason });
  }
  return { passed: 4 - failures.length, failed: failures.length, skipped: 0, failures };
}

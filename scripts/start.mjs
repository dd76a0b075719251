// `npm start`: the window where there is a display, else the main job in the terminal; with arguments the command line.
import { join } from 'node:path';
import { resolveElectron } from './electron-runtime.mjs';
import { hasDisplay } from './setup/display.mjs';
import { projectFolder } from './setup/project-folder.mjs';
import { runMain, say } from './setup/progress.mjs';
import { follow } from './setup/run-command.mjs';
import { sandboxFlags } from './setup/sandbox.mjs';
import { setUpToStart } from './setup/set-up.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  const withWindow = args.length === 0 && hasDisplay();
  await setUpToStart({ withWindow });
  if (withWindow) return follow(resolveElectron().executable, [...sandboxFlags, projectFolder], { cwd: projectFolder });
  if (args.length > 0) return runCommandLine(args, process.env.INIT_CWD ?? process.cwd());
  say('no display here, so no window. Sharing README.md from the terminal instead; Ctrl-C ends it.');
  return runCommandLine(['share', 'README.md'], projectFolder);
});

/** Runs the built command line in the user's working directory, so that relative paths resolve there. */
function runCommandLine(args, cwd) {
  return follow(process.execPath, [join(projectFolder, 'out/main/cli.cjs'), ...args], { cwd });
}

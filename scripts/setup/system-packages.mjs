// Finds missing Linux libraries and programs, and installs them on Debian or Ubuntu, as root or with MAYFLY_SUDO=1.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { aptCommand, choosePackages, installPackages, mayInstall } from './apt.mjs';
import { findBrowser } from './browser.mjs';
import { projectFolder } from './project-folder.mjs';
import { say } from './progress.mjs';
import { findOnPath, run } from './run-command.mjs';

// The packages of each library and program. Where names differ between releases the newer comes first: Debian 13 and
// Ubuntu 24.04 renamed libraries to ...t64.
const LIBRARIES = [
  { needs: /^libgtk-3\.|^libgdk-3\./, packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { needs: /^lib(nss3|nssutil3|smime3|nspr4|plc4|plds4)\./, packages: ['libnss3'] },
  { needs: /^libasound\./, packages: ['libasound2t64', 'libasound2'] },
  { needs: /^libgbm\./, packages: ['libgbm1'] },
  { needs: /^libdrm\./, packages: ['libdrm2'] },
  { needs: /^libcups\./, packages: ['libcups2t64', 'libcups2'] },
  { needs: /^libatk-bridge-2/, packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { needs: /^libatspi\./, packages: ['libatspi2.0-0t64', 'libatspi2.0-0'] },
  { needs: /^libxkbcommon\./, packages: ['libxkbcommon0'] },
  { needs: /^libnotify\./, packages: ['libnotify4'] },
  { needs: /^libsecret-1/, packages: ['libsecret-1-0'] },
];
const TEST_PROGRAMS = [
  { command: 'xvfb-run', packages: ['xvfb'] },
  { command: 'xauth', packages: ['xauth'] },
  { command: 'dbus-run-session', packages: ['dbus-daemon', 'dbus'] },
  { command: 'dbus-send', packages: ['dbus-bin', 'dbus'] },
  { command: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
  { command: 'secret-tool', packages: ['libsecret-tools'] }, // reads the keychain behind the app's back
  { command: 'scrot', packages: ['scrot'] }, // takes screenshots where there is no portal
  { command: 'xdotool', packages: ['xdotool'] }, // presses keys as a keyboard does
  { command: 'xclip', packages: ['xclip'] }, // selects and pastes as another program
  { command: 'xfwm4', packages: ['xfwm4'] }, // manages the windows of a desktop
  { command: 'xwininfo', packages: ['x11-utils'] }, // says where the display has a window; `xprop` comes with it
  { command: 'desktop-file-validate', packages: ['desktop-file-utils'] }, // checks the menu entry of the packages
  { command: 'gio', packages: ['libglib2.0-bin'] }, // starts desktop entries as desktops do
  { command: 'faketime', packages: ['faketime'] }, // gives a program a wrong clock
  { command: 'zsh', packages: ['zsh'] }, // completes commands as its users see them
  { command: 'fish', packages: ['fish'] },
  { command: 'man', packages: ['man-db'] }, // judges the man page
  { command: 'mandoc', packages: ['mandoc'] }, // does so more strictly
  { command: 'appstreamcli', packages: ['appstream'] }, // checks what software centres show
  { command: 'gpg', packages: ['gpg', 'gnupg'] }, // signs an apt repository
  { command: 'python3', packages: ['python3-minimal', 'python3'] }, // runs the examples of docs/api.md
  { command: 'curl', packages: ['curl'] },
  { command: 'age', packages: ['age'] }, // opens encrypted files as a recipient does without the page
  { command: 'ip', packages: ['iproute2'] }, // makes a network of namespaces
  { command: 'nft', packages: ['nftables'] }, // is the firewall in it
  { command: 'pdftotext', packages: ['poppler-utils'] }, // reads what a page prints
  { command: 'strace', packages: ['strace'] }, // makes the kernel answer EIO and ENOSPC
];
// Opened by name at run time, so the linker does not list it.
const OPENED_LATE = 'libnotify.so.4';
const FONTS = ['fonts-dejavu-core'];
const KOREAN_FONTS = ['fonts-nanum'];

/**
 * Makes sure that `executable` (an Electron) finds its libraries and, with `forTests`, that the programs of the private
 * desktop are there. Where it may (`mayInstall`) and there is apt it installs missing packages; otherwise it prints the command and goes on.
 */
export async function ensureSystemPackages(executable, { forTests }) {
  if (process.platform !== 'linux') return;
  const missing = await findMissing(executable, forTests);
  if (missing.length === 0) return;
  const list = missing.map(({ what }) => what).join(', ');
  if (findOnPath(['apt-get']) === undefined) {
    say(`missing on this system: ${list}. Please install them; going on without for now.`);
  } else if (mayInstall()) {
    await installPackages(missing.map(({ packages }) => packages));
    const still = await findMissing(executable, forTests);
    if (still.length > 0) say(`still missing: ${still.map(({ what }) => what).join(', ')}. Going on without.`);
  } else {
    const { names } = await choosePackages(missing.map(({ packages }) => packages));
    say(`missing on this system: ${list}. Going on without for now; this installs them:\n\n    ${aptCommand(names)}\n`);
  }
}

/** For screenshots in Korean: without a font its letters are empty boxes. */
export async function ensureKoreanFont() {
  if (process.platform !== 'linux') return;
  const { stdout } = await run('fc-list', [':lang=ko']);
  if (stdout.trim() !== '') return;
  if (mayInstall() && findOnPath(['apt-get']) !== undefined) await installPackages([KOREAN_FONTS]);
  else
    say(
      `no font here has Korean letters: pictures of them will be empty. This installs one:\n\n    ${aptCommand(KOREAN_FONTS)}\n`,
    );
}

async function findMissing(executable, forTests) {
  const keychain = join(projectFolder, 'node_modules/keytar/prebuilds', `linux-${process.arch}`);
  const natives = existsSync(keychain) ? readdirSync(keychain).map((name) => join(keychain, name)) : [];
  const sonames = new Set();
  for (const file of [executable, ...natives.filter((path) => path.endsWith('.node'))]) {
    const { stdout } = await run('ldd', [file]);
    for (const [, soname] of stdout.matchAll(/^\s*(\S+) => not found/gm)) sonames.add(soname);
  }
  const known = await run('/sbin/ldconfig', ['-p']);
  if (known.code === 0 && !known.stdout.includes(OPENED_LATE)) sonames.add(OPENED_LATE);
  const programs = forTests ? TEST_PROGRAMS.filter(({ command }) => findOnPath([command]) === undefined) : [];
  const browserMissing = forTests && (await findBrowser()) === undefined;
  return [
    ...[...sonames].map((what) => ({
      what,
      packages: LIBRARIES.find(({ needs }) => needs.test(what))?.packages ?? [],
    })),
    ...programs.map(({ command, packages }) => ({ what: command, packages })),
    ...(browserMissing ? [{ what: 'chromium', packages: ['chromium'] }] : []),
    ...(existsSync('/usr/share/fonts') ? [] : [{ what: 'any font', packages: FONTS }]),
  ];
}

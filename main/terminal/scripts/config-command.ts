// `mayfly config`: the settings of the profile that are defaults of options. The window has the same ones: there is no second place for them.
import { words } from '../../../resources/words/messages';
import { defaultAmong } from '../../core/model/connection';
import { parseLifetime } from '../../core/model/expiry';
import { linkForms, type PageHabit } from '../../core/model/settings';
import { mostAtOnce } from '../../core/model/upload';
import type { App } from '../../core/app/app';
import { oneOf, usage } from '../arguments/options';
import { parseRate } from '../arguments/parse-rate';
import { makeDefaultNamed } from '../commands/connection-list-commands';
import { table } from '../output/format';
import { jsonLine, type Terminal } from '../output/output';
import type { ConfigCommand, ConfigKey } from './config-keys';

/** A default: how it is read, as `set` takes it, and how it is changed. `set` raises `bad-request` and what saving it raises. */
interface Default {
  readonly get: (app: App) => string | number | boolean;
  readonly set: (text: string, app: App) => void;
}

const habits: readonly PageHabit[] = ['several', 'always', 'never'];
const target = (app: App) => {
  const { connections, settings } = app.store.get();
  return defaultAmong(connections, settings.defaultConnectionId);
};

function readParallel(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > mostAtOnce)
    throw usage('--parallel takes a number from 1 to 128');
  return count;
}

const defaults: Readonly<Record<ConfigKey, Default>> = {
  connection: {
    get: (app) => target(app)?.name ?? '',
    set: (name, app) => void makeDefaultNamed(name, app),
  },
  expires: {
    // That of the default connection comes first, as for `share`.
    get: (app) => target(app)?.defaultExpirySeconds ?? app.store.get().settings.expirySeconds,
    set: (text, app) => app.chooseLifetime(parseLifetime(text)),
  },
  page: {
    get: (app) => app.store.get().settings.pages,
    set: (text, app) => app.saveSettings({ pages: oneOf('page', habits, text) }),
  },
  inline: {
    get: (app) => app.store.get().settings.opensInBrowser,
    set: (text, app) => app.saveSettings({ opensInBrowser: oneOf('inline', ['true', 'false'], text) === 'true' }),
  },
  form: {
    get: (app) => app.store.get().settings.linkForm,
    set: (text, app) => app.saveSettings({ linkForm: oneOf('form', linkForms, text) }),
  },
  limit: {
    get: (app) => rateText(app.store.get().settings.bandwidthBytesPerSecond),
    set: (text, app) => app.saveSettings({ bandwidthBytesPerSecond: parseRate(text) }),
  },
  parallel: {
    get: (app) => app.store.get().settings.parallel,
    set: (text, app) => app.saveSettings({ parallel: readParallel(text) }),
  },
};

/** As `--limit` reads it: a number alone counts KiB. */
const rateText = (bytesPerSecond: number): string => (bytesPerSecond === 0 ? '0' : `${bytesPerSecond}B`);

const keys = Object.keys(defaults) as ConfigKey[];

/** Prints one value, or all. Raises what setting raises. */
export function runConfig(command: ConfigCommand, app: App, terminal: Terminal): number {
  if (command.kind === 'config-set') defaults[command.key].set(command.value, app);
  const shown = command.kind === 'config-list' ? keys : [command.key];
  const values = shown.map((key) => [key, defaults[key].get(app)] as const);
  if (command.json) terminal.print(jsonLine(Object.fromEntries(values)));
  else if (command.kind === 'config-get') terminal.print(String(values[0]?.[1] ?? ''));
  else terminal.print(table(values.map(([key, value]) => [key, String(value), words.terminal.scripts.config[key]])));
  return 0;
}

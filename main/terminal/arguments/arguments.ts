// What was typed becomes one command with checked options, or a usage failure that says what is wrong.
import type { Failure } from '../../core/model/failure';
import type { Command, Common } from './command';
import { readBucket, readConnections } from './connection-arguments';
import { readHistory } from './history-arguments';
import { allow, none, parse, usage } from './options';
import { limitOptions, readLimits, readLink, readShare } from './share-arguments';

/** Reads the arguments after the program's name. Raises `bad-request` and `expiry-out-of-range`. */
export function readArguments(args: readonly string[]): Command {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw misread(error);
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [first, second, ...others] = positionals;
  const common: Common = { json: values.json, profileDir: values['profile-dir'] };
  // An empty variable of a script must not become the folder one happens to be in.
  if (common.profileDir === '') throw usage('--profile-dir needs a folder');
  if (values['remove-my-data']) {
    allow(values, ['remove-my-data', 'yes']);
    none(positionals);
    return { kind: 'remove-my-data', yes: values.yes, ...common };
  }
  if (first === undefined) throw usage('a command is missing');
  switch (first) {
    case 'share':
      return readShare(positionals.slice(1), values, common);
    case 'link':
      return readLink(positionals.slice(1), values, common);
    case 'list':
    case 'show':
    case 'copy':
    case 'extend':
    case 'keep':
    case 'revoke':
    case 'forget':
      return readHistory(first, positionals.slice(1), values, common);
    case 'uploads':
      allow(values, []);
      none(positionals.slice(1));
      return { kind: 'uploads', ...common };
    case 'resume':
      allow(values, [...limitOptions, 'quiet']);
      return { kind: 'resume', ids: positionals.slice(1), limits: readLimits(values), quiet: values.quiet, ...common };
    case 'cancel':
      allow(values, []);
      none(positionals.slice(2));
      if (second === undefined) throw usage('the ID of the upload is missing');
      return { kind: 'cancel', uploadId: second, ...common };
    case 'sweep':
      allow(values, ['yes']);
      none(positionals.slice(1));
      return { kind: 'sweep', yes: values.yes, ...common };
    case 'connections':
      return readConnections(second, others, values, common);
    case 'bucket':
      return readBucket(second, others, values, common);
    default:
      throw usage('there is no command “{{name}}”', { name: first });
  }
}

/** What `node:util` says in its own words of an option, in ours. */
function misread(error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  const option = /'(?:-\w, )?(--?[^' ]+)/.exec(message)?.[1];
  if (option === undefined) return usage('the options are wrong');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return usage('there is no option {{option}}', { option });
  return message.includes('does not take')
    ? usage('{{option}} takes no value', { option })
    : usage('{{option}} needs a value', { option });
}

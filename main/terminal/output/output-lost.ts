// What becomes of a command whose output could not be written; loaded for it alone.
import { Failure } from '../../core/model/failure';
import type { Command } from '../arguments/command';
import type { Terminal } from './output';

const onlyTell: ReadonlySet<Command['kind']> = new Set<Command['kind']>([
  'help',
  'version',
  'completion',
  'list',
  'show',
  'requests',
  'doors',
  'uploads',
  'config-list',
  'config-get',
  'connections-list',
  'connections-providers',
  'connections-policy',
  'policy',
]);

function onlyTells(command: Command): boolean {
  if (command.kind === 'get') return command.list;
  if (command.kind === 'nearby') return command.list || command.received;
  if (command.kind === 'mcp') return command.action === 'list' || command.action === 'calls';
  if (command.kind === 'sweep') return !command.yes;
  return onlyTell.has(command.kind);
}

/**
 * `undefined` where nothing is lost: a reader who leaves a command that only tells something has read as much as they wanted (`mayfly list | head
 * -1`). `command`: absent where the arguments could not be read.
 */
export function outputLost({ lost }: Pick<Terminal, 'lost'>, command: Command | undefined): Failure | undefined {
  const { code } = lost.reason as NodeJS.ErrnoException;
  if (code === 'EPIPE') {
    const isEnough = command !== undefined && onlyTells(command);
    return isEnough ? undefined : new Failure('output-lost', { reason: 'nobody reads it any more' }, lost.reason);
  }
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return new Failure('output-lost', isFull ? { reason: 'there is no space left' } : {}, lost.reason);
}

// Reads secrets from standard input; a terminal does not echo them.
import { words } from '../../../resources/words/messages';
import { Writable } from 'node:stream';
import { checkPassword } from '../../core/encryption/rules/passphrase';
import { longestPaste } from '../../core/credentials/rules/pasted-credentials';
import { Failure } from '../../core/model/failure';
import type { Terminal } from './output';

/** One line per prompt from standard input. Raises `bad-request` when a line is missing. */
export async function readLines(prompts: readonly string[], terminal: Terminal): Promise<readonly string[]> {
  const lines: string[] = [];
  const ask = () => {
    if (process.stdin.isTTY) terminal.prompt(prompts[lines.length] ?? '');
  };
  ask();
  for await (const line of await openLines()) {
    lines.push(line.trim());
    if (lines.length === prompts.length) break;
    ask();
  }
  done(terminal);
  if (lines.length < prompts.length || lines.includes('')) {
    throw new Failure('bad-request', {
      reason: 'the secret access key (and token) are expected on standard input, a line each',
    });
  }
  return lines;
}

/** One line, as it is: white space is part of a password. Raises `bad-request` for one that is empty or too long. */
export async function readPassword(terminal: Terminal): Promise<string> {
  return checkPassword(await firstLine(terminal, words.terminal.passwordPrompt));
}

/** Empty where standard input has none. */
async function firstLine(terminal: Terminal, prompt: string): Promise<string> {
  if (process.stdin.isTTY) terminal.prompt(`${prompt} `);
  let first = '';
  for await (const line of await openLines()) {
    first = line;
    break;
  }
  done(terminal);
  return first;
}

/** One line. Raises `bad-request` where there is none. */
export async function readPin(terminal: Terminal): Promise<string> {
  const pin = (await firstLine(terminal, words.terminal.nearby.pin)).trim();
  if (pin === '') throw new Failure('bad-request', { reason: 'no PIN was typed' });
  return pin;
}

/** One line. Raises `bad-request` where there is none. */
export async function readLink(terminal: Terminal): Promise<string> {
  const link = (await firstLine(terminal, words.terminal.hints.linkPrompt)).trim();
  if (link === '') throw new Failure('bad-request', { reason: 'the link is expected on standard input' });
  return link;
}

/** All of standard input, until its end. */
export async function readPaste(terminal: Terminal): Promise<string> {
  if (process.stdin.isTTY) terminal.prompt(`${words.terminal.connections.pastePrompt} `);
  let text = '';
  for await (const line of await openLines()) {
    text += `${line}\n`;
    if (text.length > longestPaste) break;
  }
  done(terminal);
  return text;
}

/** Leaving the loop closes the reader. */
async function openLines() {
  const { createInterface } = await import('node:readline');
  const silent = new Writable({ write: (_chunk, _encoding, written) => written() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  // Ctrl-C ends the command as everywhere, and not the input alone.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  return lines;
}

function done(terminal: Terminal): void {
  process.stdin.unref?.();
  terminal.prompt('');
}

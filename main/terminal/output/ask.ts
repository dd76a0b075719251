// A question on the terminal.
import { createInterface } from 'node:readline/promises';

/** What is typed, without white space around it; empty where the input ends. Ctrl-C ends the command as everywhere. */
export function ask(question: string): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  asking.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  return new Promise((resolve) => {
    const end = (typed: string) => {
      process.stdin.off('close', none);
      asking.close();
      resolve(typed.trim());
    };
    const none = () => end('');
    // Of a terminal that is closed no answer comes, and an error only where its mode cannot be put back.
    process.stdin.on('close', none);
    asking.on('error', () => resolve(''));
    asking.question(question).then(end, none);
  });
}

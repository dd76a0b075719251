// Keeps V8 from optimising a command that sends many files, or a large one.
import { nodeModule } from '../adapters/files/node-modules';
import type { App } from '../core/app/app';

/** A command of fewer and smaller files is over before V8 optimises anything. */
const manyFiles = 20;
/** The system sends it; optimising the rest takes 5 MiB of memory. */
const largeBytes = 1_073_741_824;

/**
 * From the first sent byte of many files, or of a large one, on V8 optimises nothing: the command is over before optimised code has paid for the
 * processor time and the memory that compiling it takes. Not earlier: V8 refuses code caches, Node's own among them, that were made with other flags. Gives
 * the function that undoes it.
 */
export function withoutOptimising(app: App): () => void {
  let without = false;
  const end = app.store.subscribe(['uploads'], ({ uploads }) => {
    const [first] = uploads;
    if (first === undefined || first.sentBytes === 0) return;
    if (uploads.length < manyFiles && first.sizeBytes < largeBytes) return;
    end();
    without = true;
    nodeModule('node:v8').setFlagsFromString('--no-opt');
  });
  return () => {
    end();
    if (without) nodeModule('node:v8').setFlagsFromString('--opt');
  };
}

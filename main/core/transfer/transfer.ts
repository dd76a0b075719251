// What other rooms use of this one: the engine that sends files, in this process or in one of its own.
export { bodyWorkInPlace } from './body-work-in-place';
export { createLocalEngine } from './engine';
export { abortAll } from './reconcile';

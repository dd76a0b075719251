// A code that no test provokes is a promise that nobody looked at.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureRules } from '../main/core/model/failure';

/** Where codes come from what was done, and not from a table of their words. */
const rooms = ['cli', 'core', 'desktop', 'e2e', 'faults', 'ipc', 'ports', 'shell', 'terminal'];
const wordsOnly = /(failure-words|korean)\.test\.tsx?$/;

const texts = rooms
  .flatMap((room) =>
    readdirSync(join(import.meta.dirname, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
  )
  .filter((path) => /\.tsx?$/.test(path) && !wordsOnly.test(path))
  .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'));

test.each(Object.keys(failureRules))('%s is what some test is about', (code) => {
  expect(texts.some((text) => text.includes(`'${code}'`))).toBe(true);
});

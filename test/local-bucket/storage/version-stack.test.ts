// The versions of keys against a model too simple to be wrong: a list per key, newest first. Every state also survives a restart.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Catalog, type Operation } from '../../../main/local-bucket/storage/catalog';
import { compareUtf8 } from '../../../main/local-bucket/storage/sorted-keys';
import {
  type Version,
  isDeleteMarker,
  segmentsOfVersion,
  versionsOf,
} from '../../../main/local-bucket/storage/version-stack';
import type { StoredObject } from '../../../main/local-bucket/storage/records';
import { volume } from '../../volume';

type Step =
  | { readonly type: 'put' | 'mark'; readonly key: string; readonly isNull: boolean }
  | { readonly type: 'delete' | 'tag'; readonly key: string; readonly pick: number };

const key = fc.constantFrom('a', 'b/c', 'é', '\u{1f600}');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('put', 'mark'), key, isNull: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('delete', 'tag'), key, pick: fc.nat(5) }) },
);

const object = (index: number, versionId: string | undefined): StoredObject => ({
  etag: `e${index}`,
  sizeBytes: 1,
  modifiedMs: index,
  headers: { system: {}, metadata: {} },
  segments: [{ blob: `blob${index}`, offset: 0, sizeBytes: 1 }],
  tags: [],
  versionId,
});

/** The simple truth: how one step changes one key's list. */
function change(versions: readonly Version[], { type, ...more }: Step, made: Version): readonly Version[] {
  if ('isNull' in more) return [made, ...versions.filter(({ versionId }) => versionId !== made.versionId)];
  const picked = versions[more.pick];
  if (picked === undefined || (type === 'tag' && isDeleteMarker(picked))) return versions;
  return versions.flatMap((version) => {
    if (version !== picked) return [version];
    return type === 'delete' || isDeleteMarker(version) ? [] : [{ ...version, tags: [['t', 'v']] as const }];
  });
}

function operationOf(current: Step, versions: readonly Version[], made: Version): Operation | undefined {
  const { key: name } = current;
  if ('isNull' in current) {
    if (isDeleteMarker(made)) return { type: 'put-marker', bucket: 'b', key: name, marker: made };
    return { type: 'put', bucket: 'b', key: name, object: made };
  }
  const picked = versions[current.pick];
  if (current.type === 'delete')
    return { type: 'delete', bucket: 'b', key: name, versionId: picked?.versionId ?? 'none' };
  if (picked === undefined || isDeleteMarker(picked)) return undefined;
  return { type: 'replace', bucket: 'b', key: name, object: { ...picked, tags: [['t', 'v']] } };
}

function looksLike(catalog: Catalog, model: ReadonlyMap<string, readonly Version[]>): void {
  const bucket = catalog.bucket('b');
  if (bucket === undefined) throw new Error('The bucket is gone.');
  const all = [...model].filter(([, versions]) => versions.length > 0);
  const names = (isShown: boolean) =>
    all.flatMap(([name, [newest]]) => (newest && isDeleteMarker(newest) !== isShown ? [name] : [])).sort(compareUtf8);
  expect(bucket.keys.sorted()).toEqual(names(true));
  expect(bucket.hidden.sorted()).toEqual(names(false));
  expect([...bucket.objects.keys()].sort(compareUtf8)).toEqual(names(true));
  for (const [name, versions] of model) expect(versionsOf(bucket, name)).toEqual(versions);
}

test('any sequence of puts, markers, deletions and new tags leaves what the model says, also after a restart', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const catalog = new Catalog();
      catalog.apply({ type: 'create-bucket', bucket: 'b', createdMs: 0 });
      const model = new Map<string, readonly Version[]>();
      const needed = new Map<string, number>();
      steps.forEach((current, index) => {
        const versions = model.get(current.key) ?? [];
        const versionId = 'isNull' in current && current.isNull ? undefined : `v${index}`;
        const made: Version =
          current.type === 'mark' ? { isDeleteMarker: true, versionId, modifiedMs: index } : object(index, versionId);
        // The null version is deleted without an id, as the journal has always written it.
        const asked = operationOf(current, versions, made);
        const picked = 'pick' in current ? versions[current.pick] : undefined;
        const operation: Operation | undefined =
          asked?.type === 'delete' && picked !== undefined && picked.versionId === undefined
            ? { type: 'delete', bucket: 'b', key: current.key }
            : asked;
        if (operation !== undefined) {
          const { gained, lost } = catalog.apply(operation);
          for (const { blob } of gained) needed.set(blob, (needed.get(blob) ?? 0) + 1);
          for (const { blob } of lost) needed.set(blob, (needed.get(blob) ?? 0) - 1);
        }
        model.set(current.key, change(versions, current, made));
        looksLike(catalog, model);
      });
      const alive = [...model.values()].flat().flatMap((version) => segmentsOfVersion(version));
      const counted = [...needed].flatMap(([blob, count]) => (count === 0 ? [] : [`${blob} ${count}`]));
      expect(counted.sort()).toEqual(alive.map(({ blob }) => `${blob} 1`).sort());

      const again = new Catalog();
      const snapshot = JSON.stringify([...catalog.operations()]);
      // Twice: a journal may repeat what a snapshot holds already.
      for (const operation of [...JSON.parse(snapshot), ...JSON.parse(snapshot)] as Operation[]) again.apply(operation);
      looksLike(again, new Map([...model].map(([name, versions]) => [name, JSON.parse(JSON.stringify(versions))])));
      expect(again.size).toBe(catalog.size);
    }),
    { numRuns: volume(1000) },
  );
});

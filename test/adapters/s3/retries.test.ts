// A store opened with `retries` makes three attempts at most, and none after silence; without them, as for a transfer, one.
import { describe, expect, test } from 'vitest';
import { createObjectStoreFactory } from '../../../main/adapters/s3/object-store';
import { asFailure, type FailureCode } from '../../../main/core/model/failure';
import { sampleConnection, sampleCredentials } from '../../fakes/samples';
import { answer, errorBody, startScripted, type Script } from '../../ports/scripted-server';
import { operationNames, operations, type OperationName } from '../../ports/store-operations';

/** How the operation ends, and how many requests the server saw. */
async function run(name: OperationName, script: Script, retries: boolean, silenceMs = 10_000) {
  const server = await startScripted();
  server.script = script;
  const open = createObjectStoreFactory(Date.now, { connectMs: 10_000, silenceMs });
  const store = open({ ...sampleConnection, endpoint: server.endpoint }, sampleCredentials, { retries });
  try {
    const end: FailureCode | 'done' = await operations[name](store).then(
      () => 'done',
      (error: unknown) => asFailure(error).code,
    );
    return { end, requests: server.seen.length };
  } finally {
    store.close();
    await server.close();
  }
}

const slowDown = answer(503, errorBody('SlowDown'));
/** A transfer repeats these by itself, with the parts it has. */
const single = new Set<OperationName>(['createUpload', 'putPart', 'completeUpload']);

describe.concurrent('a server that never recovers', () => {
  test.each(operationNames)('%s is asked three times at most', async (name) => {
    const { end, requests } = await run(name, slowDown, true);
    expect([end, requests]).toEqual(['throttled', single.has(name) ? 1 : 3]);
  });

  test.each(operationNames)('%s of a transfer is asked once', async (name) => {
    expect(await run(name, slowDown, false)).toEqual({ end: 'throttled', requests: 1 });
  });
});

/** Fails the first request only. */
const once = (script: Script): Script => {
  let failed = false;
  return (request, response) => {
    const next = failed ? answer(204) : script;
    failed = true;
    next(request, response);
  };
};

describe.concurrent('a request', () => {
  test.each<[string, Script]>([
    ['throttled', slowDown],
    ['server-failed', answer(500, errorBody('InternalError'))],
    ['connection-lost', (request) => request.socket.destroy()],
    ['clock-skewed', answer(403, errorBody('RequestTimeTooSkewed'))],
  ])('that ended with %s is made again', async (_code, script) => {
    const { end, requests } = await run('abortUpload', once(script), true);
    expect([end, requests]).toEqual(['done', 2]);
  });

  test('that was refused is not', async () => {
    const refusal = answer(403, errorBody('AccessDenied'));
    expect(await run('abortUpload', refusal, true)).toEqual({ end: 'access-denied', requests: 1 });
  });
});

test('silence is told at once', async () => {
  expect(await run('abortUpload', () => undefined, true, 1_000)).toEqual({ end: 'timed-out', requests: 1 });
});

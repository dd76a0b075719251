// Reads and replaces a bucket's lifecycle configuration; rules that Mayfly did not make go back verbatim.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type LifecycleRule as SdkRule,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import type { LifecycleRule } from '../../core/model/lifecycle-rule';
import type { ObjectStore } from '../../core/ports/object-store';
import { saysUnsupported } from './wire/response-errors';
import { formatLifecycle, splitRules } from './lifecycle-xml';
import type { Sdk } from './sdk';

interface Configuration {
  readonly rules: readonly LifecycleRule[];
  /** A setting beside the rules, which a new configuration would lose (S3 only). */
  readonly smallest?: TransitionDefaultMinimumObjectSize;
}

export function createLifecycle(sdk: Sdk): Pick<ObjectStore, 'lifecycleRules' | 'saveLifecycleRules'> {
  const { client, bucket: Bucket, detail, attempt } = sdk;

  const read = async (): Promise<Configuration | 'unsupported'> => {
    const command = new GetBucketLifecycleConfigurationCommand({ Bucket });
    const answer = keepBody(command);
    try {
      const { Rules = [], TransitionDefaultMinimumObjectSize: smallest } = await attempt(client.send(command));
      const given = splitRules(answer.text());
      if (given === undefined || given.length !== Rules.length) throw new Failure('not-s3', detail);
      const rules = Rules.map((rule, index) => ({ ...factsOf(rule), given: given[index] ?? '' }));
      return { rules, ...(smallest !== undefined && { smallest }) };
    } catch (error) {
      if (saysUnsupported(error)) return 'unsupported';
      if (!(error instanceof Failure && error.code === 'object-missing')) throw error;
      // S3's code for a bucket without rules; other 404s mean something else.
      if (error.detail.serverCode === 'NoSuchLifecycleConfiguration') return { rules: [] };
      throw new Failure('not-s3', error.detail, error);
    }
  };

  return {
    async lifecycleRules() {
      const found = await read();
      return found === 'unsupported' ? found : found.rules;
    },

    async saveLifecycleRules(rules) {
      // Read again, because a server without lifecycle support takes DELETE ?lifecycle for a deletion of the bucket.
      const before = await read();
      if (before === 'unsupported')
        throw new Failure('bad-request', { reason: 'this server keeps no lifecycle rules' });
      if (rules.length === 0) {
        if (before.rules.length > 0) await attempt(client.send(new DeleteBucketLifecycleCommand({ Bucket })));
        return;
      }
      const command = new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules: [] },
        ...(before.smallest !== undefined && { TransitionDefaultMinimumObjectSize: before.smallest }),
      });
      sendBody(command, formatLifecycle(rules));
      await attempt(client.send(command));
    },
  };
}

function factsOf(rule: SdkRule): Omit<LifecycleRule, 'given'> {
  const { ID = '', Status, Filter, Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  // S3's first version has the prefix outside of the filter, and some servers still answer so.
  const plain = Filter === undefined || Object.keys(Filter).every((name) => name === 'Prefix');
  const prefix = plain ? (Filter?.Prefix ?? rule.Prefix ?? '') : undefined;
  const days = Expiration?.Days;
  const oldDays = NoncurrentVersionExpiration?.NoncurrentDays;
  const abortDays = AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  return {
    id: ID,
    enabled: Status === 'Enabled',
    ...(prefix !== undefined && { prefix }),
    ...(days !== undefined && { expireAfterDays: days }),
    ...(oldDays !== undefined && { expireOldVersionsAfterDays: oldDays }),
    ...(abortDays !== undefined && { abortUploadsAfterDays: abortDays }),
  };
}

/** The innermost step of the middleware stack: between the socket and the SDK's deserialiser. */
type AnswerMiddleware = Parameters<GetBucketLifecycleConfigurationCommand['middlewareStack']['add']>[0];

/** The SDK drops unknown elements: this keeps the answer's text. */
function keepBody(command: GetBucketLifecycleConfigurationCommand): { text(): string } {
  let bytes = Buffer.alloc(0);
  const keep: AnswerMiddleware = (next) => async (args) => {
    const result = await next(args);
    const response = result.response as { body?: unknown };
    if (response.body instanceof Readable) {
      const chunks: Buffer[] = [];
      for await (const chunk of response.body) chunks.push(chunk as Buffer);
      bytes = Buffer.concat(chunks);
      response.body = Readable.from([bytes]);
    }
    return result;
  };
  command.middlewareStack.addRelativeTo(keep, {
    relation: 'after',
    toMiddleware: 'deserializerMiddleware',
    name: 'mayflyKeepBody',
  });
  return { text: () => bytes.toString('utf8') };
}

/** Replaces the body that the SDK wrote, with a Content-MD5: S3 required it before it had other checksums, and Ceph still does. */
function sendBody(command: PutBucketLifecycleConfigurationCommand, body: string): void {
  command.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as { body?: unknown; headers: Record<string, string> };
      request.body = body;
      request.headers['content-type'] = 'application/xml';
      request.headers['content-md5'] = createHash('md5').update(body).digest('base64');
      return next(args);
    },
    { step: 'build', priority: 'high', name: 'mayflySendBody' },
  );
}

// Reads and changes the cross-origin rules of a bucket; those of others go back with all that S3 knows of a rule.
import {
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  type CORSRule as SdkRule,
} from '@aws-sdk/client-s3';
import { Failure } from '../../core/model/failure';
import type { CorsRule } from '../../core/model/links/cors-rule';
import type { ObjectStore } from '../../core/ports/object-store';
import { saysUnsupported } from './wire/response-errors';
import type { Sdk } from './sdk';

export function createBucketCors({ client, bucket: Bucket, detail, attempt }: Sdk): Pick<ObjectStore, 'changeCors'> {
  const read = async (): Promise<readonly CorsRule[]> => {
    try {
      const { CORSRules = [] } = await attempt(client.send(new GetBucketCorsCommand({ Bucket })));
      // S3 keeps no configuration without a rule: this is the answer to another question, as of a list of the bucket.
      if (CORSRules.length === 0) throw new Failure('not-s3', detail);
      return CORSRules.map(fromSdk);
    } catch (error) {
      if (error instanceof Failure && error.detail.serverCode === 'NoSuchCORSConfiguration') return [];
      throw error;
    }
  };
  return {
    async changeCors(change) {
      try {
        // The read also shows that the server has CORS rules: one that has none may take the write for one of the bucket itself.
        const rules = change(await read());
        if (rules === undefined) return 'same';
        await (rules.length === 0
          ? attempt(client.send(new DeleteBucketCorsCommand({ Bucket })))
          : attempt(
              client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: rules.map(toSdk) } })),
            ));
        return 'changed';
      } catch (error) {
        if (saysUnsupported(error)) return 'unsupported';
        throw error;
      }
    },
  };
}

const fromSdk = (rule: SdkRule): CorsRule => ({
  origins: rule.AllowedOrigins ?? [],
  methods: rule.AllowedMethods ?? [],
  ...(rule.ID !== undefined && { id: rule.ID }),
  ...(rule.AllowedHeaders !== undefined && { headers: rule.AllowedHeaders }),
  ...(rule.ExposeHeaders !== undefined && { exposed: rule.ExposeHeaders }),
  ...(rule.MaxAgeSeconds !== undefined && { maxAgeSeconds: rule.MaxAgeSeconds }),
});

const toSdk = ({ id, origins, methods, headers, exposed, maxAgeSeconds }: CorsRule): SdkRule => ({
  AllowedOrigins: [...origins],
  AllowedMethods: [...methods],
  ...(id !== undefined && { ID: id }),
  ...(headers !== undefined && { AllowedHeaders: [...headers] }),
  ...(exposed !== undefined && { ExposeHeaders: [...exposed] }),
  ...(maxAgeSeconds !== undefined && { MaxAgeSeconds: maxAgeSeconds }),
});

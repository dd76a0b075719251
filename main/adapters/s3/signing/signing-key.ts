// The key of one day, region and service that SigV4 signs with, for URLs and forms.
// Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
import { createHmac } from 'node:crypto';

const inScope = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** `day`: 20260831. */
export const signingKey = (secretAccessKey: string, day: string, region: string): Buffer =>
  [region, 's3', 'aws4_request'].reduce(inScope, inScope(`AWS4${secretAccessKey}`, day));

/** 20260831T120000Z */
export const amzDate = (unixMs: number): string => new Date(unixMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');

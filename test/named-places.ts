// Buckets on other people's servers, for suites that can be given one (CONTRIBUTING.md).

export interface NamedPlace {
  readonly name: string;
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly bucket: string;
}

/** Those of `MAYFLY_TEST_S3` (`name=endpoint,accessKeyId,secret,region,bucket;...`); none when it is not set. */
export const namedPlaces: readonly NamedPlace[] = (process.env['MAYFLY_TEST_S3'] ?? '')
  .split(';')
  .filter((text) => text !== '')
  .map((named) => {
    const [name = '', place = ''] = named.split(/=(.*)/s);
    const [endpoint = '', accessKeyId = '', secretAccessKey = '', region = 'us-east-1', bucket = ''] = place.split(',');
    return { name, endpoint, accessKeyId, secretAccessKey, region, bucket };
  });

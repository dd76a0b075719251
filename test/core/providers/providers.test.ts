// A preset that is wrong sends somebody's first connection to the wrong place; each is held to what its endpoint must be.
import { describe, expect, test } from 'vitest';
import { parseEndpoint } from '../../../main/core/model/connection';
import { mostLifetimeSeconds } from '../../../main/core/model/expiry';
import { connectionFromDraft } from '../../../main/core/connections/rules/connection-draft';
import { providerWords } from '../../../main/core/providers/provider-words';
import {
  defaultAddressing,
  longestLifetimeOf,
  providerOf,
  regionOf,
  suggestedEndpoint,
} from '../../../main/core/providers/providers';
import { providers } from '../../../main/core/providers/providers-table';
import { words } from '../../../resources/words/messages';
import { gapIn, suggestedEndpoint as suggestedInWindow } from '../../../renderer/app/connections/providers';
import { providerViews } from '../../../main/ipc/connection-view';
import { usualPartLimits } from '../../../main/core/providers/multipart-limits';

const byId = (id: string) => providerOf({ provider: id, endpoint: suggestedEndpoint(preset(id), '') });
const preset = (id: string) => {
  const found = providers.find((provider) => provider.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

/** As its owner would have it, with the gaps filled. */
const places: readonly [id: string, region: string, endpoint: string, signedFor: string][] = [
  ['aws', '', 'https://s3.us-east-1.amazonaws.com', 'us-east-1'],
  ['aws', 'eu-central-1', 'https://s3.eu-central-1.amazonaws.com', 'eu-central-1'],
  ['aws', 'us-gov-west-1', 'https://s3.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ['aws', 'cn-north-1', 'https://s3.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['aws', 'eusc-de-east-1', 'https://s3.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
  ['aws', 'us-iso-east-1', 'https://s3.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
  ['aws', 'us-isob-east-1', 'https://s3.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1'],
  ['aws', 'eu-isoe-west-1', 'https://s3.eu-isoe-west-1.cloud.adc-e.uk', 'eu-isoe-west-1'],
  ['aws', 'us-isof-south-1', 'https://s3.us-isof-south-1.csp.hci.ic.gov', 'us-isof-south-1'],
  ['r2', '', 'https://0a1b2c.r2.cloudflarestorage.com', 'auto'],
  ['b2', 'us-west-004', 'https://s3.us-west-004.backblazeb2.com', 'us-west-004'],
  ['wasabi', 'eu-central-2', 'https://s3.eu-central-2.wasabisys.com', 'eu-central-2'],
  ['spaces', 'fra1', 'https://fra1.digitaloceanspaces.com', 'fra1'],
  ['gcs', '', 'https://storage.googleapis.com', 'auto'],
  ['minio', '', 'http://127.0.0.1:9000', 'us-east-1'],
  ['rustfs', '', 'http://127.0.0.1:9000', 'us-east-1'],
  ['tigris', '', 'https://t3.storage.dev', 'auto'],
  ['scaleway', 'nl-ams', 'https://s3.nl-ams.scw.cloud', 'nl-ams'],
  ['hetzner', 'hel1', 'https://hel1.your-objectstorage.com', 'hel1'],
  ['ovh', 'gra', 'https://s3.gra.io.cloud.ovh.net', 'gra'],
  ['ovh', 'eu-west-par', 'https://s3.eu-west-par.io.cloud.ovh.net', 'eu-west-par'],
  ['ovh', 'us-east-va', 'https://s3.us-east-va.io.cloud.ovh.us', 'us-east-va'],
  ['idrive', 'eu-west-4', 'https://s3.eu-west-4.idrivee2.com', 'eu-west-4'],
  ['storj', '', 'https://gateway.storjshare.io', 'us-east-1'],
  ['oracle', 'eu-frankfurt-1', 'https://0a1b2c.compat.objectstorage.eu-frankfurt-1.oraclecloud.com', 'eu-frankfurt-1'],
  ['linode', 'us-sea-9', 'https://us-sea-9.linodeobjects.com', 'us-sea-9'],
  ['vultr', 'ewr1', 'https://ewr1.vultrobjects.com', 'ewr1'],
  ['contabo', 'eu2', 'https://eu2.contabostorage.com', 'eu2'],
  ['supabase', '', 'https://0a1b2c.storage.supabase.co/storage/v1/s3', 'us-east-1'],
  ['garage', '', 'http://127.0.0.1:3900', 'garage'],
  ['seaweedfs', '', 'http://127.0.0.1:8333', 'us-east-1'],
];

describe('a preset', () => {
  test.each(places)('%s in %j is at %s and signs for %s', (id, region, endpoint, signedFor) => {
    const suggested = suggestedEndpoint(preset(id), region);
    const filled = suggested.replace(gapIn(suggested) ?? 'no gap', '0a1b2c');
    expect(filled).toBe(endpoint);
    expect(parseEndpoint(filled).url).toBe(endpoint);
    expect(regionOf(filled, '', id)).toBe(signedFor);
    expect(providerOf({ provider: id, endpoint: filled }).id).toBe(id);
    const draft = { name: '', provider: id, endpoint: filled, bucket: 'files', region: '', addressing: 'automatic' };
    expect(connectionFromDraft({ ...draft, addressing: 'automatic' }, 'c1')).toMatchObject({
      region: signedFor,
      addressing: id === 'aws' ? 'virtual-host' : 'path',
    });
  });

  const placed = new Set(places.map(([id]) => id));
  test.each(providers.filter(({ endpoints }) => endpoints.length > 0).map(({ id }) => id))('%s is held above', (id) => {
    expect(placed).toContain(id);
  });

  test.each(providers.map((provider) => [provider.id, provider] as const))('%s says what it rests on', (id, facts) => {
    expect(facts.sources.every((source) => source.startsWith('https://'))).toBe(true);
    expect(facts.sources.length > 0).toBe(id !== 'other');
    expect(facts.parts.minPartBytes).toBeLessThan(facts.parts.maxPartBytes);
    expect(facts.parts.maxParts).toBeLessThanOrEqual(usualPartLimits.maxParts);
    const { endpointHint, keysHint, limits } = providerWords(id);
    for (const sentence of [endpointHint, keysHint, ...limits]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('ids and names are there once, and every word belongs to one', () => {
    const ids = providers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(providers.map(({ label }) => label)).size).toBe(ids.length);
    expect(Object.keys(words.providers).sort()).toEqual(ids.toSorted());
  });

  test('only what ran here is called so', () => {
    expect(providers.filter(({ seen }) => seen === 'run').map(({ id }) => id)).toEqual(['ceph']);
  });

  test.each(['', 'eu-central-1', 'us-east-va', ' cn-north-1 '])('the window suggests the same for %j', (region) => {
    const views = providerViews();
    expect(views.map((view) => suggestedInWindow(view, region))).toEqual(
      providers.map((provider) => suggestedEndpoint(provider, region)),
    );
  });

  test('the gaps of every suggestion are found by the window', () => {
    const suggestions = providers.map((provider) => suggestedEndpoint(provider, ''));
    for (const suggestion of suggestions) {
      expect(gapIn(suggestion) !== undefined).toBe(/[A-Z]/.test(suggestion));
    }
  });
});

describe('whose server it is', () => {
  test.each([
    ['https://s3.amazonaws.com', 'other', 'aws'],
    ['https://0a1b.eu.r2.cloudflarestorage.com', 'aws', 'r2'],
    ['https://s3.fr-par.scw.cloud', 'other', 'scaleway'],
    ['https://l4g4.ch11.idrivee2-32.com', 'other', 'idrive'],
    ['https://0a.compat.objectstorage.me-riyadh-1.oci.customer-oci.com', 'other', 'oracle'],
    ['http://nas.home:9000', 'minio', 'minio'],
    ['http://nas.home:9000', 'embedded', 'other'],
    ['http://nas.home:9000', 'a-newer-one', 'other'],
    // A provider with hosts of its own is not at somebody else's.
    ['http://nas.home:9000', 'aws', 'other'],
    ['https://amazonaws.com.evil.example', 'aws', 'other'],
    ['https://notscw.cloud', 'other', 'other'],
    ['', 'ceph', 'ceph'],
  ])('%s chosen as %s: %s', (endpoint, provider, id) => {
    expect(providerOf({ provider, endpoint }).id).toBe(id);
  });

  test('the last one is any server', () => {
    expect(providers.at(-1)?.id).toBe('other');
    expect(byId('other').label).toBe('Other S3');
  });
});

describe('the longest link', () => {
  test.each([
    ['https://t3.storage.dev', 7_776_000],
    ['https://fly.storage.tigris.dev', 7_776_000],
    ['https://files.t3.storage.dev', 7_776_000],
    ['https://t3.storage.dev.evil.example', 604_800],
    ['https://nott3.storage.dev', 604_800],
    // A domain in front of it is whosever it is.
    ['https://files.example.com', 604_800],
    ['https://s3.eu-central-1.amazonaws.com', 604_800],
    // Nothing is documented.
    ['https://s3.nl-ams.scw.cloud', 604_800],
    ['http://127.0.0.1:9000', 604_800],
    ['', 604_800],
  ])('at %s is %d s', (endpoint, seconds) => {
    expect(longestLifetimeOf({ endpoint })).toBe(seconds);
  });

  test('of any provider is the longest that is read before the connection is known', () => {
    const documented = providers.map(({ longestExpirySeconds = 1 }) => longestExpirySeconds);
    expect(Math.max(...documented)).toBe(mostLifetimeSeconds);
  });
});

describe('the region', () => {
  test.each([
    ['https://s3.example.com', 'eu-west-9', 'eu-west-9'],
    ['https://s3.example.com', '  eu-west-9 ', 'eu-west-9'],
    ['https://s3.eu-central-1.amazonaws.com', 'us-west-2', 'us-west-2'],
    ['https://s3.amazonaws.com', '', 'us-east-1'],
    ['https://s3.eu-central-1.amazonaws.com', '', 'eu-central-1'],
    ['https://s3.eu-central-1.amazonaws.com', '  ', 'eu-central-1'],
    ['https://s3-us-west-2.amazonaws.com', '', 'us-west-2'],
    ['https://s3.dualstack.ap-northeast-2.amazonaws.com', '', 'ap-northeast-2'],
    ['https://s3.us-gov-west-1.amazonaws.com', '', 'us-gov-west-1'],
    ['https://s3.cn-north-1.amazonaws.com.cn', '', 'cn-north-1'],
    ['https://files.s3.eu-west-3.amazonaws.com', '', 'eu-west-3'],
    ['https://abc123.r2.cloudflarestorage.com', '', 'auto'],
    ['https://abc123.eu.r2.cloudflarestorage.com', '', 'auto'],
    ['https://s3.eu-west-3.amazonaws.com.evil.example', '', 'us-east-1'],
    ['https://evils3.eu-west-3.amazonaws.com', '', 'us-east-1'],
    ['https://s3.example.com', '', 'us-east-1'],
    ['http://127.0.0.1:9000', '', 'us-east-1'],
    ['http://[::1]:9000/base', '', 'us-east-1'],
    ['https://s3.us-iso-east-1.c2s.ic.gov', '', 'us-iso-east-1'],
    ['https://s3-fips.dualstack.us-east-2.amazonaws.com', '', 'us-east-2'],
    ['https://bucket.vpce-1a2b-3c4d.s3.eu-north-1.vpce.amazonaws.com', '', 'eu-north-1'],
    ['https://s3-external-1.amazonaws.com', '', 'us-east-1'],
    ['https://s3.wasabisys.com', '', 'us-east-1'],
    ['https://s3.nl-1.wasabisys.com', '', 'us-east-1'],
    ['https://s3.gra.perf.cloud.ovh.net', '', 'gra'],
    ['https://s3.sbg.cloud.ovh.net', '', 'sbg'],
  ])('of %s with %j typed is %s', (endpoint, typed, region) => {
    expect(regionOf(endpoint, typed, 'other')).toBe(region);
  });
});

describe('where the bucket stands when nobody chose', () => {
  test.each([
    ['https://s3.amazonaws.com', 'files', 'virtual-host'],
    ['https://s3.eu-central-1.amazonaws.com', 'files', 'virtual-host'],
    ['https://s3.cn-north-1.amazonaws.com.cn', 'files', 'virtual-host'],
    ['https://s3.eu-central-1.amazonaws.com', 'dotted.files', 'path'],
    ['https://s3.us-east-1.amazonaws.com', 'OldFiles', 'path'],
    ['https://notamazonaws.com', 'files', 'path'],
    ['https://s3.amazonaws.com.evil.example', 'files', 'path'],
    ['https://s3.example.com', 'files', 'path'],
    ['http://127.0.0.1:9000', 'files', 'path'],
    ['https://abc.r2.cloudflarestorage.com', 'files', 'path'],
  ] as const)('at %s the bucket %s: %s', (endpoint, bucket, addressing) => {
    expect(defaultAddressing(endpoint, bucket)).toBe(addressing);
  });
});

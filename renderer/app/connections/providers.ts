// Providers in the form: the endpoint a provider suggests, and the provider of an endpoint.
import { useEffect, useState } from 'react';
import type { ProviderView } from '../../../preload/views/connection-views';
import { request } from '../state/bridge';
import { onLanguage } from '../state/words';

export type Providers = readonly ProviderView[];

/** Empty until main answers; requested again after a change of the language. */
export function useProviders(): Providers {
  const [providers, setProviders] = useState<Providers>([]);
  useEffect(() => {
    const ask = () =>
      void request('connections:providers').then((outcome) => outcome.ok && setProviders(outcome.value));
    ask();
    return onLanguage(ask);
  }, []);
  return providers;
}

/** An unknown id (written by a newer Mayfly) is the last provider: any server. */
export const providerOf = (providers: Providers, id: string): ProviderView | undefined =>
  providers.find((provider) => provider.id === id) ?? providers.at(-1);

/** The endpoint a provider suggests, with a placeholder for a missing region. Empty: no suggestion. */
export function suggestedEndpoint(provider: ProviderView | undefined, region: string): string {
  if (provider === undefined) return '';
  const name = region.trim() || (provider.offersRegion ? provider.usualRegion : '');
  const fitting = provider.endpoints.find(({ regions }) => name.startsWith(regions));
  return fitting?.template.replace('{region}', name || 'REGION') ?? '';
}

/** A part of an endpoint that was suggested but not filled in, like `ACCOUNT_ID`. */
export function gapIn(endpoint: string): string | undefined {
  return /\b(REGION|[A-Z]+_[A-Z]+|NAMESPACE)\b/.exec(endpoint)?.[0];
}

function urlOf(endpoint: string): URL | undefined {
  const text = endpoint.trim();
  try {
    return new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    return undefined;
  }
}

/** Whose server it is, by its host. */
export function providerAt(providers: Providers, endpoint: string): ProviderView | undefined {
  const host = urlOf(endpoint)?.hostname ?? '';
  return providers.find(({ hosts }) => hosts !== undefined && new RegExp(hosts).test(host));
}

export const hostOf = (endpoint: string): string => urlOf(endpoint)?.host ?? '';

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Consoles show a bucket's address with the bucket in it, before the host or behind it. Takes the two apart where the provider's own
 * template tells which is which.
 */
export function withoutBucket(
  provider: ProviderView,
  endpoint: string,
): { readonly endpoint: string; readonly bucket: string } | undefined {
  const url = urlOf(endpoint);
  if (url === undefined) return undefined;
  for (const { template } of provider.endpoints) {
    const [host = '', ...path] = template.replace(/^https?:\/\//, '').split('/');
    if (path.length > 0) continue;
    const pattern = escaped(host)
      .replace(escaped('{region}'), '[a-z0-9-]+')
      .replaceAll(/[A-Z]+(_[A-Z]+)?/g, '[a-z0-9-]+');
    // Before a name that only the person knows another one may stand as well, which is no bucket.
    const leading = gapIn(host) === undefined ? '(?:([a-z0-9][a-z0-9-]*)\\.)?' : '()?';
    const [, before] = new RegExp(`^${leading}${pattern}$`).exec(url.hostname) ?? [];
    const [, behind] = /^\/([^/]+)\/?$/.exec(url.pathname) ?? [];
    const bucket = before ?? behind;
    const own = before === undefined ? url.host : url.host.slice(before.length + 1);
    if (bucket !== undefined && new RegExp(`^${pattern}(:\\d+)?$`).test(own)) {
      return { endpoint: `${url.protocol}//${own}`, bucket };
    }
  }
  return undefined;
}

// Lets names below localhost resolve to this computer (RFC 6761 section 6.3): browsers and curl do that, not every system's resolver does.
import dns from 'node:dns';

const systemLookup = dns.lookup;
dns.lookup = ((hostname: string, ...rest: unknown[]) =>
  Reflect.apply(systemLookup, dns, [
    hostname.endsWith('.localhost') ? '127.0.0.1' : hostname,
    ...rest,
  ])) as typeof dns.lookup;

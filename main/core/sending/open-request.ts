// Opens the link of a file request, by the rules of the page that guests have in their browsers.
import { readRequest, type Request } from '../../../renderer/guest/request';
import { noPage, placeIn, requestPageAt } from '../getting/getting';
import { checkSentTo } from '../model/policy/sent-to';
import { createRequestServer, type RequestServer } from './request-server';
import { guestsFailure } from './rules/guest-failure';
import type { SendingContext } from './sending-context';

export interface OpenedRequest {
  readonly request: Request;
  readonly server: RequestServer;
  /** Origin and path of its page. */
  readonly place: string;
  /** host:port of its server. */
  readonly host: string;
}

/**
 * Asks the servers of the link alone, without credentials. Raises `link-not-ours`, `link-not-request`, `request-ended`, `request-away`,
 * `cancelled`, `set-by-organisation`, `policy-unreadable`, and what the network raises.
 */
export async function openRequest(
  { web, encryption, policy }: Pick<SendingContext, 'web' | 'encryption' | 'policy'>,
  text: string,
  signal: AbortSignal,
): Promise<OpenedRequest> {
  const open = () => requestPageAt({ web }, text, signal);
  const { url, html, isForwarded } = await open().catch((error: unknown) => {
    throw guestsFailure(error);
  });
  const request = readRequest(html);
  if (request === undefined) throw noPage();
  const { recipient } = request;
  checkSentTo(policy, url, recipient !== undefined);
  if (recipient !== undefined) {
    // A page that wants files encrypted in a way that is not known must not get them in plain.
    await encryption.createSecrets(recipient).catch(() => {
      throw noPage();
    });
  }
  const again = async () => {
    const { url: place } = await open();
    checkSentTo(policy, place, recipient !== undefined);
    return place;
  };
  const renewed = isForwarded ? again : undefined;
  const server = createRequestServer({ web }, url, signal, renewed);
  return { request, server, place: placeIn(url), host: new URL(url).host };
}

// The services of file requests, loaded when one is used for the first time: a command that shares a file loads none of it.
import type { Ports } from '../ports/ports';
import type { FileRequests } from './file-requests';
import type { RequestUpkeep } from './request-upkeep';

type Services = FileRequests & RequestUpkeep;

export function requestsWhenUsed({ ledger }: Pick<Ports, 'ledger'>, load: () => Promise<Services>): Services {
  let loading: Promise<Services> | undefined;
  const services = () => (loading ??= load());
  return {
    requestFiles: async (wish) => (await services()).requestFiles(wish),
    requestLink: async (requestId) => (await services()).requestLink(requestId),
    closeFileRequest: async (requestId) => (await services()).closeFileRequest(requestId),
    lookForArrivals: async (requestId) => (await services()).lookForArrivals(requestId),
    prepareFolder: async (folder) => (await services()).prepareFolder(folder),
    saveArrivals: async (requestId, wish) => (await services()).saveArrivals(requestId, wish),
    async tendRequests() {
      if (ledger.fileRequests().length > 0) await (await services()).tendRequests();
    },
  };
}

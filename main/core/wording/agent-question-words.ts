// What the owner is asked where an agent wants to share: each fact has a line of its own, which nothing that an agent named can break or reorder.
import { words } from '../../../resources/words/messages';
import { ownersMark, type AgentQuestion } from '../model/agents/agents';
import { visibleLine } from '../model/visible-text';
import { formats } from './formats';
import { isolated, nameInSentence } from './short-name';

const w = words.agentQuestion;

/** The end of a path says most: the name, and its folder. */
const mostOfPath = 90;
const mostOfText = 200;

const pathWords = (path: string): string => {
  const characters = Array.from(visibleLine(path));
  return isolated(
    characters.length <= mostOfPath ? characters.join('') : `…${characters.slice(1 - mostOfPath).join('')}`,
  );
};
const textWords = (text: string): string => {
  const characters = Array.from(visibleLine(text));
  return isolated(
    characters.length <= mostOfText ? characters.join('') : `${characters.slice(0, mostOfText - 1).join('')}…`,
  );
};

export function agentQuestionWords({ agent, action }: Pick<AgentQuestion, 'agent' | 'action'>) {
  const { kind, files, fileCount, sizeBytes, title, message, folder, connectionName, host } = action;
  const { bytes, lifetime } = formats();
  const named = nameInSentence(agent);
  const more = fileCount - files.length;
  const lines = [
    ...files.map((file) => w.file({ size: bytes(file.sizeBytes), path: pathWords(file.path) })),
    ...(kind === 'share' && more > 0 ? [w.more({ count: more })] : []),
    ...(title === undefined ? [] : [w.title({ title: textWords(title) })]),
    ...(message === undefined ? [] : [w.message({ message: textWords(message) })]),
    ...(folder === undefined ? [] : [w.folder({ folder: pathWords(folder) })]),
    '',
    ...(host === '' ? [] : [w.to({ connection: textWords(connectionName), host: textWords(host) })]),
    w.lifetime({ duration: lifetime(action.lifetimeSeconds) }),
    action.encrypted ? w.encrypted : w.plain,
    '',
    agent.startsWith(ownersMark) ? w.given : w.claimed,
  ];
  const first = {
    share: () => w.share({ count: fileCount, agent: named, size: bytes(sizeBytes) }),
    request: () => w.request({ agent: named }),
    extend: () => w.extend({ agent: named }),
  };
  return { message: first[kind](), detail: lines.join('\n'), yes: kind === 'request' ? w.yesRequest : w.yes, no: w.no };
}

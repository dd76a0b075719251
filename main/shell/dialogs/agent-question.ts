// Asks the owner whether an agent may share, in a dialog of the system: no page and no program of an agent draws it or answers it.
import { dialog } from 'electron';
import { words } from '../../../resources/words/messages';
import { ownersMark, type AgentQuestion } from '../../core/model/agents/agents';
import { visibleLine } from '../../core/model/visible-text';
import { formats } from '../../core/wording/formats';
import { shortName } from '../../core/wording/short-name';

const w = words.agentQuestion;

/** The end of a path says most: the name, and its folder. */
const mostOfPath = 90;
const mostOfText = 200;

const pathWords = (path: string): string => {
  const characters = Array.from(visibleLine(path));
  return characters.length <= mostOfPath ? characters.join('') : `…${characters.slice(1 - mostOfPath).join('')}`;
};
const textWords = (text: string): string => {
  const characters = Array.from(visibleLine(text));
  return characters.length <= mostOfText ? characters.join('') : `${characters.slice(0, mostOfText - 1).join('')}…`;
};

/** What the dialog says; each fact has a line of its own, which nothing that an agent named can break. */
function agentQuestionText({ agent, wish }: AgentQuestion) {
  const { kind, files, fileCount, sizeBytes, title, message, folder, connectionName, host } = wish;
  const { bytes, lifetime } = formats();
  const named = shortName(agent);
  const more = fileCount - files.length;
  const isListed = kind === 'share';
  const lines = [
    ...(isListed ? files.map((file) => w.file({ size: bytes(file.sizeBytes), path: pathWords(file.path) })) : []),
    ...(isListed && more > 0 ? [w.more({ count: more })] : []),
    ...(title === undefined ? [] : [w.title({ title: textWords(title) })]),
    ...(message === undefined ? [] : [w.message({ message: textWords(message) })]),
    ...(folder === undefined ? [] : [w.folder({ folder: pathWords(folder) })]),
    '',
    ...(host === '' ? [] : [w.to({ connection: textWords(connectionName), host: textWords(host) })]),
    w.lifetime({ duration: lifetime(wish.lifetimeSeconds) }),
    wish.encrypted ? w.encrypted : w.plain,
    '',
    agent.startsWith(ownersMark) ? w.given : w.claimed,
  ];
  const first = {
    share: () => w.share({ count: fileCount, agent: named, size: bytes(sizeBytes) }),
    request: () => w.request({ agent: named }),
    extend: () => w.extend({ agent: named, name: shortName(files[0]?.path ?? '') }),
  };
  return { message: first[kind](), detail: lines.join('\n'), yes: kind === 'request' ? w.yesRequest : w.yes };
}

/** True only if the owner pressed that he agrees; Escape, Enter, closing the dialog and the signal are no agreement. */
export async function askAboutAgent(question: AgentQuestion, signal: AbortSignal): Promise<boolean> {
  const { message, detail, yes } = agentQuestionText(question);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Mayfly',
    message,
    detail,
    buttons: [yes, w.no],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
    signal,
  });
  return response === 0 && !signal.aborted;
}

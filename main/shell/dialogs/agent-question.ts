// Asks the owner whether an agent may share, in a dialog of the system: no page and no program of an agent draws it or answers it.
import { dialog } from 'electron';
import type { AgentQuestion } from '../../core/model/agents/agents';
import { agentQuestionWords } from '../../core/wording/agent-question-words';

/** True only if the owner pressed that he agrees; Escape, Enter, closing the dialog and the signal are no agreement. */
export async function askAboutAgent(question: AgentQuestion, signal: AbortSignal): Promise<boolean> {
  const { message, detail, yes, no } = agentQuestionWords(question);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Mayfly',
    message,
    detail,
    buttons: [yes, no],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
    signal,
  });
  return response === 0 && !signal.aborted;
}

// Failures of what agents call and of what they are allowed: the texts in Korean.
import type * as english from '../../en/failures/agents';
import type { Translation } from '../../message-types';

export const agentReasons: Translation<typeof english.agentReasons> = {
  agentOutside: '허용한 폴더 안에 있지 않아요',
  agentHidden: '숨김 항목이거나 숨김 폴더 안에 있어요',
  agentHardLink: '다른 곳에 또 다른 이름이 있어요(하드 링크)',
  agentKeyName: '키나 비밀번호 파일의 이름이에요',
  agentKeyInside: '비밀 키가 들어 있어요',
  agentPathForm: '“.”이나 “..” 없는 절대 경로여야 해요',
  agentWholeHome: '모든 파일이 들어 있어요. 그 안의 폴더를 허용해 주세요',
  agentNoFiles: '파일을 두는 폴더가 아니에요',
  agentNotOpen: '에이전트에게 허용한 폴더가 아니에요. mayfly mcp list 명령으로 허용한 폴더를 볼 수 있어요',
  agentTooMany: '에이전트는 한 번에 파일 {{most}}개까지 공유할 수 있어요',
  agentFolderMissing: '폴더가 빠졌어요',
  agentRuleMissing: '바꿀 것을 알려 주세요: --longest, --encrypt 또는 --no-encrypt',
};

export const agentFailures: Translation<typeof english.agentFailures> = {
  'agent-path-refused': {
    message: '“{{fileName}}” 항목은 에이전트가 쓸 수 없어요{{because}}.',
    bare: '에이전트가 쓸 수 없는 항목이에요{{because}}.',
    next: '소유자는 mayfly mcp allow 폴더 명령으로 폴더를 허용할 수 있어요.',
  },
  'agent-folder-refused': {
    message: '“{{fileName}}” 폴더는 에이전트에게 허용할 수 없어요{{because}}.',
    bare: '에이전트에게 허용할 수 없는 폴더예요{{because}}.',
    next: '에이전트가 공유해도 되는 것만 있는 폴더를 골라 주세요.',
  },
  'agent-needs-approval': {
    message: '소유자가 Mayfly 창에서 허락해야 하는데, Mayfly가 실행 중이 아니에요.',
    next: 'Mayfly를 켜고 다시 시도해 주세요.',
  },
  'agent-declined': {
    message: '소유자가 허락하지 않았어요.',
    next: '다시 시도하기 전에 소유자에게 물어봐 주세요.',
  },
  'agent-unanswered': {
    message: 'Mayfly의 질문에 제때 답한 사람이 없어요.',
    next: '소유자가 컴퓨터 앞에 있을 때 다시 시도해 주세요.',
  },
  'agent-too-often': {
    message: '지금은 에이전트가 이미 충분히 자주 공유하고 요청했어요.',
    next: '10분 뒤에 다시 시도해 주세요.',
  },
};

// Programs that act for the user, on the command line: the texts in Korean.
import type * as english from '../../en/terminal/agents';
import type { Translation } from '../../message-types';

export const agents: Translation<typeof english.agents> = {
  columns: {
    folder: '폴더',
    asks: '에이전트',
    when: '시각',
    agent: '에이전트',
    tool: '도구',
    outcome: '결과',
    about: '대상',
  },
  asks: '매번 물어봐요',
  asksNot: '묻지 않고 공유해요',
  noFolders: '아직 에이전트가 공유할 수 있는 것이 없어요. mayfly mcp allow 폴더 명령으로 폴더를 허용할 수 있어요.',
  longest: '에이전트가 공유한 것은 {{duration}} 안에 만료돼요.',
  encrypt: '에이전트가 공유하는 것은 모두 암호화해요.',
  encryptNot: '연결이 정하지 않으면 암호화할지는 에이전트가 정해요.',
  allowedAsking: '이제 Mayfly 창에서 허락하면 에이전트가 “{{folder}}” 폴더에서 공유할 수 있어요.',
  allowed: '이제 에이전트가 “{{folder}}” 폴더에서 묻지 않고 공유할 수 있어요.',
  denied: '이제 에이전트가 “{{folder}}” 폴더에서 공유할 수 없어요. 이미 공유한 것은 만료되거나 회수할 때까지 남아요.',
  noCalls: '아직 호출한 에이전트가 없어요.',
  done: '완료',
  running: '끝나지 않음',
  unnamed: '이름 없는 에이전트',
  sharedBy: '공유한 에이전트',
  serves:
    '모델 컨텍스트 프로토콜에 따라 표준 입출력으로 에이전트에게 도구를 제공해요. 다른 프로그램이 시작해야 하니 docs/agents.md 문서를 봐 주세요.',
};

export const agentsCommand =
  '표준 입출력으로 에이전트에게 도구를 제공해요(MCP). allow 폴더, deny 폴더로 폴더를 허용하거나 막고, list와 rules로 허용한 것을 보거나 정하고, calls로 한 일을 봐요';

export const agentsOptions: Translation<typeof english.agentsOptions> = {
  as: '프로그램이 스스로 밝히는 이름 대신 쓰는 에이전트 이름, 에이전트 설정에 적어 두세요',
  'without-asking': 'allow와 함께: Mayfly 창에서 허락하지 않아도 에이전트가 그 폴더에서 공유해요',
  longest: 'rules와 함께: 에이전트가 공유한 것은 이 시간 안에 만료돼요(예: 1d)',
  agentsEncrypt: 'rules와 함께: 에이전트가 공유하는 것을 모두 암호화해요',
  agentsNoEncrypt: 'rules와 함께: 암호화할지는 에이전트가 정해요',
};

// Options for scripts: the texts in Korean.
import type * as english from '../../en/terminal/scripts';
import type { Translation } from '../../message-types';

export const scripts: Translation<typeof english.scripts> = {
  wouldDelete_other:
    '“{{name}}”: 객체 {{count}}개를 삭제하고 링크가 열리지 않는지 확인할 거예요. 아무것도 바꾸지 않았어요.',
  config: {
    connection: '따로 정하지 않으면 파일이 가는 곳',
    expires: '링크가 살아 있는 시간(초)',
    page: 'several, always 또는 never',
    inline: 'true: 사진, 소리, 동영상, 일반 텍스트를 브라우저에서 열어요',
    form: '클립보드에 넣는 링크의 형식: link, text, markdown, html 또는 template',
    limit: '모든 업로드를 합친 제한, 0이면 없음',
    parallel: '한 번에 보내는 요청의 최대 수',
  },
};

export const scriptCommands: Translation<typeof english.scriptCommands> = {
  'config list': '옵션의 기본값이에요. 창의 설정과 같아요',
  'config get': '그중 하나를 config set이 받는 그대로 출력해요',
  'config set': '그중 하나를 바꿔요',
};

export const scriptOptions: Translation<typeof english.scriptOptions> = {
  output: '이 파일에 저장해요. 전부 저장하거나 전혀 저장하지 않고, 본인만 읽을 수 있어요',
  format: '하나에 한 줄씩, 정한 형식으로 출력해요. .url 같은 --json의 필드는 중괄호 두 쌍으로 감싸요. \\n과 \\t도 써요',
  json: '프로그램이 읽을 JSON',
  jsonLinks: '링크마다 JSON 한 줄을 출력해요',
  jsonFiles: '파일마다 JSON 한 줄',
  quiet: '진행 상황과 도움말을 출력하지 않아요',
  verbose: '하는 일과 모든 요청을 표준 오류로 알려요',
  'profile-dir': '다른 기록, 설정, 연결이 있는 폴더',
  jsonl: '--json과 같지만 하나에 한 줄씩 출력해요',
  progress: 'json: 얼마나 진행됐는지 표준 오류에 JSON 줄로 알려요',
  exec: '파일마다 이 프로그램을 실행해요. MAYFLY_PATH와 MAYFLY_NAME이 어느 파일인지 알려 주고, 표준 입력에 --json의 줄이 있어요',
  'idempotency-key': '같은 키면 같은 공유를 줘요. 두 번 실행될 수 있는 스크립트에 써요',
  retries: '네트워크나 서버 때문에 실패하면 이만큼 다시 시도해요. 이미 보낸 것은 그대로 남아요',
  'dry-run': '무엇을 할지 보여 주기만 하고, 아무것도 바꾸지 않아요',
  timeout: '이 시간이 지나면 명령을 끝내요. 90s나 15m처럼 써요. 업로드는 나중에 이어져요',
  'passphrase-fd': '파일에 보관한 키의 암호를 이 번호의 열린 파일에서 읽어요. 3처럼 써요',
};

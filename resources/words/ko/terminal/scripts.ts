// Options for scripts: the texts in Korean.
import type * as english from '../../en/terminal/scripts';
import type { Translation } from '../../message-types';

export const scripts: Translation<typeof english.scripts> = {
  wouldDelete_other:
    '“{{name}}”: 객체 {{count}}개를 삭제하고 링크가 열리지 않는지 확인할 거예요. 아무것도 바꾸지 않았어요.',
};

export const scriptOptions: Translation<typeof english.scriptOptions> = {
  output: '이 파일에 저장해요. 전부 저장하거나 전혀 저장하지 않고, 본인만 읽을 수 있어요',
  format: '하나에 한 줄씩, 정한 형식으로 출력해요. .url 같은 --json의 필드는 중괄호 두 쌍으로 감싸요. \\n과 \\t도 써요',
  json: '프로그램이 읽을 JSON',
  jsonLinks: '링크마다 JSON 한 줄을 출력해요',
  jsonFiles: '파일마다 JSON 한 줄',
  quiet: '진행 상황과 도움말을 출력하지 않아요',
  jsonl: '--json과 같지만 하나에 한 줄씩 출력해요',
  progress: 'json: 얼마나 진행됐는지 표준 오류에 JSON 줄로 알려요',
  exec: '파일마다 이 프로그램을 실행해요. MAYFLY_PATH와 MAYFLY_NAME이 어느 파일인지 알려 주고, 표준 입력에 --json의 줄이 있어요',
  'dry-run': '무엇을 할지 보여 주기만 하고, 아무것도 바꾸지 않아요',
  timeout: '이 시간이 지나면 명령을 끝내요. 90s나 15m처럼 써요. 업로드는 나중에 이어져요',
  'passphrase-fd': '파일에 보관한 키의 암호를 이 번호의 열린 파일에서 읽어요. 3처럼 써요',
};

// The man page: the texts in Korean that the help has not.
import type * as english from '../../en/terminal/manual';
import type { Translation } from '../../message-types';

export const manual: Translation<typeof english.manual> = {
  summary: '파일을 놓으면, 곧 사라질 링크를 드려요',
  name: '이름',
  synopsis: '사용법',
  descriptionTitle: '설명',
  description:
    'Mayfly는 파일을 내 S3 호환 버킷에 바로 업로드하고, 정한 때에 끝나는 링크를 출력해요. Mayfly의 서버는 없어요. 연결이 없으면 이 컴퓨터의 버킷을 쓰고, 그 링크는 이 컴퓨터에서만 열려요. 링크는 표준 출력으로, 나머지는 모두 표준 오류로 나가요.',
  commands: '명령',
  everywhereTitle: '모든 명령에서',
  exitStatusTitle: '종료 코드',
  exitStatus: {
    done: '완료',
    unexpected: '알 수 없는 문제',
    usage: '사용법',
    connection: '연결이나 자격 증명',
    network: '네트워크나 서버',
    file: '파일',
    keychain: '키체인',
    interrupted: 'SIGINT로 중단됨. SIGTERM은 143, SIGHUP은 129',
  },
  environmentTitle: '환경 변수',
  environment: {
    passphraseFile: '파일에 보관한 키를 여는 암호가 든 파일',
    keys: '명령 한 번만 쓰는 연결(--bucket)과 bucket serve의 키',
    profile: '위의 변수가 없을 때 그 키가 있는 ~/.aws의 프로필',
    endpoint: '명령 한 번만 쓰는 연결의 엔드포인트',
    region: '그 연결의 리전',
    proxies: '프록시와, 프록시 없이 연결할 곳',
    language: '메시지의 언어',
    folders: '프로필 폴더와 캐시 폴더',
  },
  filesTitle: '파일',
  files: {
    profile: '프로필: 기록, 설정, 키를 뺀 연결, 이 컴퓨터의 버킷, 로그',
    secrets: '--store file로 저장한 연결의 키. 암호로 열어요',
    caches: '언제든 지워도 되는 캐시',
  },
  examplesTitle: '예',
  seeAlsoTitle: '함께 보기',
};

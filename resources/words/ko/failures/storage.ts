// Failures of servers, the network and what is stored: the texts in Korean.
import type * as english from '../../en/failures/storage';
import type { Translation } from '../../message-types';

export const storageFailures: Translation<typeof english.storageFailures> = {
  'access-key-unknown': {
    message: '{{server}}가 이 액세스 키 ID를 몰라요.',
    next: '액세스 키 ID에 빠지거나 더 들어간 글자가 없는지 확인해 주세요.',
  },
  'signature-rejected': {
    message: '{{server}}가 서명을 받아들이지 않았어요. 비밀 액세스 키가 틀렸어요.',
    next: '비밀 액세스 키를 다시 입력해 주세요.',
    inTerminal: 'mayfly connections edit NAME --new-secret으로 올바른 비밀 키를 입력해 주세요.',
  },
  'access-denied': {
    message: '{{server}}가 {{bucket}}에서 이 키에 {{verb}} 권한({{right}})이 없다고 해요.',
    bare: '{{server}}가 이 키로는 {{bucket}}을 쓸 수 없다고 해요{{because}}.',
    next: '키에 {{right}} 권한을 주세요.',
    nextBare: '키에 객체를 읽고 쓰고 지우는 권한을 주세요.',
  },
  'token-expired': {
    message: '세션 토큰이 만료되었어요.',
    next: '새 임시 자격 증명을 입력해 주세요.',
    inTerminal:
      'mayfly connections edit NAME --paste로 새 자격 증명을 저장하거나 AWS 프로필의 자격 증명을 갱신한 다음 mayfly resume을 실행해 주세요.',
  },
  'bucket-missing': {
    message: '{{server}}에 “{{bucketName}}” 버킷이 없어요.',
    bare: '{{server}}에 그런 버킷이 없어요.',
    next: '버킷 이름을 확인하거나 버킷을 만들어 주세요.',
  },
  'bucket-name-taken': {
    message: '{{server}}의 “{{bucketName}}” 버킷은 다른 사람의 것이에요.',
    bare: '{{server}}에 이름이 같은 다른 사람의 버킷이 있어요.',
    next: '다른 이름을 골라 주세요. 대부분의 서비스에서는 같은 이름을 한 번만 쓸 수 있어요.',
  },
  'region-wrong': {
    message: '{{server}}에 따르면 버킷은 {{region}} 리전에 있어요.',
    bare: '{{server}}에 따르면 버킷은 다른 리전에 있어요.',
    next: '연결을 {{region}} 리전으로 바꿔 주세요.',
    nextBare: '버킷의 리전을 입력해 주세요.',
  },
  'clock-skewed': {
    message: '이 컴퓨터의 시계가 서버 시계와 너무 많이 달라요.',
    next: '시계를 맞추고 다시 시도해 주세요.',
  },
  redirected: {
    message: '{{server}}가 요청을 {{otherHost}}로 돌려보내요. Mayfly는 키를 그곳으로 마음대로 보내지 않아요.',
    next: '버킷이 그곳에 있다면 그 주소를 엔드포인트로 입력해 주세요.',
  },
  'addressing-wrong': {
    message: '{{server}}가 {{bucketIn}}에 적힌 버킷을 찾지 못해요.',
    next: '연결을 편집해서 주소 방식을 “{{otherAddressing}}”로 골라 주세요.',
    inTerminal: 'mayfly connections edit NAME 명령에 {{otherAddressingOption}} 옵션을 붙여 바꿔 주세요.',
  },
  'ca-file-unusable': {
    message: '연결의 CA 파일을 쓸 수 없어요{{because}}.',
    next: '서버 인증서에 서명한 인증 기관의 인증서가 든 PEM 파일을 골라 주세요.',
  },
  'endpoint-unreachable': {
    message: '{{server}}에 연결할 수 없어요{{because}}.',
    next: '네트워크와 엔드포인트를 확인하고 다시 시도해 주세요.',
  },
  'host-unknown': {
    message: '{{host}}의 주소를 찾을 수 없어요.',
    next: '엔드포인트의 철자와 네트워크를 확인하고 다시 시도해 주세요.',
  },
  'connection-refused': {
    message: '{{server}}에 연결할 수 없어요. 그 포트에서 응답하는 프로그램이 없어요.',
    next: '서버가 켜져 있는지, 엔드포인트의 포트가 맞는지 확인하고 다시 시도해 주세요.',
  },
  'connection-lost': {
    message: '{{host}}와 연결이 끊어졌어요.',
    next: '네트워크가 돌아오면 다시 시도해 주세요.',
  },
  'timed-out': {
    message: '{{server}}가 응답을 멈췄어요.',
    next: '네트워크가 나아지면 다시 시도해 주세요.',
  },
  'tls-untrusted': {
    message: '{{server}}의 인증서{{fingerprint}}를 믿을 수 없어요{{because}}.',
    next: '아는 서버라면 인증 기관의 인증서를 연결의 CA 파일로 골라 주세요. Mayfly는 이 검사를 건너뛰지 않아요.',
    inTerminal:
      '아는 서버라면 --ca-file로 인증 기관의 인증서를 연결에 지정해 주세요. Mayfly는 이 검사를 건너뛰지 않아요.',
  },
  'tls-expired': {
    message: '{{server}}의 인증서가 아직 유효하지 않아요.',
    bare: '{{server}}의 인증서가 만료되었어요.',
    next: '이 컴퓨터의 날짜를 확인하고, 맞다면 서버 관리자에게 물어봐 주세요. Mayfly는 이 검사를 건너뛰지 않아요.',
  },
  'tls-wrong-host': {
    message: '{{server}}가 다른 호스트의 인증서를 내놓았어요.',
    next: '엔드포인트의 호스트 이름을 확인해 주세요. 네트워크의 로그인 화면 때문일 수도 있어요. Mayfly는 이 검사를 건너뛰지 않아요.',
  },
  'tls-not-spoken': {
    message: '{{server}}가 이 포트에서 TLS를 쓰지 않아요.',
    next: '포트를 확인해 주세요. 암호화하지 않는 서버라면 엔드포인트를 http://로 입력해 주세요.',
  },
  'proxy-unreachable': {
    message: '{{proxy}}에 연결할 수 없어요.',
    next: '이 컴퓨터의 네트워크 설정에서 프록시를 확인하고 다시 시도해 주세요.',
    inTerminal: '환경 변수 HTTPS_PROXY, HTTP_PROXY, ALL_PROXY를 확인하고 다시 시도해 주세요.',
  },
  'proxy-refused': {
    message: '{{proxy}}가 {{host}}로 가는 연결을 막아요{{status}}.',
    next: '네트워크 관리자에게 허용해 달라고 요청해 주세요.',
  },
  'proxy-password': {
    message: '{{proxy}}가 사용자 이름과 비밀번호를 요구해요.',
    next: '설정의 “고급”에 입력해 주세요.',
    inTerminal: 'HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT처럼 프록시 주소에 넣어 주세요.',
  },
  'proxy-unsupported': {
    message: '이 컴퓨터의 네트워크 설정에 SOCKS 프록시가 있지만 Mayfly는 SOCKS를 쓰지 못해요.',
    next: '네트워크 설정에서 HTTP 프록시를 고르거나 {{host}}에는 프록시를 쓰지 않게 해 주세요.',
    inTerminal: 'HTTPS_PROXY에 HTTP 프록시를 넣거나 NO_PROXY에 {{host}}를 추가해 주세요.',
  },
  'captive-portal': {
    message: '{{host}} 대신 이 네트워크의 로그인 화면이 응답했어요.',
    next: '웹 페이지를 열어 네트워크에 로그인하고 다시 시도해 주세요.',
  },
  'not-s3': {
    message: '{{server}}가 Mayfly가 모르는 이유로 거절했어요{{status}}.',
    bare: '{{server}}가 응답했지만 S3가 아니에요{{status}}.',
    next: '제공자의 관리 화면에서 암호화 키 같은 버킷 설정을 확인해 주세요.',
    nextBare: '엔드포인트를 고쳐 주세요. 그 주소에서는 웹 페이지나 관리 콘솔, 다른 서비스가 응답해요.',
  },
  'server-too-old': {
    message: '{{server}}가 옛 서명 방식(Signature Version 2)만 알아요.',
    next: '서버를 업데이트하거나 Signature Version 4를 아는 서버를 써 주세요.',
  },
  'server-failed': {
    message: '{{server}}에 문제가 생겼어요{{status}}.',
    next: '1분 뒤에 다시 시도해 주세요.',
  },
  throttled: {
    message: '{{server}}가 천천히 보내 달라고 해요.',
    next: '1분 뒤에 다시 시도해 주세요.',
  },
  'storage-full': {
    message: '이 컴퓨터의 디스크가 가득 찼어요.',
    next: '공간을 비우고 다시 시도해 주세요. 업로드는 멈춘 곳부터 이어져요.',
    inTerminal: '공간을 비우고 다시 시도해 주세요.',
    bare: '{{server}}에 남은 공간이 없어요.',
    nextBare: '저장 공간을 비우거나 할당량을 늘리고 다시 시도해 주세요.',
  },
  'object-locked': {
    message: '{{server}}가 {{bucket}}에 저장된 것을 지우지 못하게 보호해요(객체 잠금).',
    next: '보호가 끝날 때까지 기다리거나 보호를 설정한 사람에게 물어봐 주세요. 링크는 제때 만료돼요.',
  },
  'object-missing': {
    message: '{{theFile}}의 저장된 사본이 없어졌어요.',
    next: '파일을 다시 공유해 주세요. 받은 파일이었다면 보낸 사람에게 다시 보내 달라고 해 주세요.',
  },
  'upload-lost': {
    message: '{{server}}에 이 업로드가 더 이상 없어요.',
    next: '파일을 다시 공유해 주세요.',
  },
  'copy-unsupported': {
    message: '{{server}}는 저장된 것을 복사하지 못해요.',
    next: '파일을 저장한 다음 이 컴퓨터에서 공유해 주세요.',
  },
  'stored-differs': {
    message: '{{server}}에 {{theFile}}이 원본과 다르게 저장됐어요.',
    next: '다시 시도해 주세요. 또 생기면 이 서버에 파일을 맡기지 마세요.',
  },
  'arrival-undecipherable': {
    message: '{{file}}을 복호화할 수 없어요. 암호화된 뒤에 바뀌었거나 잘렸어요. 아무것도 저장하지 않았어요.',
    next: '파일을 다시 요청해 주세요.',
  },
  'link-unproven': {
    message: '{{theFile}}의 링크가 열리지 않아서 복사하지 않았어요{{status}}.',
    next: '연결을 검사하고 다시 시도해 주세요.',
    inTerminal: 'mayfly connections test를 실행하고 다시 공유해 주세요.',
  },
  'page-not-shown': {
    message: '{{server}}에서 웹 페이지가 열리지 않아 공유 페이지를 만들 수 없어요{{status}}.',
    next: '파일마다 링크를 따로 만들어 주세요.',
    inTerminal:
      '--no-page를 붙여 파일마다 링크를 만들어 주세요. 저장된 것은 mayfly cancel {{pageId}} 명령으로 지울 수 있어요.',
  },
  'openings-untold': {
    message:
      '{{server}}에서 쓰기 링크가 서명된 범위를 지키는지 아직 확인하지 못했어요. 그래서 받는 사람의 페이지에 그런 링크를 넣지 않고, 열렸는지도 알 수 없어요.',
    next: '연결을 검사한 다음 다시 시도하거나, 알림 없이 공유해 주세요.',
    inTerminal: 'mayfly connections test NAME을 실행한 다음 다시 시도하거나, --tell-when-opened를 빼 주세요.',
  },
  'request-unsafe': {
    message:
      '{{server}}에서 업로드 양식을 쓸 수 없고, 쓰기 링크가 허용하는 범위도 확인하지 않아요. 그런 링크를 가진 사람은 다른 파일까지 읽을 수 있어서 여기서는 파일을 요청하지 않아요.',
    next: '연결에 접수 키를 넣거나 저장소를 업데이트하거나(Ceph는 19.2.6 또는 20.2.4) 다른 연결을 쓰고, 연결을 다시 검사해 주세요.',
    inTerminal:
      '연결에 접수 키를 넣거나(mayfly connections policy NAME --intake) 저장소를 업데이트하거나(Ceph는 19.2.6 또는 20.2.4) 다른 연결을 쓰고, mayfly connections test를 실행해 주세요.',
  },
  'page-incomplete': {
    message: '{{stored}}. 그래서 공유 페이지를 아직 완성하지 못했어요.',
    next: '나머지를 다시 시도하거나, 목록에서 닫고 저장된 파일로만 페이지를 만들어 주세요.',
    inTerminal:
      '같은 명령이나 mayfly resume을 실행하면 이어서 해요. 그만두려면 mayfly cancel {{pageId}} 명령을 실행해 주세요.',
  },
  'revoke-unproven': {
    message: '저장된 사본은 지웠지만 링크가 아직 열려요{{status}}.',
    next: '다시 회수해 보세요. 그래도 열리면 서비스 콘솔에서 객체를 지워 주세요.',
  },
  'door-unproven': {
    message: '짧은 링크가 이어지지 않아서{{status}} 쓰지 않아요.',
    next: '연결을 검사해 주세요. 짧은 링크의 캐시, 정책이나 주소가 잘못됐을 수 있어요.',
    inTerminal: 'mayfly connections test NAME을 실행해 주세요. 짧은 링크의 캐시, 정책이나 주소가 잘못됐을 수 있어요.',
  },
  'door-not-closed': {
    message: '짧은 링크를 지웠지만 주소가 아직 응답해요{{status}}.',
    next: 'Mayfly가 실행되는 동안 계속 시도해요. 그래도 남아 있으면 서비스 콘솔에서 객체를 지워 주세요.',
  },
  'versions-kept': {
    message: '저장된 사본은 지웠지만 이전 버전이 {{bucket}}에 남아 있어요.',
    next: '키에 객체 버전을 보고 지우는 권한을 주고 다시 시도하거나, 서비스 콘솔에서 지워 주세요.',
  },
  'engine-stopped': {
    message: '업로드를 맡은 프로세스가 멈췄어요.',
    next: '저절로 다시 시작돼요. 계속 이러면 Mayfly를 다시 시작해 주세요.',
  },
  'bucket-stopped': {
    message: '이 컴퓨터의 버킷이 멈췄어요.',
    next: '다시 시도해 주세요. Mayfly가 버킷을 새로 시작해요.',
  },
  'bucket-port-taken': {
    message: '이 컴퓨터의 버킷이 쓰는 포트를 다른 프로그램이 쓰고 있어서 링크가 열리지 않아요.',
    next: '그 프로그램을 닫고 다시 시도해 주세요.',
    inTerminal: '그 프로그램을 닫고 다시 시도하거나 --port로 다른 포트를 정해 주세요.',
  },
  'bucket-data-unusable': {
    message: '이 컴퓨터의 버킷 폴더를 쓸 수 없어요{{because}}. 그래서 링크가 열리지 않아요.',
    next: '프로필 폴더의 권한과 남은 공간을 확인해 주세요.',
  },
};

// What the doctor finds: the texts in Korean.
import { doorFindings } from './door-findings';
import type * as english from '../en/doctor-findings';
import type { Translation } from '../message-types';

export const doctorFindings: Translation<typeof english.doctorFindings> = {
  reached: { says: '{{host}} 서버가 응답해요.' },
  'reached-here': {
    says: '이 컴퓨터의 {{host}} 서버가 응답해요.',
    means: '이 주소의 링크는 이 컴퓨터에서만 열려요.',
    mend: '다른 사람과 공유하려면 그 사람이 갈 수 있는 엔드포인트나 공유 주소를 입력하세요.',
  },
  'reached-openly': {
    says: '{{host}} 서버가 암호화 없이 응답해요.',
    means: '중간에 있는 누구나 파일과 링크를 볼 수 있어요.',
    mend: '서버가 지원한다면 엔드포인트를 https://로 입력하세요.',
  },
  'clock-right': { says: '이 컴퓨터의 시계가 서버와 맞아요.' },
  'clock-off': {
    says: '이 컴퓨터의 시계가 서버보다 {{duration}} {{direction}}.',
    means: '링크는 서버 시각에 맞춰 만들기 때문에 그래도 잘 열려요.',
    mend: '이 컴퓨터의 시계를 맞추세요.',
  },
  'clock-untold': { says: '서버가 시각을 알려 주지 않아요.', means: '링크를 이 컴퓨터의 시각으로 만들어요.' },
  'keys-taken': { says: '서버가 키를 받아들여요.' },
  'region-right': { says: '서버가 {{region}} 리전을 받아들여요.' },
  'region-corrected': { says: '서버에 따르면 버킷은 {{region}} 리전에 있어요.', means: '알맞게 채웠어요.' },
  'addressing-right': { says: '버킷 이름의 위치: {{addressing}}.' },
  'addressing-corrected': {
    says: '서버가 원하는 버킷 이름의 위치: {{addressing}}.',
    means: '알맞게 채웠어요.',
  },
  'endpoint-corrected': {
    says: '엔드포인트에 버킷 이름이 들어 있었어요. 이름을 뺀 주소: {{host}}.',
    means: '알맞게 채웠어요.',
  },
  'bucket-there': { says: '“{{bucket}}” 버킷이 있어요.' },
  'rules-readable': { says: '버킷의 정리 규칙을 읽을 수 있어요.' },
  'rules-sooner': {
    says: '버킷의 정리 규칙이 저장한 지 {{longest}} 뒤에 파일을 지워요.',
    means: '그보다 오래 열린다고 알려 드린 링크도 파일과 함께 끝나요.',
    mend: '연결의 최대 유효 기간을 그에 맞추거나 제공자의 관리 화면에서 규칙을 고쳐 주세요.',
  },
  'rules-denied': {
    says: '이 키로는 버킷의 정리 규칙을 읽을 수 없어요.',
    means: '만료된 파일은 Mayfly가 실행 중일 때 직접 지워요.',
  },
  'rules-unsupported': {
    says: '이 서버에는 정리 규칙이 없어요.',
    means: '만료된 파일은 Mayfly가 실행 중일 때 직접 지워요.',
  },
  'write-allowed': { says: '파일을 저장할 수 있어요.' },
  'write-denied': { says: '이 키로는 파일을 저장할 수 없어요.', means: '이 키로는 아무것도 공유할 수 없어요.' },
  'checksums-told': { says: '서버가 체크섬을 계산해서, 저장된 내용이 파일과 같은지 증명돼요.' },
  'checksums-taken': { says: '서버가 체크섬을 받지만 스스로 계산한 값은 알려 주지 않아요.' },
  'checksums-refused': {
    says: '서버가 체크섬을 거부해요.',
    means: '체크섬 없이 보내고 다른 방법으로 비교해요.',
  },
  'link-opens': { says: '계정 없이 링크가 열려요.' },
  'link-denied': {
    says: '이 키로는 저장한 파일을 읽을 수 없어요{{status}}.',
    means: '파일은 저장되지만, 이 키로 서명한 링크는 열리지 않아요.',
  },
  'link-wrong': {
    says: '링크를 열면 저장한 것과 다른 것이 나와요{{status}}.',
    means: '여기서는 아무것도 공유할 수 없어요.',
    mend: '이 컴퓨터와 서버 사이의 프록시나 게이트웨이가 요청을 바꾸고 있어요. 관리자에게 물어보세요.',
  },
  'overrides-kept': { says: '링크가 파일에 Mayfly가 정한 이름과 형식을 붙여요.' },
  'overrides-lost': {
    says: '서버가 링크에 적힌 이름과 형식을 무시해요.',
    means: '파일은 저장할 때의 이름과 형식을 그대로 써요. 버킷에 원래 있던 파일의 링크는 다른 이름으로 열릴 수 있어요.',
    mend: '설정으로 바꿀 수 없어요. 이 서버는 응답 헤더 덮어쓰기를 지원하지 않아요.',
  },
  'pages-shown': { says: '웹 페이지가 보여서, 파일 여러 개를 링크 하나로 공유할 수 있어요.' },
  'pages-hidden': {
    says: '서버가 웹 페이지를 보여 주지 않아요.',
    means: '파일 여러 개는 페이지 하나 대신 파일마다 링크를 만들어요.',
    mend: 'Mayfly에서 바꿀 수 있는 설정은 없어요. 같은 버킷을 다른 주소로 열면 페이지를 보여 주는 서비스도 있어요.',
  },
  'gzip-kept': { says: '페이지를 압축해서 저장할 수 있어요.' },
  'gzip-lost': {
    says: '서버가 압축한 페이지를 그대로 돌려주지 않아요.',
    means: '페이지를 압축하지 않고 저장해서 조금 더 커요.',
  },
  'cors-open': {
    says: '모든 웹 페이지가 이 버킷의 링크를 읽을 수 있어요(CORS).',
    means: '링크를 아는 웹 페이지가 방문자의 브라우저에서 파일을 읽을 수 있어요.',
    mend: '공유에는 필요하지 않아요. 다른 곳에서 쓰지 않는다면 버킷의 CORS 규칙을 좁히세요.',
  },
  'cors-closed': { says: '다른 웹 페이지는 링크를 읽을 수 없어요. 공유에는 필요하지 않아요.' },
  'describe-allowed': { says: '저장된 객체의 정보를 볼 수 있어요.' },
  'describe-denied': {
    says: '이 키로는 저장된 객체의 정보를 볼 수 없어요.',
    means: '바뀌지 않은 파일도 버킷 안에서 복사하지 않고 다시 업로드해요.',
  },
  'parts-work': { says: '큰 파일을 나눠서 업로드할 수 있어요.' },
  'parts-fail': {
    says: '이 키로는 나눠서 업로드할 수 없어요.',
    means: '{{size}}보다 큰 파일은 공유할 수 없어요.',
  },
  'parts-unsupported': {
    says: '서버가 나눠서 올리는 업로드를 받지 않아요.',
    means: '{{size}}보다 큰 파일은 공유할 수 없어요.',
    mend: '설정으로 바꿀 수 없어요. 더 작은 파일을 공유하거나 다른 서버를 쓰세요.',
  },
  'list-parts-allowed': { says: '끊긴 업로드를 멈춘 곳부터 이어 올려요.' },
  'list-parts-denied': {
    says: '도착한 조각의 목록을 볼 수 없어요.',
    means: '끊긴 업로드는 처음부터 다시 시작해요.',
  },
  'etags-md5': { says: '저장된 내용을 MD5로 파일과 비교할 수 있어요.' },
  'etags-md5-single': { says: '작은 파일은 MD5로, 큰 파일은 조각마다 비교할 수 있어요.' },
  'etags-other': {
    says: '서버가 붙이는 표시가 파일의 MD5가 아니에요.',
    means: '체크섬도 알려 주지 않으면 저장된 내용의 일부를 다시 읽어 비교해요.',
  },
  'abort-allowed': { says: '취소한 업로드가 아무것도 남기지 않아요.' },
  'abort-denied': {
    says: '이 키로는 업로드를 그만둘 수 없어요.',
    means: '취소한 업로드의 조각이 보이지 않게 버킷에 남아 저장 비용이 들어요.',
  },
  'write-links-safe': { says: '쓰기 링크를 읽기 링크로 바꿀 수 없어요.' },
  'write-links-open': {
    says: '쓰기 링크를 버킷의 다른 객체를 읽는 링크로 바꿀 수 있어요(CVE-2026-54330).',
    means:
      '파일 요청은 안전해요. 여기서는 보내는 사람에게 업로드 양식만 주거나 아무것도 주지 않아요. 파일을 여는 링크에는 영향이 없어요.',
    mend: '서버를 업데이트하기 전에는 “mayfly sign put” 링크를 아무에게도 주지 마세요. Ceph는 19.2.6이나 20.2.4예요. MinIO는 더 이상 관리되지 않아 고쳐지지 않아요.',
  },
  'conditional-kept': { says: '이미 있는 것을 덮어쓰지 않는 업로드를 할 수 있어요.' },
  'conditional-ignored': { says: '덮어쓰지 말라고 해도 서버가 덮어써요.' },
  'conditional-unsupported': { says: '서버가 덮어쓰지 않는 업로드를 지원하지 않아요.' },
  'lengths-kept': { says: '쓰기 링크로는 서명한 바이트 수만큼만 보낼 수 있어요.' },
  'lengths-ignored': { says: '쓰기 링크를 가진 사람이 서명한 것보다 많은 바이트를 보내도 서버가 받아요.' },
  'forms-limited': { says: '업로드 양식의 제한이 지켜져요.' },
  'forms-any-size': {
    says: '서버가 업로드 양식의 제한을 지키지 않아요. 너무 큰 파일을 받았어요.',
    means: 'Mayfly는 이 버킷에 업로드 양식을 만들지 않아요.',
  },
  'forms-any-key': {
    says: '서버가 업로드 양식의 제한을 지키지 않아요. 다른 객체의 양식을 받았어요.',
    means: 'Mayfly는 이 버킷에 업로드 양식을 만들지 않아요.',
  },
  'forms-any-type': {
    says: '서버가 업로드 양식의 제한을 지키지 않아요. 다른 형식의 파일을 받았어요.',
    means: 'Mayfly는 이 버킷에 업로드 양식을 만들지 않아요.',
  },
  'forms-unsupported': { says: '서버가 업로드 양식을 받지 않아요.' },
  'intake-none': {
    says: '연결에 접수 키가 없어서 파일 요청에 연결의 키로 서명해요.',
  },
  'intake-advised': {
    says: '연결에 접수 키가 없어서 파일 요청에 연결의 키로 서명하는데, 이 키는 저장 말고 다른 것도 할 수 있어요.',
    means: '서버가 보내는 사람을 제한하는 업로드 양식을 받지 않아서 요청의 자리마다 쓰기 링크를 써요.',
    mend: 'in/ 아래에 저장만 할 수 있는 두 번째 키를 연결에 접수 키로 넣어 주세요. mayfly connections policy NAME --intake 명령이 그 정책을 보여 줘요.',
  },
  'intake-proven': { says: '접수 키로 파일 요청의 파일을 저장할 수 있고, 다른 것은 할 수 없어요.' },
  'intake-open': {
    says: '접수 키로 in/ 아래에 저장하는 것 말고 다른 것도 할 수 있어요: {{right}}.',
    means: '그래서 파일 요청에 연결의 키로 서명해요.',
    mend: '접수 키에 mayfly connections policy NAME --intake 명령이 보여 주는 정책만 주세요.',
  },
  'intake-denied': {
    says: '접수 키로 in/ 아래에 저장할 수 없어요{{status}}.',
    means: '그래서 파일 요청에 연결의 키로 서명해요.',
    mend: '접수 키에 mayfly connections policy NAME --intake 명령이 보여 주는 정책을 주세요.',
  },
  'intake-foreign': {
    says: '접수 키로 저장한 것을 연결의 키로 읽을 수 없어요{{status}}.',
    means: '그래서 파일 요청에 연결의 키로 서명해요.',
    mend: '저장한 객체가 같은 사용자나 계정의 것이 되는 키를 쓰세요. Ceph에서는 하위 사용자(subuser)예요.',
  },
  'intake-refused': {
    says: '서버가 접수 키를 받아들이지 않아요{{status}}.',
    means: '그래서 파일 요청에 연결의 키로 서명해요.',
    mend: '접수 키와 비밀 키를 다시 입력하거나 접수 키를 지워 주세요.',
  },
  'intake-unread': {
    says: '접수 키의 비밀 키가 키체인에 없어요.',
    means: '그래서 파일 요청에 연결의 키로 서명해요.',
    mend: '접수 키와 비밀 키를 다시 입력하거나 접수 키를 지워 주세요.',
  },
  'delete-allowed': { says: '링크를 회수할 수 있어요.' },
  'delete-denied': {
    says: '이 키로는 저장한 파일을 지울 수 없어요.',
    means: '만료되기 전에 링크를 회수할 수 없고, 만료된 뒤에도 파일이 남아요.',
  },
  'versions-none': { says: '버킷이 이전 버전을 남기지 않아요.' },
  'versions-removed': { says: '버킷이 이전 버전을 남기고, 이 키로 지울 수도 있어요.' },
  'versions-stay': {
    says: '버킷이 이전 버전을 남기는데, 이 키로는 지울 수 없어요.',
    means: '링크를 회수하면 링크는 죽지만 파일이 이전 버전으로 버킷에 남아요.',
  },
  'list-allowed': { says: '버킷의 목록을 볼 수 있어요.' },
  'list-denied': {
    says: '이 키로는 버킷의 목록을 볼 수 없어요.',
    means: '공유에는 필요하지 않아요. 버킷에 이미 있는 폴더의 링크에는 필요해요.',
  },
  'versions-unlisted': {
    says: '이 키로는 이전 버전의 목록을 볼 수 없어요.',
    means: '회수한 파일이 이전 버전으로 버킷에 남을 수 있어요.',
  },
  cleaned: { says: '검사하면서 저장한 것을 모두 지웠어요.' },
  'nothing-stored': { says: '검사하면서 저장한 것이 없어요.' },
  'left-behind': {
    says: '검사하면서 저장한 “{{key}}” 객체를 지우지 못했어요.',
    means: '수백 바이트밖에 안 되고, 개인 정보는 들어 있지 않아요.',
    mend: '서비스의 콘솔에서 이 객체를 이전 버전, 끝나지 않은 업로드와 함께 지우세요.',
  },
  'not-asked': { says: '앞 단계가 실패해서 확인하지 않았어요.' },
  'shares-private': { says: '“{{bucket}}” 버킷의 공유 파일은 링크 없이 아무도 읽을 수 없어요.' },
  'shares-public': {
    says: '{{host}}에서 “{{bucket}}” 버킷의 공유 파일을 링크 없이도 누구나 읽을 수 있어요.',
    means: '링크를 받은 적이 있는 사람은 서명과 기한 없이도 파일을 지울 때까지 열 수 있어요.',
    mend: '버킷을 비공개로 바꿔 주세요. 정책이나 공개 설정을 없애고, 주소는 짧은 링크의 버킷으로만 이어지게 해 주세요.',
  },
  ...doorFindings,
  'no-room': { says: '검사가 보낼 수 있는 요청 수가 다 되어서 확인하지 않았어요.' },
  'cut-off': { says: '검사를 멈춰서 확인하지 않았어요.' },
  unclear: {
    says: '서버의 대답이 분명하지 않아요{{status}}.',
    means: 'Mayfly는 평소처럼 동작하고, 실패하면 알려 드려요.',
  },
};

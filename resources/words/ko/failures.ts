// Failures: the texts in Korean.
import type * as english from '../en/failures';
import type { Translation } from '../message-types';
import { sharingFailures } from './failures/sharing';
import { connectionFailures } from './failures/connections';
import { storageFailures } from './failures/storage';
import { computerFailures } from './failures/this-computer';
import { deviceFailures } from './failures/devices';
import { getFailures } from './failures/getting';
import { guestFailures } from './failures/guests';
import { agentFailures } from './failures/agents';
import { organisationFailures } from './failures/organisation';
import { failureReasons } from './failures/reasons';

export const failures: Translation<typeof english.failures> = {
  unsavedNext: '이 명령에 준 옵션과 환경 변수를 고쳐 주세요.',
  endedNext: '공간을 비우면 Mayfly가 알아서 저장해요.',
  sendingNext: '네트워크를 확인하고 같은 명령을 다시 실행해 주세요. 끊긴 곳부터 이어서 보내요.',
  gettingNext: '네트워크를 확인하고 같은 명령을 다시 실행해 주세요. 끊긴 곳부터 이어서 받아요.',
  safety: {
    sourceKept: '이 컴퓨터에 있는 파일은 안전하고, 새로 공유된 것은 없어요.',
    partlySent: '원본 파일은 이 컴퓨터에 안전하게 있어요. 이미 보낸 내용은 서버에 남아 있을 수 있고, 링크는 없어요.',
    linkGiven:
      '원본 파일은 이 컴퓨터에 안전하게 있어요. 링크는 먼저 만들어졌고, 저장된 파일은 그 페이지에서 받을 수 있어요.',
    nothingSent: '아무것도 보내지 않았어요.',
    nothingStored: '아무것도 저장하지 않았어요.',
    nothingChanged: '아무것도 바꾸지 않았어요.',
    bucketMade: '버킷은 만들어졌고 그대로 있어요. 연결은 저장하지 않았어요.',
    notInstalled: '아무것도 설치하지 않았어요. 지금 쓰는 Mayfly는 그대로예요.',
    objectKept: '전에 공유한 것은 그대로 있어요.',
    historyAtRisk: '파일과 이미 보낸 링크는 그대로지만, 지금 공유하는 것은 기록에 남지 않을 수 있어요.',
    historyAside: '이전 기록은 바꾸지 않고 따로 보관했어요.',
    unknown: '이 컴퓨터에 있는 파일은 건드리지 않았어요.',
    leftOut: '이것만 빠졌고 나머지는 공유했어요.',
    workKept: '명령이 한 일은 그대로 남아 있어요.',
    filesStored: '이미 저장된 파일은 안전해요. 다시 업로드하지 않아도 돼요.',
    linkLives: '링크가 아직 열린다고 생각해 주세요.',
    linkEnded: '링크는 이제 열리지 않아요. 기록에만 아직 저장하지 못했어요.',
    arrivalKept: '전달된 파일은 버킷에 그대로 있어요.',
    arrivalLost: '이 Mayfly가 끝나면서 버킷도 없어져 전달된 파일을 잃었어요. 다시 보내 달라고 해 주세요.',
    gotWhole: '저장한 파일은 온전해요. 덜 받은 것은 파일 이름으로 남지 않아요.',
    guestKept: '원본 파일은 그대로 있고, 이미 전달된 파일은 받는 사람에게 있어요.',
    streamEnded: '표준 입력으로 받은 내용은 링크가 없고 다시 읽을 수 없어요.',
  },
  facts: {
    server: '서버',
    serverNamed: '{{name}} 서버',
    host: '서버',
    hostNamed: '{{name}} 서버',
    file: '파일',
    fileInside: '파일',
    fileNamed: '“{{name}}” 파일',
    bucket: '버킷',
    bucketNamed: '“{{name}}” 버킷',
    proxy: '프록시 서버',
    proxyNamed: '{{name}} 프록시 서버',
    device: '기기',
    deviceNamed: '“{{name}}” 기기',
    otherHost: '다른 주소',
    otherHostNamed: '{{name}} 주소',
    inPath: '경로',
    inHostName: '호스트 이름',
    asPath: '경로',
    asVirtualHost: '가상 호스트',
    fingerprint: '(SHA-256 지문 {{fingerprint}})',
    because: ': {{reason}}',
    status: '(응답 코드 {{status}})',
    stored: '아직 저장되지 않은 파일이 있어요',
    storedOf_other: '파일 {{all}}개 중 {{count}}개만 저장됐어요',
  },
  rights: {
    's3:AbortMultipartUpload': '업로드 중단',
    's3:CreateBucket': '버킷 만들기',
    's3:DeleteObject': '객체 삭제',
    's3:DeleteObjectVersion': '객체 버전 삭제',
    's3:GetBucketVersioning': '버전 보관 여부 확인',
    's3:GetLifecycleConfiguration': '정리 규칙 읽기',
    's3:GetObject': '객체 읽기',
    's3:ListAllMyBuckets': '버킷 목록 보기',
    's3:ListBucket': '객체 목록 보기',
    's3:ListBucketMultipartUploads': '끝나지 않은 업로드 목록 보기',
    's3:ListBucketVersions': '객체 버전 목록 보기',
    's3:ListMultipartUploadParts': '업로드 조각 목록 보기',
    's3:PutLifecycleConfiguration': '정리 규칙 바꾸기',
    's3:PutObject': '객체 저장',
  },
  reasons: failureReasons,
  codes: {
    ...sharingFailures,
    ...connectionFailures,
    ...storageFailures,
    ...computerFailures,
    ...deviceFailures,
    ...getFailures,
    ...guestFailures,
    ...agentFailures,
    ...organisationFailures,
  },
};

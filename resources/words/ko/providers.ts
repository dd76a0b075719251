// Providers of storage: the texts in Korean.
import type * as english from '../en/providers';
import type { Translation } from '../message-types';

export const providers: Translation<typeof english.providers> = {
  aws: {
    endpoint: '주소에서 중요한 것은 리전뿐이에요. 몰라도 연결 검사가 찾아 줘요.',
    keys: 'IAM › Users › Security credentials › Create access key에서 만들어요.',
    limits: { token: '임시 자격 증명으로 만든 링크는 자격 증명과 함께 끝나요.' },
  },
  r2: {
    endpoint: 'R2 › Overview에서 계정 ID를 볼 수 있어요. EU에 두는 버킷은 ID 뒤에 .eu가 붙어요.',
    keys: 'R2 › Overview › Manage API tokens에서 만들어요. 두 키는 그 화면에서 한 번만 보여요.',
    limits: {
      domain: '내 도메인으로는 링크를 만들 수 없어요.',
      account: '링크 주소에 계정 ID가 보여요.',
    },
  },
  b2: {
    endpoint: 'Buckets에서 버킷마다 “Endpoint” 항목으로 보여요.',
    keys: 'Application Keys › Add a new application key에서 만들어요. 마스터 키는 쓸 수 없어요.',
    limits: { conditional: '덮어쓰지 않는 업로드를 받지 않아요.' },
  },
  wasabi: {
    endpoint: '버킷이 있는 리전의 서비스 주소예요.',
    keys: 'Access Keys › Create access key에서 만들어요.',
    limits: {},
  },
  spaces: {
    endpoint: 'Space 설정에서 볼 수 있어요. 앞에 버킷 이름이 붙어 있으면 알아서 나눠요.',
    keys: 'Spaces Object Storage › Access Keys › Create Access Key에서 만들어요.',
    limits: {},
  },
  gcs: {
    endpoint: '모두 같은 주소를 써요.',
    keys: 'Cloud Storage › Settings › Interoperability › Create a key for a service account에서 만들어요.',
    limits: {},
  },
  minio: {
    endpoint: '서버의 API 주소예요. 보통 9000번 포트이고, 콘솔은 포트가 달라요.',
    keys: '서버 콘솔의 Access Keys에서 만들어요.',
    limits: {
      ended: '2026년 2월부터 관리되지 않아요. 새로 발견된 취약점이 고쳐지지 않아요.',
      writes: 'CVE-2026-54330처럼 쓰기 링크를 읽기 링크로 바꿀 수 있어요. 쓰기 링크를 아무에게도 주지 마세요.',
    },
  },
  rustfs: {
    endpoint: '서버의 API 주소예요. 보통 9000번 포트이고, 콘솔은 포트가 달라요.',
    keys: '서버 콘솔의 Access Keys에서 만들어요.',
    limits: {},
  },
  ceph: {
    endpoint: '오브젝트 게이트웨이의 주소예요. 관리자가 알고 있어요.',
    keys: 'radosgw-admin user create로 만들거나 관리자에게 받아요.',
    limits: {
      token: '오래된 버전은 임시 자격 증명을 받지 않아요.',
      writes: '19.2.6과 20.2.4 이전에는 쓰기 링크를 읽기 링크로 바꿀 수 있어요(CVE-2026-54330). 업데이트해 주세요.',
    },
  },
  scaleway: {
    endpoint: '리전은 fr-par, nl-ams, pl-waw처럼 생겼어요.',
    keys: 'IAM › API keys에서 만들어요.',
    limits: { parts: '파일 하나를 1,000조각까지만 나눌 수 있어서, 큰 파일은 더 큰 조각으로 보내요.' },
  },
  hetzner: {
    endpoint: '버킷의 위치예요. fsn1, nbg1, hel1 가운데 하나예요.',
    keys: 'Cloud Console에 있는 프로젝트의 S3 credentials에서 만들어요.',
    limits: { copy: '버킷 안 복사가 실패할 때가 있어요. 그러면 파일을 다시 업로드해요.' },
  },
  ovh: {
    endpoint: '버킷의 리전을 소문자로 적어요. gra, rbx, eu-west-par처럼요.',
    keys: 'Object Storage › Create user에서 만들어요. 사용자 메뉴에서 비밀 키를 다시 볼 수 있어요.',
    limits: {},
  },
  idrive: {
    endpoint: 'Dashboard › Enabled regions에서 볼 수 있어요.',
    keys: 'Access Key › Create Access Key에서 만들어요.',
    limits: {},
  },
  storj: {
    endpoint: '모두 같은 주소를 써요.',
    keys: 'Access › New access key › S3 credentials에서 만들어요.',
    limits: {
      rules: '정리 규칙이 없어요.',
    },
  },
  tigris: {
    endpoint: '모두 같은 주소를 써요. Fly.io 안에서는 fly.storage.tigris.dev예요.',
    keys: 'Access Keys › Create new access key에서 만들어요.',
    limits: {
      days: '링크가 최대 90일 동안, 자신의 도메인에서도 열려요. 그 도메인을 공유 주소로 적어 주세요.',
    },
  },
  oracle: {
    endpoint: 'Tenancy details에서 Object Storage 네임스페이스를 볼 수 있어요. 리전은 eu-frankfurt-1처럼 생겼어요.',
    keys: '내 사용자 › Customer secret keys › Generate secret key에서 만들어요.',
    limits: {},
  },
  linode: {
    endpoint: 'Object Storage에서 버킷마다 보여요. 앞에 버킷 이름이 붙어 있으면 알아서 나눠요.',
    keys: 'Object Storage › Access Keys › Create Access Key에서 만들어요.',
    limits: {},
  },
  vultr: {
    endpoint: 'Cloud Storage › Object Storage › Overview에 호스트 이름으로 나와요.',
    keys: 'Cloud Storage › Object Storage › Overview › S3 credentials에서 볼 수 있어요.',
    limits: {},
  },
  contabo: {
    endpoint: '오브젝트 스토리지의 S3 URL이에요.',
    keys: '계정의 S3 오브젝트 스토리지 자격 증명이에요.',
    limits: { speed: '보통 1초에 요청 250개, 10MB까지예요.' },
  },
  supabase: {
    endpoint: 'Storage › S3 configuration에서 엔드포인트와 리전을 둘 다 복사해 주세요.',
    keys: 'Storage › S3 configuration › New access key에서 만들어요.',
    limits: { versions: '버전을 보관하지 않아요.' },
  },
  garage: {
    endpoint: '서버의 S3 API 주소예요. 보통 3900번 포트예요.',
    keys: 'garage key create로 만들고, garage bucket allow로 버킷을 열어 줘요.',
    limits: { region: '리전은 서버 설정에 적힌 것이에요.' },
  },
  seaweedfs: {
    endpoint: 'weed s3의 주소예요. 보통 8333번 포트예요.',
    keys: 'weed shell의 s3.configure로 만들어요.',
    limits: {},
  },
  swift: {
    endpoint: '프록시 서버의 주소예요. 관리자가 알고 있어요.',
    keys: 'openstack ec2 credentials create로 만들어요.',
    limits: {},
  },
  other: {
    endpoint: '서비스에서 알려 준 S3 API 주소예요.',
    keys: '서비스에서 알려 준 액세스 키와 비밀 키예요.',
    limits: {},
  },
};

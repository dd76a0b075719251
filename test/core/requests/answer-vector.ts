// One answer as Mayfly seals it, for both sides: the core writes it, and the guest's page reads it.
import type { OfferAnswer } from '../../../main/core/requests/rules/offer-answer';

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => index);

/** As a manifest has it. */
export const vectorKey = Buffer.from(bytes(32)).toString('base64url');
export const vectorNonce = bytes(12);
export const vectorSlotKey = '받은 것/in/AAAAAAAAAAAAAAAAAAAAAA/0003/data';

export const vectorAnswer: OfferAnswer = {
  v: 1,
  state: 'upload',
  partBytes: 16_777_216,
  parts: 3,
  url: '/bucket/in/AAAAAAAAAAAAAAAAAAAAAA/0003/data?X-Amz-Expires=3600&uploadId=u',
  signatures: ['a', 'b', 'c'].map((letter) => Buffer.alloc(32, letter).toString('base64url')),
  // Parts 1 and 3.
  have: 'BQ',
  expiresAtMs: 1_767_229_200_000,
};

/** The object's bytes. */
export const vectorSealed = Buffer.from(
  'AAECAwQFBgcICQoLPCCgOf_U7jn-Nfb_1MtCT_am61uRH31QGheE92krecZkY4zGnvclr0OWTtukpVhZnC0Tr2Dlj_hK5UY7IsHajIVfrR-n_k8PMxXrL67OT6l5y4gjNyISKby83405sfii-8hp1YslqW7_I2afCRhbUv8fEsKRoFanfsln_aSTHmLUM2SP0Oq-cSTDO8hatC22Q4aGRhcryGjVCK4fo4WvhsrA2H2wqIoW_jSbkobXwNPEmYxK0vw11DyIhq8okvGbShvP2CH_j6R9P4qL8CiA6asXoRt3aeOcO_jDqgsh1pcJSo3CrElaSBgu4WX_eCU84bGVV8QCx89OWSkZ0q4M603jvPrE6AZULu08be4fdGCDhoSn2bnPxSgdIztTxvdpXC_8INuzqzWoHngLKLmCtuC6Miws545j1UI_LKYKc977p0YYu1BI2ZOdYAbFGgH01aYyeNfAILpQvQ',
  'base64url',
);

// The fake bridge reads the contract, whose library compiles its schemas where it may; the policy of the gallery, as that of the window, lets
// nothing be compiled, and a browser reports the attempt.
import * as z from 'zod';

z.config({ jitless: true });

/**
 * `prime-snippet.js`, for the head of a page: as a file, `<script src="prime-snippet.js" data-prime="…"></script>`, or inline, followed by
 * calls of `t333Prime()`.
 */
import { createPrimer } from './primer.ts';

const primer = (globalThis.t333Prime ??= createPrimer());
const url = document.currentScript?.dataset.prime;
if (url) void primer(url);

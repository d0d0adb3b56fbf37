import { expect } from 'chai';
import { diagnoseHls, type HlsErrorLike } from './diagnose-hls.ts';

const url = 'https://example.com/a.m3u8';
const html = '<!doctype html><title>404</title>';

describe('diagnoseHls', () => {
  const net = (details: string, more: Partial<HlsErrorLike> = {}): HlsErrorLike => ({
    type: 'networkError',
    details,
    url,
    ...more,
  });
  const status = (code: number): Partial<HlsErrorLike> => ({ response: { code } });
  const body = (data: unknown): Partial<HlsErrorLike> => ({ response: { code: 200, data } });

  const cases: [fault: HlsErrorLike, code: string, retryable: boolean, says?: RegExp][] = [
    [net('manifestLoadError', status(404)), 'not-found', true, /404.*example\.com/],
    [net('manifestLoadError', status(410)), 'not-found', true],
    [net('levelLoadError', status(401)), 'forbidden', true],
    [net('fragLoadError', status(403)), 'forbidden', true],
    [net('fragLoadError', status(451)), 'forbidden', true],
    [net('fragLoadError', status(500)), 'http', true, /500/],
    [net('fragLoadError', status(503)), 'http', true],
    [net('fragLoadError', status(429)), 'http', true],
    [net('fragLoadError', status(418)), 'http', false],
    [net('manifestLoadError', status(0)), 'network', true],
    [net('manifestLoadError'), 'network', true],
    [net('manifestLoadTimeOut'), 'timeout', true, /example\.com/],
    [net('levelLoadTimeOut'), 'timeout', true],
    [net('fragLoadTimeOut'), 'timeout', true],
    [net('manifestParsingError', body(html)), 'not-hls', true, /a web page/],
    [net('levelParsingError', body('\n <HTML>')), 'not-hls', true, /a web page/],
    [net('manifestParsingError', body('')), 'not-hls', true, /nothing/],
    [net('manifestParsingError', body('{"error":true}')), 'not-hls', true, /\{\\"error/],
    [net('manifestParsingError', body(new ArrayBuffer(1))), 'not-hls', true],
    [net('manifestParsingError', body('#EXTM3U\n')), 'empty-playlist', true],
    [net('levelEmptyError', body('#EXTM3U\n#EXT-X-TARGETDURATION:2')), 'empty-playlist', true],
    [{ type: 'mediaError', details: 'bufferAppendError' }, 'media-decode', true],
    [{ type: 'mediaError', details: 'fragParsingError', frag: { url } }, 'media-decode', true],
    [{ type: 'mediaError', details: 'manifestIncompatibleCodecsError' }, 'media-unsupported', false],
    [{ type: 'mediaError', details: 'bufferAddCodecError' }, 'media-unsupported', false],
    [{ type: 'keySystemError', details: 'keySystemNoAccess' }, 'media-unsupported', false, /encrypted/],
    [{ type: 'otherError', details: 'internalException' }, 'media-decode', true],
  ];

  for (const [fault, code, retryable, says] of cases) {
    const { response } = fault;
    it(`${fault.details} ${response?.code ?? ''} ${JSON.stringify(response?.data) ?? ''} → ${code}`, () => {
      const cause = new Error('of hls.js');
      const error = diagnoseHls({ ...fault, error: cause });
      expect(error).to.include({ code, retryable });
      if (says) expect(error.message).to.match(says);
    });
  }

  it('names the address of a fragment, and keeps the cause', () => {
    const cause = new Error('of hls.js');
    const error = diagnoseHls({ type: 'networkError', details: 'fragLoadTimeOut', frag: { url }, error: cause });
    expect(error.message).to.include(url);
    expect(error.cause).to.equal(cause);
  });

  it('shows only a little of a wrong answer', () => {
    expect(diagnoseHls(net('manifestParsingError', body('x'.repeat(10_000)))).message.length).to.be.below(150);
  });
});

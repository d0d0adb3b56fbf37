import { expect } from 'chai';
import * as fc from 'fast-check';
import { addToQuery, takesQuery, withoutCmcd } from './cmcd-address.ts';

fc.configureGlobal({ seed: 333 });

describe('the address of a request', () => {
  const cases: [before: string, after: string][] = [
    ['https://a.example/x.m4s', 'https://a.example/x.m4s?CMCD=1'],
    ['https://a.example/x.m4s?token=a%2Fb', 'https://a.example/x.m4s?token=a%2Fb&CMCD=1'],
    ['https://a.example/x.m3u8?_HLS_msn=3&_HLS_part=1', 'https://a.example/x.m3u8?_HLS_msn=3&_HLS_part=1&CMCD=1'],
    ['https://a.example/x.m4s#t=1', 'https://a.example/x.m4s?CMCD=1'],
    ['https://a.example/x.m4s?CMCD=0&b=2', 'https://a.example/x.m4s?b=2&CMCD=1'],
    ['https://a.example/x.m4s?xCMCD=0', 'https://a.example/x.m4s?xCMCD=0&CMCD=1'],
  ];
  for (const [before, after] of cases) it(before, () => expect(addToQuery(before, 'CMCD=1')).to.equal(after));

  it('is as before without it', () => {
    const query = fc.array(fc.constantFrom('a=1', 'b', 'xCMCD=2', 'token=%3D%26'), { maxLength: 4 });
    fc.assert(
      fc.property(query, (parameters) => {
        const url = ['https://a.example/x.m4s', parameters.join('&')].filter(Boolean).join('?');
        expect(withoutCmcd(addToQuery(url, 'CMCD=br%3D(1%3Bav)'))).to.equal(url);
      }),
    );
  });

  it('is left alone where nobody would read it, or where it is signed', () => {
    for (const url of [
      'blob:https://a.example/b9a3',
      'data:application/vnd.apple.mpegurl,%23EXTM3U',
      'https://a.example/x.m4s?X-Amz-Algorithm=a&X-Amz-Signature=b',
      'https://a.example/x.m4s?Expires=1&Signature=b&Key-Pair-Id=c',
    ]) {
      expect(takesQuery(url), url).to.equal(false);
    }
    expect(takesQuery('http://a.example/x.m4s?token=a')).to.equal(true);
  });
});

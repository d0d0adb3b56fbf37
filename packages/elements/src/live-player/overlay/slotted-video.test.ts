import { expect } from 'chai';
import { dressSlottedVideo } from './slotted-video.ts';

describe('dressSlottedVideo', () => {
  let host: HTMLElement & { poster: string | null; loop: boolean };
  let video: HTMLVideoElement;

  beforeEach(() => {
    host = Object.assign(document.createElement('div'), { poster: null as string | null, loop: false });
    video = document.createElement('video');
    video.slot = 'video';
    host.append(video);
  });

  it('gives it the poster, and whether to begin again at the end', () => {
    Object.assign(host, { poster: '/poster.jpg', loop: true });
    dressSlottedVideo(host);
    expect([video.getAttribute('poster'), video.loop]).to.deep.equal(['/poster.jpg', true]);
    host.loop = false;
    dressSlottedVideo(host);
    expect(video.loop).to.equal(false);
  });

  it('leaves what the page has given to it alone', () => {
    video.poster = '/own.jpg';
    video.loop = true;
    dressSlottedVideo(host);
    expect([video.getAttribute('poster'), video.loop]).to.deep.equal(['/own.jpg', true]);
  });

  it('has nothing to do where there is none, or where it is not for this element', () => {
    Object.assign(host, { loop: true });
    video.slot = '';
    dressSlottedVideo(host);
    video.remove();
    dressSlottedVideo(host);
    expect(video.loop).to.equal(false);
  });
});

import { expect } from 'chai';
import { readCaptions, showCaption } from './captions.ts';

describe('captions of a media element', () => {
  let video: HTMLVideoElement;

  beforeEach(() => {
    video = document.createElement('video');
    video.addTextTrack('metadata', 'id3');
    video.addTextTrack('captions', 'English', 'en');
    video.addTextTrack('chapters', 'Chapters', 'en');
    video.addTextTrack('subtitles', '', 'de');
  });

  it('are the tracks that a viewer may read, in order', () => {
    expect(readCaptions(video.textTracks)).to.deep.equal({
      captions: [
        { id: '0', label: 'English', language: 'en' },
        { id: '1', label: 'de', language: 'de' },
      ],
      caption: null,
    });
  });

  it('are shown one at a time, without touching other tracks', () => {
    const [metadata, english, chapters, german] = video.textTracks;
    metadata!.mode = chapters!.mode = 'hidden';
    showCaption(video.textTracks, '1');
    expect(readCaptions(video.textTracks).caption).to.equal('1');
    expect([english!.mode, german!.mode]).to.deep.equal(['disabled', 'showing']);
    showCaption(video.textTracks, '0');
    expect([english!.mode, german!.mode]).to.deep.equal(['showing', 'disabled']);
    showCaption(video.textTracks, null);
    expect(readCaptions(video.textTracks).caption).to.equal(null);
    expect([metadata!.mode, chapters!.mode]).to.deep.equal(['hidden', 'hidden']);
  });

  it('are none where there are no tracks', () => {
    expect(readCaptions(undefined)).to.deep.equal({ captions: [], caption: null });
    showCaption(undefined, '0');
  });
});

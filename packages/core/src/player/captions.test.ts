import { expect } from 'chai';
import { hideOthers, readCaptions, showCaption } from './captions.ts';

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
        { id: '0', label: 'English', language: 'en', kind: 'captions' },
        { id: '1', label: '', language: 'de', kind: 'subtitles' },
      ],
      caption: null,
    });
  });

  it('are the same list while they say the same, with what else is known', () => {
    const details = (track: TextTrack): object => (track.language === 'de' ? { isForced: true } : {});
    const { captions } = readCaptions(video.textTracks, [], details);
    expect(captions[1]).to.include({ isForced: true });
    expect(readCaptions(video.textTracks, captions, details).captions).to.equal(captions);
    video.addTextTrack('captions', 'Français', 'fr');
    expect(readCaptions(video.textTracks, captions, details).captions).to.have.length(3);
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

  it('are shown one at a time also where the browser shows another', () => {
    const [, english, , german] = video.textTracks;
    showCaption(video.textTracks, '1');
    english!.mode = 'showing';
    hideOthers(video.textTracks, '0' === readCaptions(video.textTracks).caption ? '1' : null);
    expect([english!.mode, german!.mode]).to.deep.equal(['disabled', 'showing']);
    german!.mode = 'disabled';
    english!.mode = 'showing';
    hideOthers(video.textTracks, '1');
    expect(english!.mode, 'the other was turned off').to.equal('showing');
  });

  it('are none where there are no tracks', () => {
    expect(readCaptions(undefined)).to.deep.equal({ captions: [], caption: null });
    showCaption(undefined, '0');
  });

  it('has a forced one make way for what was chosen', () => {
    const tracks = (['forced', 'subtitles', 'captions'] as const).map((kind) => ({ kind, mode: 'showing' }));
    hideOthers(tracks as unknown as TextTrackList, '0');
    expect(tracks.map(({ mode }) => mode)).to.deep.equal(['disabled', 'showing', 'disabled']);
    hideOthers(tracks as unknown as TextTrackList, '1');
    expect(tracks.map(({ mode }) => mode)).to.deep.equal(['disabled', 'showing', 'disabled']);
  });
});

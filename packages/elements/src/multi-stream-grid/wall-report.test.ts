import { Wall } from '@t333/core/wall';
import { expect } from 'chai';
import { reportChanges, type Report } from './wall-report.ts';

/** What is reported of an act on a wall of three tiles. */
function report(act: (wall: Wall) => void, currentId: string | null = null): string[] {
  const wall = new Wall();
  wall.setTiles(['a', 'b', 'c'].map((id) => ({ id, source: `https://example.com/${id}.m3u8` })));
  wall.focus('a');
  wall.setAudible('a');
  const before = wall.state.getSnapshot();
  act(wall);
  const words = ({ type, text, tile }: Report): string => [type, text, tile?.id].filter(Boolean).join(' ');
  return reportChanges(before, wall.state.getSnapshot(), currentId).map(words);
}

describe('reportChanges', () => {
  it('says nothing of nothing', () => expect(report(() => {})).to.deep.equal([]));
  it('tells of another layout', () => {
    expect(report((wall) => wall.setLayout('focus'))).to.deep.equal(['layoutchange grid.layout.focus']);
  });
  it('tells where focus and sound are', () => {
    expect(report((wall) => wall.focus('b'))).to.deep.equal(['focuschange grid.focused b']);
    expect(report((wall) => wall.focus(null))).to.deep.equal(['focuschange']);
    expect(report((wall) => wall.setAudible('c'))).to.deep.equal(['audiblechange grid.soundOf c']);
    expect(report((wall) => wall.setAudible(null))).to.deep.equal(['audiblechange grid.muted']);
  });
  it('names what came, what went and what was moved', () => {
    expect(report((wall) => wall.add({ id: 'd', source: 'https://example.com/d' }))).to.deep.equal(['streamschange grid.added d']);
    expect(report((wall) => wall.remove('c'))).to.deep.equal(['streamschange grid.removed c']);
    expect(report((wall) => wall.move('c', 0), 'c')).to.deep.equal(['streamschange grid.moved c']);
  });
  it('reports a volume as a change without words', () => {
    expect(report((wall) => wall.setVolume('b', 0.5))).to.deep.equal(['streamschange']);
  });
});

import { Wall } from '@t333/core/wall';
import { expect } from 'chai';
import { announcementOf } from './announcements.ts';

/** What is said of an act on a wall of three tiles. */
function announce(act: (wall: Wall) => void, currentId: string | null = null): string | null {
  const wall = new Wall();
  wall.setTiles(['a', 'b', 'c'].map((id) => ({ id, source: `https://example.com/${id}.m3u8` })));
  wall.focus('a');
  wall.setAudible('a');
  const before = wall.state.getSnapshot();
  act(wall);
  const said = announcementOf(before, wall.state.getSnapshot(), currentId);
  return said && [said.text, said.tile?.id].filter(Boolean).join(' ');
}

describe('announcementOf', () => {
  it('says nothing of nothing', () => expect(announce(() => {})).to.equal(null));
  it('tells of another layout', () => {
    expect(announce((wall) => wall.setLayout('focus'))).to.equal('grid.layout.focus');
  });
  it('tells where the focus is', () => {
    expect(announce((wall) => wall.focus('b'))).to.equal('grid.focused b');
    expect(announce((wall) => wall.focus(null))).to.equal(null);
  });
  it('tells where the sound is', () => {
    expect(announce((wall) => wall.setAudible('c'))).to.equal('grid.soundOf c');
    expect(announce((wall) => wall.setAudible(null))).to.equal('grid.muted');
  });
  it('names what came, what went and what was moved', () => {
    expect(announce((wall) => wall.add({ id: 'd', source: 'https://example.com/d' }))).to.equal('grid.added d');
    expect(announce((wall) => wall.remove('c'))).to.equal('grid.removed c');
    expect(announce((wall) => wall.move('c', 0), 'c')).to.equal('grid.moved c');
  });
  it('tells of the sound rather than of the focus that came with it', () => {
    const choose = (wall: Wall): void => {
      wall.focus('b');
      wall.setAudible('b');
    };
    expect(announce(choose)).to.equal('grid.soundOf b');
  });
  it('has no words for a volume', () => {
    expect(announce((wall) => wall.setVolume('b', 0.5))).to.equal(null);
  });
});

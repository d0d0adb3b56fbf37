/**
 * Copies what is still to be asked for. Where a browser takes a promise it is given one at once: Safari allows no copying that does not begin
 * with the press of a button.
 *
 * @throws whatever `text` rejects with, or the browser
 */
export async function copySecret(text: Promise<string>): Promise<void> {
  const { clipboard } = navigator;
  if (typeof ClipboardItem !== 'undefined' && 'write' in clipboard) {
    const blob = text.then((known) => new Blob([known], { type: 'text/plain' }));
    // Its failure is told below.
    blob.catch(() => {});
    await clipboard.write([new ClipboardItem({ 'text/plain': blob })]).catch(async (error: unknown) => {
      await text;
      throw error;
    });
  } else await clipboard.writeText(await text);
}

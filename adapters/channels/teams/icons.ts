/**
 * The app's two icons, drawn when the package is made. Teams cuts the coloured one to a circle or a rounded square, so
 * that it is filled to its edges and the mark keeps to the middle 120 px; of the outline only white may show.
 * https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons
 */
import sharp from 'sharp';

/** Edge in pixels. */
export const COLOR_SIZE = 192;
export const OUTLINE_SIZE = 32;

/** A form, half filled in, with a seal that says that it holds. */
const COLOR = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 192 192">
  <rect width="192" height="192" fill="#1f5a8a"/>
  <g transform="translate(96 96) scale(.94) translate(-104 -100)">
    <path d="M57 38h54l27 27v85a4 4 0 0 1-4 4H57a4 4 0 0 1-4-4V42a4 4 0 0 1 4-4z" fill="#fff"/>
    <path d="M111 38v23a4 4 0 0 0 4 4h23z" fill="#bcd3e6"/>
    <g fill="none" stroke="#1f5a8a" stroke-width="8" stroke-linecap="round">
      <path d="M70 82h50M70 102h50M70 122h24"/>
    </g>
    <circle cx="127" cy="134" r="25" fill="#b3352d" stroke="#fff" stroke-width="7"/>
    <path d="m116 134.500 8 8 14.500-16" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>
  </g>
</svg>`;

const OUTLINE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
    <path d="M15 28H8a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h10l6 6v3M18 4v4a2 2 0 0 0 2 2h4M10.500 15h7M10.500 20h2.500"/>
    <circle cx="22" cy="23" r="6"/>
    <path d="m19.500 23 1.800 1.900 3.200-3.700"/>
  </g>
</svg>`;

/** PNG, 192 x 192, without a transparent pixel. */
export function colorIcon(): Promise<Buffer> {
  return sharp(Buffer.from(COLOR), { density: 72 })
    .resize(COLOR_SIZE)
    .removeAlpha()
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** PNG, 32 x 32, white on nothing. */
export function outlineIcon(): Promise<Buffer> {
  return sharp(Buffer.from(OUTLINE), { density: 72 })
    .resize(OUTLINE_SIZE)
    .ensureAlpha()
    .png({ compressionLevel: 9 })
    .toBuffer();
}

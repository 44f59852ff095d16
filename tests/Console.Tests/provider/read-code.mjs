// Reads a QR code of rows of 0 and 1 from the standard input, as a camera's picture of it, and prints what it says.
import { readFileSync } from 'node:fs';
import jsQR from 'jsqr';

const scale = 4;
const rows = readFileSync(0, 'utf8').trim().split('\n');
const size = rows.length * scale;
const picture = new Uint8ClampedArray(size * size * 4);
for (let y = 0; y < size; y++) {
  for (let x = 0; x < size; x++) {
    const light = rows[Math.floor(y / scale)][Math.floor(x / scale)] === '1' ? 0 : 255;
    picture.set([light, light, light, 255], (y * size + x) * 4);
  }
}

const read = jsQR.default ? jsQR.default(picture, size, size) : jsQR(picture, size, size);
console.log(read ? read.data : '');

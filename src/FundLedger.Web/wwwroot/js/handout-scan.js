// Reads the QR codes of a printed list with the camera or from a photo, without a network: by the browser's own reader where it has one.
import { decodeQR } from '../lib/qr/decode.js';

const widest = 960;
const pause = 120;

async function ownReader() {
  if (!('BarcodeDetector' in window)) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
}

const own = await ownReader();
const canvas = document.createElement('canvas');
const brush = canvas.getContext('2d', { willReadFrequently: true });

// What a picture of the given size says; null when no code is found.
export async function readPicture(picture, width, height) {
  const scale = Math.min(1, widest / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const found = await own?.detect(canvas).catch(() => []);
  if (found?.length > 0) return found[0].rawValue;
  try {
    return decodeQR(brush.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: 200 });
  } catch {
    return null;
  }
}

export async function readPhoto(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  return picture && readPicture(picture, picture.width, picture.height);
}

// The eight digits; otherList when the code stands on another list, null when it is none of ours.
export function shareOf(text, list, order) {
  const [, ofList, ofOrder, code] = /^(?:([^/]+)\/([0-9]+)\/)?([0-9]{8})$/.exec(text.trim()) ?? [];
  if (!code) return null;
  return ofList === undefined || (ofList === list && ofOrder === order) ? { code } : { otherList: `${ofList} LC-${ofOrder}` };
}

// Shows the camera and tells each code that comes before it, the same one once until another is seen; returns how to stop.
export async function watch(video, tell) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 } } });
  video.srcObject = stream;
  await video.play();
  let last = null;
  let timer = 0;
  const look = async () => {
    const text = video.videoWidth > 0 ? await readPicture(video, video.videoWidth, video.videoHeight) : null;
    if (text !== null && text !== last) {
      last = text;
      tell(text);
    }
    if (stream.active) timer = setTimeout(look, pause);
  };
  look();
  return () => {
    clearTimeout(timer);
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
}

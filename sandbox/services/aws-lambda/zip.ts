import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { AwsError } from '../../errors.ts';

const endOfArchive = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
/** Of a deployment package without its layers, unzipped. */
const largestBytes = 250 * 1024 * 1024;

/** The files of a zip archive by their path. @throws AwsError `InvalidParameterValueException` */
export function unzip(archive: Buffer): Map<string, Buffer> {
  try {
    return readEntries(archive);
  } catch {
    throw new AwsError(
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
}

/** An archive of one file, as CloudFormation makes of inline code. */
export function zipOne(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content);
  const path = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([word(localEntry), common, path, data]);
  const rest = Buffer.alloc(14);
  const entry = Buffer.concat([word(directoryEntry), half(20), common, rest, path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(entry.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, entry, word(endOfArchive), end]);
}

function readEntries(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(word(endOfArchive));
  if (end === -1) throw new Error('no end of central directory');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  let total = 0;
  const files = new Map<string, Buffer>();
  for (let index = 0; index < count; index += 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const path = archive.toString('utf8', at + 46, at + 46 + nameLength);
    total += archive.readUInt32LE(at + 24);
    if (total > largestBytes || !isInside(path)) throw new Error('refused');
    if (!path.endsWith('/')) files.set(path, readFile(archive, at));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

function readFile(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const data = archive.subarray(start, start + size);
  if (method === 0) return data;
  if (method !== 8) throw new Error('unknown compression');
  return inflateRawSync(data, { maxOutputLength: largestBytes });
}

/** A path must not lead out of where it is unpacked. */
function isInside(path: string): boolean {
  return !path.startsWith('/') && !path.split(/[/\\]/).includes('..');
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

using System.Buffers.Binary;

namespace TuroEzpass.Core.Proofs;

/// <summary>The header of a PNG or JPEG image, read without decompressing it.</summary>
/// <param name="Width">In pixels, as stored.</param>
/// <param name="Height">In pixels, as stored.</param>
/// <param name="ClockwiseTurn">The clockwise rotation that makes the image upright: 0, 90, 180 or 270 degrees.</param>
internal readonly record struct PictureHeader(int Width, int Height, int ClockwiseTurn)
{
    /// <summary>Reads the header of a PNG or JPEG.</summary>
    /// <returns>Null if it gives no size.</returns>
    public static PictureHeader? Read(ReadOnlySpan<byte> file)
    {
        var header = file is [0x89, ..] ? ReadPng(file) : ReadJpeg(file);
        return header is { Width: > 0, Height: > 0 } ? header : null;
    }

    private static PictureHeader? ReadPng(ReadOnlySpan<byte> file) =>
        file.Length >= 24 && file[12..16].SequenceEqual("IHDR"u8)
            ? new(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]), 0)
            : null;

    // A JPEG is a chain of segments: FF, marker, length (with itself), content. The size is in the first "start of frame".
    private static PictureHeader? ReadJpeg(ReadOnlySpan<byte> file)
    {
        var turn = 0;
        for (var at = 2; at + 4 <= file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
                return null;
            var content = file.Slice(at + 4, length - 2);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && content.Length >= 5)
            {
                return new(
                    BinaryPrimitives.ReadUInt16BigEndian(content[3..]), BinaryPrimitives.ReadUInt16BigEndian(content[1..]), turn);
            }

            if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8))
                turn = ReadExifTurn(content[6..]);
            at += 2 + length;
        }

        return null;
    }

    // Exif is a small TIFF; tag 0x0112 of its first directory is the orientation. Cameras don't write mirrored ones.
    private static int ReadExifTurn(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
            return 0;
        var little = tiff[0] == 'I';
        var directory = Number32(tiff[4..], little);
        if (directory > (uint)tiff.Length - 2)
            return 0;
        var entries = tiff[(int)directory..];
        var count = Number16(entries, little);
        for (var entry = 0; entry < count && 2 + (entry + 1) * 12 <= entries.Length; entry++)
        {
            var tag = entries.Slice(2 + entry * 12, 12);
            if (Number16(tag, little) == 0x0112)
                return Number16(tag[8..], little) switch { 3 => 180, 6 => 90, 8 => 270, _ => 0 };
        }

        return 0;
    }

    private static ushort Number16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Number32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}

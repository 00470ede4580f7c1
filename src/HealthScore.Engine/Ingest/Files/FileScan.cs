using System.Security.Cryptography;
using System.Text;

namespace HealthScore.Engine.Ingest.Files;

/// <summary>What one look at all bytes of a file tells.</summary>
/// <param name="Sha256">In lower-case hexadecimal digits.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Format">Text, workbook, or something that we cannot read.</param>
/// <param name="Encoding">How the text is written; null for a workbook.</param>
internal sealed record FileScan(string Sha256, long Bytes, FileFormat Format, Encoding? Encoding)
{
    private const int BlockSize = 1 << 20;

    /// <summary>Files without a byte order mark are UTF-8 when all of it is valid UTF-8, UTF-16 when every other byte is zero, else Windows-1252.</summary>
    public static async Task<FileScan> RunAsync(string path, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var decoder = new UTF8Encoding(false, true).GetDecoder();
        var block = new byte[BlockSize];
        var scratch = new char[BlockSize + 4];
        var head = Array.Empty<byte>();
        var (isUtf8, bytes) = (true, 0L);
        int read;
        while ((read = await file.ReadAtLeastAsync(block, BlockSize, false, ct)) > 0)
        {
            if (bytes == 0) head = block[..Math.Min(read, 4096)];
            bytes += read;
            hash.AppendData(block, 0, read);
            isUtf8 = isUtf8 && Decodes(decoder, block.AsSpan(0, read), scratch, read < BlockSize);
        }

        var format = FormatOf(head);
        return new FileScan(Convert.ToHexStringLower(hash.GetHashAndReset()), bytes, format, format == FileFormat.Text ? EncodingOf(head, isUtf8) : null);
    }

    private static bool Decodes(Decoder decoder, ReadOnlySpan<byte> bytes, Span<char> scratch, bool isLast)
    {
        try
        {
            decoder.GetChars(bytes, scratch, isLast);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static FileFormat FormatOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8)) return FileFormat.Workbook;
        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0])) return FileFormat.OldWorkbook;
        if (head.StartsWith<byte>([0x1F, 0x8B])) return FileFormat.Compressed;
        if (head.StartsWith("%PDF"u8)) return FileFormat.Other;
        return HasBom(head) || IsUtf16(head, 0) || IsUtf16(head, 1) || !head.Contains((byte)0) ? FileFormat.Text : FileFormat.Other;
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> head, bool isUtf8)
    {
        if (head.StartsWith<byte>([0xFF, 0xFE]) || IsUtf16(head, 1)) return Encoding.Unicode;
        if (head.StartsWith<byte>([0xFE, 0xFF]) || IsUtf16(head, 0)) return Encoding.BigEndianUnicode;
        return isUtf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    }

    private static bool HasBom(ReadOnlySpan<byte> head) => head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]);

    // Western text in UTF-16 has a zero in every other byte; offset 1: the high byte comes second.
    private static bool IsUtf16(ReadOnlySpan<byte> head, int offset)
    {
        if (head.Length < 4) return false;
        var (here, there) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i + offset] == 0) here++;
            if (head[i + 1 - offset] == 0) there++;
        }

        return there == 0 && here > head.Length / 4;
    }
}

/// <summary>What a file is, by its first bytes; its name does not count.</summary>
internal enum FileFormat
{
    Text,
    Workbook,
    OldWorkbook,
    Compressed,
    Other,
}

using System.Buffers;

namespace HealthScore.Engine.Reports.Files;

/// <summary>
/// What writers that know no waiting have written, kept until it is sent on without blocking. A zip archive and an XML writer are
/// such writers, also through their asynchronous methods; the body of a response refuses them.
/// </summary>
internal sealed class Outbox : Stream
{
    private const int PieceSize = 1 << 16;

    private readonly ArrayBufferWriter<byte> bytes = new(PieceSize * 2);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public bool IsFull => bytes.WrittenCount >= PieceSize;

    /// <summary>Sends everything on and is empty again.</summary>
    public async ValueTask SendAsync(Stream target, CancellationToken ct)
    {
        if (bytes.WrittenCount == 0) return;
        await target.WriteAsync(bytes.WrittenMemory, ct);
        bytes.ResetWrittenCount();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => bytes.Write(buffer);
    public override void Write(byte[] buffer, int offset, int count) => bytes.Write(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}

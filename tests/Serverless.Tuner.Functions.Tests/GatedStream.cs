namespace Serverless.Tuner.Functions.Tests;

/// <summary>A content of unknown length, whose end waits until it is let go, or is a failure.</summary>
internal sealed class GatedStream(byte[] content, bool isOpen = false) : Stream
{
    private readonly Exception? _end;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _at;

    /// <summary>A content that ends in a failure.</summary>
    public GatedStream(byte[] content, Exception end)
        : this(content, isOpen: true) => _end = end;

    /// <summary>Completes when all but the end has been read.</summary>
    public Task IsRead => _read.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Open() => _gate.SetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = Math.Min(buffer.Length, content.Length - _at);
        content.AsMemory(_at, length).CopyTo(buffer);
        _at += length;
        if (length > 0) return length;
        _read.TrySetResult();
        if (_end is not null) throw _end;
        if (!isOpen) await _gate.Task.WaitAsync(cancellationToken);
        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // There is nothing to flush.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

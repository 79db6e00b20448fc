using System.Buffers;
using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Reads lines of UTF-8 from a program, and holds no more of a line than <see cref="LongestLine"/>.</summary>
internal sealed class LineReader(Stream stream, Task programEnded)
{
    /// <summary>In bytes; the rest of a longer line is dropped.</summary>
    public const int LongestLine = 1024 * 1024;

    // The output of a program that has ended is there at once; only another process that inherited the pipe keeps it open longer.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _position;
    private int _length;

    /// <summary>The next line without its end, and whether it was cut; null at the end.</summary>
    public async Task<(string Text, bool Cut)?> ReadAsync(CancellationToken cancellationToken)
    {
        _line.ResetWrittenCount();
        var cut = false;
        while (true)
        {
            if (_position == _length)
            {
                _position = 0;
                _length = await FillAsync(cancellationToken);
                if (_length == 0) return _line.WrittenCount > 0 ? (Decode(), cut) : null;
            }

            cut |= !TryTakeLine(out var complete);
            if (complete) return (Decode(), cut);
        }
    }

    private bool TryTakeLine(out bool complete)
    {
        var rest = _buffer.AsSpan(_position, _length - _position);
        var end = rest.IndexOf((byte)'\n');
        complete = end >= 0;
        _position += complete ? end + 1 : rest.Length;
        var part = complete ? rest[..end] : rest;
        var room = LongestLine - _line.WrittenCount;
        _line.Write(part.Length > room ? part[..room] : part);
        return part.Length <= room;
    }

    private async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        var read = stream.ReadAsync(_buffer, cancellationToken).AsTask();
        if (!read.IsCompleted) await Task.WhenAny(read, programEnded);
        try
        {
            return await (read.IsCompleted ? read : read.WaitAsync(DrainTime, cancellationToken));
        }
        catch (TimeoutException)
        {
            return 0;
        }
    }

    private string Decode() => Encoding.UTF8.GetString(_line.WrittenSpan).TrimStart('\uFEFF').TrimEnd('\r');
}

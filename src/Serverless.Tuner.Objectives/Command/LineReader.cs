using System.Buffers;
using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Reads lines of UTF-8 from a program, and holds no more of a line than <see cref="LongestLine"/>. Of a line that a carriage return
/// takes back to its start, as progress bars do, it gives what was written last.
/// </summary>
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
    private bool _cut;

    // The line is at its start again, and nothing has been written over it so far.
    private bool _hasReturned;

    /// <summary>The next line without its end, and whether it was cut; null at the end.</summary>
    public async Task<(string Text, bool Cut)?> ReadAsync(CancellationToken cancellationToken)
    {
        StartLine();
        while (true)
        {
            if (_position == _length)
            {
                _position = 0;
                _length = await FillAsync(cancellationToken);
                if (_length == 0) return _line.WrittenCount > 0 ? (Decode(), _cut) : null;
            }

            if (TryTakeLine()) return (Decode(), _cut);
        }
    }

    private bool TryTakeLine()
    {
        var rest = _buffer.AsSpan(_position, _length - _position);
        var end = rest.IndexOf((byte)'\n');
        _position += end >= 0 ? end + 1 : rest.Length;
        Take(end >= 0 ? rest[..end] : rest);
        return end >= 0;
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        while (part.Length > 0)
        {
            if (_hasReturned)
            {
                var written = part.IndexOfAnyExcept(" \t\r"u8);
                if (written < 0) return;
                part = part[written..];
                StartLine();
            }

            var end = part.IndexOf((byte)'\r');
            Hold(end >= 0 ? part[..end] : part);
            _hasReturned = end >= 0;
            part = end >= 0 ? part[(end + 1)..] : [];
        }
    }

    private void Hold(ReadOnlySpan<byte> part)
    {
        var room = LongestLine - _line.WrittenCount;
        _line.Write(part.Length > room ? part[..room] : part);
        _cut |= part.Length > room;
    }

    private void StartLine()
    {
        _line.ResetWrittenCount();
        (_cut, _hasReturned) = (false, false);
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

    private string Decode() => Encoding.UTF8.GetString(_line.WrittenSpan).TrimStart('\uFEFF');
}

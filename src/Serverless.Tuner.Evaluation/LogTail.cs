using System.Text;

namespace Serverless.Tuner.Evaluation;

/// <summary>The end of what an attempt writes: never more than twice what is kept of it. Lines may come from several threads.</summary>
internal sealed class LogTail
{
    // The bytes of a character of UTF-8 after its first all begin with these two bits.
    private const byte LeadingBits = 0b1100_0000;
    private const byte LaterByte = 0b1000_0000;

    private readonly Lock _lock = new();
    private readonly MemoryStream _bytes = new();
    private bool _isCut;
    private bool _isNew;

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + '\n');
        lock (_lock)
        {
            _isNew = true;
            _isCut |= bytes.Length > TrialLog.MaxBytes;
            _bytes.Write(bytes.AsSpan(Math.Max(0, bytes.Length - TrialLog.MaxBytes)));
            if (_bytes.Length > 2 * TrialLog.MaxBytes) DropAllButTheEnd();
        }
    }

    /// <summary>What is to be kept by now; null when nothing was written since it was last asked for.</summary>
    /// <param name="attempt">The attempt, from 1.</param>
    public TrialLog? TakeNew(int attempt)
    {
        lock (_lock)
        {
            if (!_isNew) return null;
            _isNew = false;
            if (_bytes.Length > TrialLog.MaxBytes) DropAllButTheEnd();
            var text = _bytes.ToArray();
            return new TrialLog(attempt, text.AsMemory(_isCut ? StartOfCharacter(text) : 0), _isCut);
        }
    }

    private void DropAllButTheEnd()
    {
        var end = _bytes.ToArray().AsSpan((int)_bytes.Length - TrialLog.MaxBytes);
        _bytes.SetLength(0);
        _bytes.Write(end);
        _isCut = true;
    }

    private static int StartOfCharacter(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && (text[start] & LeadingBits) == LaterByte) start++;
        return start;
    }
}

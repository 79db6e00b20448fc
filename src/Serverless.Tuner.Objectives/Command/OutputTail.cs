namespace Serverless.Tuner.Objectives.Command;

/// <summary>The last lines of what a program printed, for its error message; never more than a few kilobytes.</summary>
internal sealed class OutputTail(int lines)
{
    private const int LongestLine = 1000;
    private readonly Queue<string> _last = new();
    private readonly Lock _lock = new();

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_lock)
        {
            _last.Enqueue(Excerpt.Start(line, LongestLine));
            if (_last.Count > lines) _last.Dequeue();
        }
    }

    public override string ToString()
    {
        lock (_lock) return string.Join('\n', _last);
    }
}

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Collects what is wrong with a document, so that all of it is reported at once:
/// the first errors in words of bounded length, the others by their number.</summary>
internal sealed class ErrorList
{
    private const int Most = 100;
    private const int LongestPointer = 1_000;
    private const int LongestDetail = 1_000;

    private readonly List<FieldError> _errors = [];

    public bool IsEmpty => Count == 0;

    /// <summary>Whether further errors are only counted, so that their text need not be made.</summary>
    public bool IsFull => _errors.Count == Most;

    /// <summary>How many errors there are, with those that are only counted.</summary>
    public int Count { get; private set; }

    public void Add(string pointer, string detail)
    {
        Count++;
        // Names and words are the document's own, and may be as long as it is.
        if (!IsFull) _errors.Add(new FieldError(Excerpt.Start(pointer, LongestPointer), Excerpt.Start(detail, LongestDetail)));
    }

    /// <summary>Adds all of another list.</summary>
    public void Add(ErrorList others)
    {
        foreach (var error in others._errors) Add(error.Pointer, error.Detail);
        Count += others.Count - others._errors.Count;
    }

    public IReadOnlyList<FieldError> ToList() =>
        Count == _errors.Count ? _errors : [.. _errors, new FieldError("", $"and {Count - _errors.Count} more errors")];
}

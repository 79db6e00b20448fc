using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Json;

/// <summary>Collects what is wrong with a document, so that all of it is reported at once.</summary>
internal sealed class ErrorList
{
    private const int Most = 100;
    private readonly List<FieldError> _errors = [];
    private int _more;

    public bool IsEmpty => _errors.Count == 0;

    public void Add(string pointer, string detail)
    {
        if (_errors.Count < Most) _errors.Add(new FieldError(pointer, detail));
        else _more++;
    }

    public IReadOnlyList<FieldError> ToList() =>
        _more == 0 ? _errors : [.. _errors, new FieldError("", $"and {_more} more errors")];
}

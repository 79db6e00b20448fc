using System.Globalization;

namespace Serverless.Tuner.Functions.Http;

/// <summary>An order in which trials are listed. Those without a value come last in either direction, those with equal ones by number.
/// </summary>
internal sealed class TrialOrder
{
    /// <summary>By ascending number.</summary>
    public static readonly TrialOrder ByNumber = new("number", trial => trial.Number);

    private static readonly TrialOrder[] All =
    [
        ByNumber,
        new("-number", trial => trial.Number),
        new("value", Value),
        new("-value", Value),
        new("cost", trial => trial.Cost.Micro),
        new("-cost", trial => trial.Cost.Micro),
    ];

    private readonly Func<Trial, double?> _key;

    private TrialOrder(string name, Func<Trial, double?> key) => (Name, _key) = (name, key);

    /// <summary>What callers call it.</summary>
    public string Name { get; }

    /// <summary>Whether it is by number, in either direction.</summary>
    public bool IsByNumber => Name.TrimStart('-') == ByNumber.Name;

    /// <summary>Whether the greatest comes first.</summary>
    public bool IsDescending => Name[0] == '-';

    /// <summary>The names of all orders.</summary>
    public static IEnumerable<string> Names => All.Select(order => order.Name);

    /// <summary>The order of a name; null when none has it.</summary>
    public static TrialOrder? Find(string name) => All.FirstOrDefault(order => order.Name == name);

    /// <summary>A trial's place, as callers hold it.</summary>
    public string CursorOf(Trial trial) => this == ByNumber
        ? PageCursor.AfterTrial(trial.Number)
        : PageCursor.Of(Name, PlaceOf(trial).Key?.ToString("R", CultureInfo.InvariantCulture) ?? "", $"{trial.Number}");

    /// <summary>The place that callers hold; null when it is none in this order.</summary>
    public TrialPlace? TryRead(string cursor)
    {
        if (PageCursor.TryRead(cursor) is not { } parts || parts[0] != Name || Query.Number(parts[^1]) is not { } number) return null;
        if (this == ByNumber) return parts.Count == 2 ? new TrialPlace(number, number) : null;
        if (parts.Count != 3) return null;
        if (parts[1].Length == 0) return new TrialPlace(null, number);
        return double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var key) && double.IsFinite(key)
            ? new TrialPlace(key, number)
            : null;
    }

    /// <summary>The first trials after a place, in this order.</summary>
    /// <param name="trials">Trials in any order.</param>
    /// <param name="after">The place; null for the beginning.</param>
    /// <param name="count">How many at most.</param>
    public Trial[] Page(IEnumerable<Trial> trials, TrialPlace? after, int count) =>
    [
        .. trials.Select(trial => (Place: PlaceOf(trial), Trial: trial))
            .Where(item => after is not { } place || Compare(item.Place, place) > 0)
            .OrderBy(item => item.Place, Comparer<TrialPlace>.Create(Compare))
            .Take(count)
            .Select(item => item.Trial),
    ];

    private TrialPlace PlaceOf(Trial trial) => new(_key(trial), trial.Number);

    private int Compare(TrialPlace a, TrialPlace b)
    {
        var order = (a.Key, b.Key) switch
        {
            ({ } first, { } second) => IsDescending ? second.CompareTo(first) : first.CompareTo(second),
            (null, null) => 0,
            (null, _) => 1,
            _ => -1,
        };
        return order != 0 ? order : a.Number.CompareTo(b.Number);
    }

    private static double? Value(Trial trial) => trial.Outcome.Values is [var first, ..] ? first : null;
}

/// <summary>A trial's place in an order.</summary>
/// <param name="Key">What it is ordered by; null when it has none.</param>
/// <param name="Number">Its number, which tells trials apart that are equal by the key.</param>
internal readonly record struct TrialPlace(double? Key, int Number);

using System.Globalization;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>An amount of money in whole micro-dollars, so that sums are
/// exact; US dollars as a <see cref="decimal"/> only at the edges.</summary>
/// <param name="Micro">Micro-dollars; <see cref="long.MaxValue"/> where nothing is limited.</param>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long Micro) : IComparable<Money>
{
    private const decimal MicroPerUsd = 1_000_000m;

    /// <summary>No money.</summary>
    public static Money Zero => default;

    /// <summary>The least amount above nothing: a micro-dollar.</summary>
    internal static Money Least => new(1);

    /// <summary>More than can be spent: what is left without a limit.</summary>
    internal static Money Unlimited => new(long.MaxValue);

    /// <summary>The amount in US dollars.</summary>
    public decimal Usd => Micro / MicroPerUsd;

    /// <summary>A cost in US dollars, rounded up: what is charged is never less than what was used.</summary>
    /// <exception cref="OverflowException">It is more than a <see cref="long"/> of micro-dollars.</exception>
    internal static Money Cost(decimal usd) => new((long)Math.Ceiling(usd * MicroPerUsd));

    /// <summary>A limit in US dollars, rounded down: it is never more than what was allowed.</summary>
    /// <exception cref="OverflowException">It is more than a <see cref="long"/> of micro-dollars.</exception>
    public static Money Limit(decimal usd) => new((long)Math.Floor(usd * MicroPerUsd));

    /// <summary>The smaller of two amounts.</summary>
    public static Money Min(Money a, Money b) => a < b ? a : b;

    /// <summary>The larger of two amounts.</summary>
    public static Money Max(Money a, Money b) => a > b ? a : b;

    /// <summary>The sum of any number of amounts.</summary>
    public static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(amount => amount.Micro));

    /// <summary>The sum.</summary>
    public static Money operator +(Money a, Money b) => new(a.Micro + b.Micro);

    /// <summary>The difference; below zero where <paramref name="b"/> is more.</summary>
    public static Money operator -(Money a, Money b) => new(a.Micro - b.Micro);

    /// <summary>A part of an amount, rounded down.</summary>
    public static Money operator /(Money a, int parts) => new(a.Micro / parts);

    /// <summary>Whether <paramref name="a"/> is less.</summary>
    public static bool operator <(Money a, Money b) => a.Micro < b.Micro;

    /// <summary>Whether <paramref name="a"/> is more.</summary>
    public static bool operator >(Money a, Money b) => a.Micro > b.Micro;

    /// <summary>Whether <paramref name="a"/> is not more.</summary>
    public static bool operator <=(Money a, Money b) => a.Micro <= b.Micro;

    /// <summary>Whether <paramref name="a"/> is not less.</summary>
    public static bool operator >=(Money a, Money b) => a.Micro >= b.Micro;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Micro.CompareTo(other.Micro);

    /// <summary>Micro-dollars, with the unit.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Micro} µ$");
}

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>How many trials of a block each member has; one for each of <see cref="Member"/>.</summary>
/// <param name="Turns">The numbers; their sum is <see cref="Block"/>.</param>
internal sealed record Shares(int[] Turns)
{
    /// <summary>So many trials are shared at a time.</summary>
    public const int Block = 8;

    /// <summary>How many members there are.</summary>
    public const int Members = 4;

    /// <summary>Whose each trial of a block is. The turns of each are spread evenly over those that the members before it leave.</summary>
    public Member[] Order { get; } = OrderOf(Turns);

    public static Shares Of(int tpe = 0, int evolution = 0, int local = 0, int processes = 0) => new([tpe, evolution, local, processes]);

    private static Member[] OrderOf(int[] turns)
    {
        var order = Enumerable.Repeat(Member.Processes, Block).ToArray();
        var free = Enumerable.Range(0, Block).ToArray();
        for (var m = 0; m < Members - 1; m++)
        {
            var isOwn = free.Select((_, k) => (k + 1) * turns[m] / free.Length > k * turns[m] / free.Length).ToArray();
            foreach (var place in free.Where((_, k) => isOwn[k])) order[place] = (Member)m;
            free = [.. free.Where((_, k) => !isOwn[k])];
        }

        return order;
    }
}

using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner key list</c>.</summary>
internal static class KeyListCommand
{
    private static readonly string[] s_headers = ["id", "for", "scope", "state", "used last (UTC)", "allowance left", "studies at once"];

    public static Command Create(StudyArguments arguments) =>
        arguments.Run(new("list", "List all keys, those that have ended among them") { arguments.Csv }, async call =>
        {
            var keys = await (await call.ConnectOrOpenAsync()).Client.ListKeysAsync(call.CancellationToken);
            var now = call.Environment.Clock.GetUtcNow();
            return call.Show(keys, () =>
            {
                if (keys.Items.Count > 0) call.Output.Write(Table(keys.Items, now));
                else call.Output.WriteLine("There is no key yet.");
            }, () => Csv.Keys(keys.Items));
        });

    private static Table Table(IReadOnlyList<KeyView> keys, DateTimeOffset now)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var header in s_headers) table.AddColumn(header);
        foreach (var key in keys)
            table.AddRow(
                new Text(key.Id), new Text(key.Name), new Text(key.Scope.ToString().ToLowerInvariant()), new Text(State(key, now)),
                new Text(key.LastUsedAt is { } used ? Format.Time(used) : "–"), new Text(Left(key)),
                new Text(key.MaxStudies?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"));
        return table;
    }

    private static string State(KeyView key, DateTimeOffset now) => key switch
    {
        { RevokedAt: { } revoked } => $"revoked {Format.Time(revoked)}",
        { ExpiresAt: { } end } when end <= now => $"expired {Format.Time(end)}",
        { ExpiresAt: { } end } => $"until {Format.Time(end)}",
        _ => "valid",
    };

    private static string Left(KeyView key) => key.Allowance is { } allowance
        ? FormattableString.Invariant($"${allowance.LeftUsd:0.######} of ${allowance.TotalUsd:0.######}")
        : "–";
}

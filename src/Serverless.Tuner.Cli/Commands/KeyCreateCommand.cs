namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner key create</c>.</summary>
internal static class KeyCreateCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = new Argument<string>("NAME") { Description = "whom or what it is for" };
        var scope = new Option<KeyScope>("--scope")
        {
            Description = "what it allows, each what those before it do, too",
            HelpName = "read|work|write|admin",
            Required = true,
        };
        scope.AcceptOnlyFromAmong([.. Enum.GetNames<KeyScope>().Select(known => known.ToLowerInvariant())]);
        var days = new Option<double?>("--days") { Description = "for how many days (default: until it is revoked)", HelpName = "N" };
        var allowance = new Option<decimal?>("--allowance")
        {
            Description = "US dollars that all studies started with it may cost together; for the scope write",
            HelpName = "USD",
        };
        var most = new Option<int?>("--max-studies")
        {
            Description = "how many studies that were started with it run at once; others are pending",
            HelpName = "N",
        };
        NumberRange.RequirePositive(most);
        NumberRange.RequirePositive(days);
        NumberRange.RequirePositive(allowance);
        const string Description = "Make a key, which is shown this once";
        return arguments.Run(new("create", Description) { name, scope, days, allowance, most }, async call =>
        {
            var request = new KeyRequest
            {
                Name = call.Parsed.GetRequiredValue(name),
                Scope = call.Parsed.GetValue(scope),
                ExpiresAt = call.Parsed.GetValue(days) is { } count ? End(call.Environment.Clock.GetUtcNow(), count) : null,
                AllowanceUsd = call.Parsed.GetValue(allowance),
                MaxStudies = call.Parsed.GetValue(most),
            };
            var key = await (await call.ConnectOrOpenAsync()).Client.CreateKeyAsync(request, call.CancellationToken);
            return call.Show(key, () =>
            {
                // Alone on its line, so that it can be copied or piped.
                call.Output.WriteLine(key.Key!);
                call.Environment.Terminal.Error.WriteLine(
                    $"This is the only time that it is shown. `{Servers.Installation.Command} key revoke {key.Id}` revokes it.");
            });
        });
    }

    private static DateTimeOffset End(DateTimeOffset now, double days) =>
        days < (DateTimeOffset.MaxValue - now).TotalDays
            ? now.AddDays(days)
            : throw new CliException("--days: that is later than any time there is.", ExitCode.InvalidInput);
}

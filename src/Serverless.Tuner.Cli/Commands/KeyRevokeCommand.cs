namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner key revoke</c>.</summary>
internal static class KeyRevokeCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var id = new Argument<string>("ID") { Description = "the key's id, as `key list` shows it" };
        const string Description = "Have a key open nothing any more; studies that were started with it go on";
        return arguments.Run(new("revoke", Description) { id }, async call =>
        {
            var key = call.Parsed.GetRequiredValue(id);
            var client = (await call.ConnectOrOpenAsync()).Client;
            await client.RevokeKeyAsync(key, call.CancellationToken);
            var revoked = call.Json ? (await client.ListKeysAsync(call.CancellationToken)).Items.FirstOrDefault(k => k.Id == key) : null;
            return call.Show(
                revoked, () => call.Output.WriteLine($"Key {key} is revoked; a running server refuses it within ten seconds."));
        });
    }
}

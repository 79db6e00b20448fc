namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study watch</c>.</summary>
internal static class StudyWatchCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        const string Description = "Follow a study until it has ended; Ctrl+C stops following, the study goes on";
        return arguments.Run(new("watch", Description) { name }, async call =>
        {
            await using var server = await call.WatchAsync();
            var watched = new WatchedStudy(call.Environment, server, call.Json);
            return await watched.FollowAsync(await call.StudyAsync(server.Client, name), fromStart: false, call.CancellationToken);
        });
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study copy NAME NEW</c>.</summary>
internal static class StudyCopyCommand
{
    /// <summary>Members that an option changes a part of.</summary>
    private static readonly string[] s_parts = ["budget", "sampler", "tags"];

    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments, "NAME", "the study that is copied");
        var copy = new Argument<string>("NEW") { Description = "the copy's name" };
        var study = new StudyOptions();
        var command = new Command("copy", "Start a study like another one, under another name, with what the options say in its place")
        {
            name, copy,
        };
        study.AddTo(command, withName: false);
        return arguments.Run(command, async call =>
        {
            var changes = study.Changes(call.Parsed, []);
            var client = (await call.ConnectAsync()).Client;
            var source = await client.GetStudyAsync(call.Parsed.GetRequiredValue(name), call.CancellationToken);
            var body = Body(source.Spec, changes);
            body["name"] = call.Parsed.GetRequiredValue(copy);
            var started = await client.CopyStudyAsync(source.Name, body.ToJsonString(TunerJson.Options), call.CancellationToken);
            return call.ShowProgress(
                started,
                string.Concat((started.Remarks ?? []).Select(r => $" {r}"))
                    + $" `{Installation.Command} study watch {started.Name}` follows it.");
        });
    }

    /// <summary>What the options change of a study, each member whole; what is secret of it is not among them.</summary>
    private static JsonObject Body(StudySpec spec, Action<JsonObject>? changes)
    {
        var source = JsonSerializer.SerializeToNode(spec, TunerJson.Options)!.AsObject();
        var body = new JsonObject();
        foreach (var part in s_parts)
            if (source[part] is { } there) body[part] = there.DeepClone();
        changes?.Invoke(body);
        foreach (var part in s_parts)
            if (JsonNode.DeepEquals(body[part], source[part])) body.Remove(part);
        return body;
    }
}

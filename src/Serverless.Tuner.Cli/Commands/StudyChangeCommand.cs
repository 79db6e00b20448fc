using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study change NAME [PARAMETER=DEFINITION ...]</c>.</summary>
internal static partial class StudyChangeCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        var parameters = new Argument<string[]>("PARAMETER=JSON")
        {
            Description = "new definitions as in a study file: lr='[1e-5, 1, \"log\"]'; a new one has oldValue, too",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var exclude = new Option<string?>("--exclude")
        {
            Description = "the regions to suggest nothing of, in place of those before: '[{\"lr\": [0.05, 0.1]}]'; '[]' for none",
            HelpName = "JSON",
        };
        var where = WhereOption.Create("a comparison that every point keeps, in place of those before; may be repeated; '[]' for none");
        var command = new Command("change", "Change what a study searches, while it runs") { name, parameters, exclude, where };
        command.Validators.Add(result =>
        {
            if (result.GetResult(parameters) is not { Tokens.Count: > 0 } && result.GetResult(exclude) is null
                && result.GetResult(where) is null)
                result.AddError("Say what to change: PARAMETER=JSON, --exclude or --where.");
        });
        return arguments.Run(command, async call =>
        {
            var request = Read(
                NamedValues.Texts(call.Parsed.GetValue(parameters), "PARAMETER=JSON"), call.Parsed.GetValue(exclude),
                WhereOption.Of(call.Parsed, where));
            var client = (await call.ConnectAsync()).Client;
            var before = await client.GetStudyAsync(call.Parsed.GetRequiredValue(name), call.CancellationToken);
            var study = await client.ExtendStudyAsync(before.Name, request, call.CancellationToken);
            var dropped = study.Changes is [.., { Dropped.Count: var count }]
                ? $" {count} waiting {(count == 1 ? "point was" : "points were")} dropped: they do not fit any more."
                : "";
            var times = study.Changes?.Count ?? 0;
            return call.ShowProgress(
                study,
                $" It has been changed {(times == 1 ? "once" : $"{times} times")}.{dropped}",
                ChangedParameter.Between(before.Spec, study.Spec));
        });
    }

    private static ExtendRequest Read(Dictionary<string, string>? parameters, string? exclude, JsonArray? where)
    {
        var body = new JsonObject();
        if (parameters is not null)
            body["searchSpace"] = new JsonObject(parameters.Select(p => KeyValuePair.Create(p.Key, Parse(p.Value, p.Key))));
        if (exclude is not null) body["exclude"] = Parse(exclude, "--exclude");
        if (where is not null) body["where"] = where;
        var (request, errors) = ExtendRequestReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()));
        return request
            ?? throw new TunerApiException(new ProblemView { Title = "The study cannot be changed", Status = 400, Errors = errors });
    }

    private static JsonNode? Parse(string json, string what)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            throw new CliException($"{what}: '{json}' is no JSON{Hint(json)}", ExitCode.InvalidInput);
        }
    }

    /// <summary>The same with its words in quotes, which a shell takes away, where that is JSON.</summary>
    private static string Hint(string json)
    {
        var quoted = Words.Replace(json, word => word.Value is ['"', ..] or "true" or "false" or "null" ? word.Value : $"\"{word.Value}\"");
        try
        {
            JsonNode.Parse(quoted);
            return $": texts need double quotes inside JSON, as in '{quoted}'";
        }
        catch (JsonException)
        {
            return ", such as '[1e-5, 1, \"log\"]'";
        }
    }

    /// <summary>Texts in quotes, and words that have none.</summary>
    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|(?<![\\w.+-])[A-Za-z_][\\w./-]*")]
    private static partial Regex Words { get; }
}

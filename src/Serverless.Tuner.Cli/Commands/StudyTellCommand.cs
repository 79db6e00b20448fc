using System.CommandLine.Parsing;
using System.Globalization;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study tell NAME NUMBER</c>: what a worker tells of a trial.</summary>
internal sealed class StudyTellCommand
{
    private readonly Argument<string> _name;
    private readonly Argument<int> _number = TrialNumber.Required();

    private readonly Option<string> _lease = new("--lease")
    {
        Description = "the lease with which `study ask` gave the trial",
        HelpName = "LEASE",
        Required = true,
    };

    private readonly Option<string[]> _value = new("--value") { Description = "its value; one for each direction", HelpName = "V" };
    private readonly Option<string?> _values = new("--values") { Description = "its values, with commas between", HelpName = "V,V" };
    private readonly Option<string?> _fail = new("--fail") { Description = "the attempt failed", HelpName = "REASON" };
    private readonly Option<string?> _prune = new("--prune") { Description = "the trial is given up", HelpName = "REASON" };
    private readonly Option<string[]> _report = NamedValues.Option(
        "--report", "an intermediate value, or one for each direction; the answer says whether to go on", "STEP=V[,V]");

    private readonly Option<bool> _heartbeat = new("--heartbeat")
    {
        Description = "its worker lives; the answer says whether to go on",
    };

    private readonly Option<bool> _final = new("--final") { Description = "with --fail: another attempt would fail alike" };
    private readonly Option<decimal?> _cost = new("--cost")
    {
        Description = "what it cost in US dollars (--report: so far)",
        HelpName = "USD",
    };

    private readonly Option<string[]> _metric = NamedValues.Option("--metric", "what else was measured");
    private readonly Option<string[]> _constraint = NamedValues.Option("--constraint", "a constraint's value; kept when it is 0 or less");
    private readonly Option<string[]> _attribute = NamedValues.Option("--attr", "a note to keep with the trial");

    private StudyTellCommand(StudyArguments arguments) => _name = StudyName.Required(arguments);

    public static Command Create(StudyArguments arguments)
    {
        var tell = new StudyTellCommand(arguments);
        const string Description =
            "Tell what came of a trial that `study ask` gave: its value, its failure, or that it goes on. Exits with 1 when a trial "
            + "that was to go on is to end";
        var command = new Command("tell", Description)
        {
            tell._name, tell._number, tell._lease, tell._value, tell._values, tell._fail, tell._prune, tell._report, tell._heartbeat,
            tell._final, tell._cost, tell._metric, tell._constraint, tell._attribute,
        };
        command.Validators.Add(tell.Check);
        return arguments.Run(command, tell.RunAsync);
    }

    /// <summary>One thing is told, with what goes with it.</summary>
    private void Check(CommandResult result)
    {
        Option[] things = [_value, _values, _fail, _prune, _report, _heartbeat];
        var told = things.Where(option => result.GetResult(option) is { Implicit: false }).ToArray();
        if (told.Length != 1)
        {
            var names = string.Join(", ", things.Select(option => option.Name));
            result.AddError(told.Length == 0 ? $"Say what to tell: {names}." : $"Tell one thing at a time: {names}.");
            return;
        }

        Refuse(_final, told[0] == _fail);
        Refuse(_cost, told[0] != _heartbeat);
        Refuse(_metric, told[0] == _value || told[0] == _values);
        Refuse(_constraint, told[0] == _value || told[0] == _values);
        Refuse(_attribute, told[0] != _report && told[0] != _heartbeat);

        void Refuse(Option option, bool fits)
        {
            if (fits || result.GetResult(option) is not { Implicit: false }) return;
            result.AddError($"{option.Name} does not go with {told[0].Name}.");
        }
    }

    private async Task<int> RunAsync(StudyCall call)
    {
        var parsed = call.Parsed;
        // Read before a server is looked for.
        var tell = Prepare(parsed);
        return await tell((await call.ConnectAsync()).Client, call);
    }

    private Func<TunerClient, StudyCall, Task<int>> Prepare(ParseResult parsed)
    {
        var (study, number, lease) = (parsed.GetRequiredValue(_name), parsed.GetRequiredValue(_number), parsed.GetRequiredValue(_lease));
        var cost = parsed.GetValue(_cost);
        var attributes = NamedValues.Texts(parsed.GetValue(_attribute), _attribute.Name);
        if (parsed.GetValue(_heartbeat))
            return (client, call) => ShowAsync(
                call, number, client.HeartbeatAsync(study, number, new HeartbeatRequest(lease), call.CancellationToken));
        if (parsed.GetValue(_report) is { Length: > 0 } reports)
        {
            var request = new ReportRequest(lease, Reports(reports, cost));
            return (client, call) => ShowAsync(call, number, client.ReportAsync(study, number, request, call.CancellationToken));
        }

        if (parsed.GetValue(_prune) is { } given)
        {
            var request = new PruneRequest(lease) { Reason = given, CostUsd = cost, Attributes = attributes };
            return (client, call) => ShowAsync(call, client.PruneAsync(study, number, request, call.CancellationToken));
        }

        if (parsed.GetValue(_fail) is { } failure)
        {
            var request = new FailRequest(lease)
            {
                Reason = failure,
                CostUsd = cost,
                Final = parsed.GetValue(_final),
                Attributes = attributes,
            };
            return (client, call) => ShowAsync(call, client.FailAsync(study, number, request, call.CancellationToken));
        }

        var complete = new CompleteRequest(lease, Values(parsed))
        {
            CostUsd = cost,
            Metrics = NamedValues.Numbers(parsed.GetValue(_metric), _metric.Name),
            Constraints = NamedValues.Numbers(parsed.GetValue(_constraint), _constraint.Name),
            Attributes = attributes,
        };
        return (client, call) => ShowAsync(call, client.CompleteAsync(study, number, complete, call.CancellationToken));
    }

    private double[] Values(ParseResult parsed)
    {
        var texts = parsed.GetValue(_values)?.Split(',') ?? parsed.GetValue(_value) ?? [];
        return [.. texts.Select(text => NamedValues.Number(text.Trim(), _value.Name))];
    }

    private ReportView[] Reports(string[] words, decimal? cost)
    {
        var reports = NamedValues.Texts(words, _report.Name)!;
        return [.. reports.Select((report, i) =>
        {
            if (!int.TryParse(report.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
                throw new CliException($"{_report.Name}: '{report.Key}' is no step: 0, 1, 2 and so on.", ExitCode.InvalidInput);
            var values = report.Value.Split(',').Select(text => NamedValues.Number(text.Trim(), $"{_report.Name} {report.Key}")).ToArray();
            var soFar = i == reports.Count - 1 ? cost : null;
            return values.Length == 1 ? new ReportView(step, values[0], soFar) : ReportView.Of(step, values, soFar);
        })];
    }

    private static async Task<int> ShowAsync(StudyCall call, Task<ToldView> telling)
    {
        var told = await telling;
        var reason = told.Reason is { Length: > 0 } text ? $": {text}" : "";
        var state = told.State == TrialState.Waiting ? "is to be tried again" : $"is {Format.State(told.State)}";
        return call.Show(told, () => call.Output.WriteLine($"Trial {told.Number} {state}{reason}."));
    }

    private static async Task<int> ShowAsync(StudyCall call, int number, Task<GoOnView> telling)
    {
        var told = await telling;
        call.Show(told, () => call.Output.WriteLine(told.Prune ? $"Trial {number} has ended: {told.Reason}." : $"Trial {number} goes on."));
        return told.Prune ? ExitCode.NothingLeft : ExitCode.Done;
    }
}

using DotnetWorker;
using Serverless.Tuner.Client;
using Serverless.Tuner.Contracts;

var trials = args is [var count, ..] ? int.Parse(count) : 60;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

// The same study again is the same study: every worker may start it.
var study = new StudyBuilder("dotnet-worker").Maximize().Trials(trials).Seed(1).Pruner(PrunerSpec.Of("median"))
    .Space(new SpaceBuilder()
        .Float("lr", 1e-4, 10, log: true)
        .Float("momentum", 0, 0.99)
        .Float("decay", 1e-6, 1, log: true)
        .Categorical("batch", 8, 32, 128));
var client = TunerClient.Connect(); // TUNER_SERVER and TUNER_KEY, or the server that runs here.
var started = await client.StartStudyAsync(study, stop.Token);

var summary = await client.OptimizeAsync(
    started.Name,
    TrainAsync,
    new()
    {
        Concurrency = 2,
        OnEnded = trial => Console.WriteLine(trial is { State: TrialState.Complete, Values: [var accuracy] }
            ? $"trial {trial.Number}: {accuracy:P1}"
            : $"trial {trial.Number}: {trial.State} ({trial.Reason})"),
    },
    stop.Token);
Console.WriteLine($"This worker: {summary.Complete} complete, {summary.Pruned} pruned, {summary.Failed} failed.");

var best = (await client.BestTrialsAsync(started.Name, 1, stop.Token)).Items[0];
var point = string.Join(' ', best.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
Console.WriteLine($"Best: trial {best.Number}, {best.Values![0]:P1} of the digits, with {point}");
var kept = new MemoryStream();
await client.GetArtifactAsync(started.Name, best.Number, SoftmaxModel.File, kept, stop.Token);
Console.WriteLine($"Its model, read back from the study: {SoftmaxModel.Read(kept.ToArray()).Accuracy(Digits.Validation):P1}.");

static async Task<TrialResult> TrainAsync(WorkerTrial trial)
{
    var model = new SoftmaxModel();
    var trainer = new Trainer(model, trial["lr"].AsDouble(), trial["momentum"].AsDouble(), trial["decay"].AsDouble(), seed: trial.Number);
    for (var epoch = 0; epoch < 20; epoch++)
    {
        trainer.Epoch(Digits.Training, (int)trial["batch"].AsInt());
        // No: the trial has been pruned, and what is returned is ignored.
        if (!await trial.ReportAsync(epoch, model.Accuracy(Digits.Validation))) return 0;
    }

    await trial.KeepAsync(SoftmaxModel.File, new MemoryStream(model.ToBytes()));
    return TrialResult.Of(model.Accuracy(Digits.Validation)) with { Metrics = new Dictionary<string, double> { ["norm"] = model.Norm } };
}

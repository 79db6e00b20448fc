using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Files that trials keep.</summary>
public sealed class ArtifactTests(TunerApps apps)
{
    private TunerClient Client => apps.App.Client;

    private BlobContainerClient Blobs => new BlobServiceClient(apps.ConnectionString).GetBlobContainerClient("tuner-artifacts");

    [Fact]
    public async Task Put_ThenGetAndList_AreWhatWasKept_WithWhereItComesFrom()
    {
        var trial = await OneAsync("a-whole");
        var content = RandomNumberGenerator.GetBytes(9_000_001);

        await PutAsync("a-whole", trial, "model.bin", "an earlier one"u8.ToArray());
        var kept = await PutAsync("a-whole", trial, "model.bin", content);
        await PutAsync("a-whole", trial, "empty.txt", []);
        await Client.CompleteAsync("a-whole", trial.Number, new CompleteRequest(trial.Lease, [0.25]));

        Assert.Equal(content, await GetAsync("a-whole", trial.Number, "model.bin"));
        Assert.Empty(await GetAsync("a-whole", trial.Number, "empty.txt"));
        var listed = (await Client.ListArtifactsAsync("a-whole", trial.Number)).Items;
        Assert.Equal(["empty.txt", "model.bin"], listed.Select(a => a.File));
        var model = listed[1];
        Assert.Equal(
            (9_000_001L, Convert.ToHexStringLower(SHA256.HashData(content)), "a-whole", trial.Number, 1),
            (model.Bytes, model.Sha256, model.Study, model.Trial, model.Attempt));
        Assert.Equal((kept.Sha256, kept.CreatedAt, kept.Seed, kept.StudyId), (model.Sha256, model.CreatedAt, model.Seed, model.StudyId));
        Assert.Equal(trial.Parameters["x"], model.Parameters["x"]);
        Assert.Equal(2, model.Parameters["y"].AsDouble());
        Assert.Null(kept.Values);
        Assert.Equal([0.25], model.Values!);
        var provenance = JsonSerializer.Deserialize<ArtifactView>(
            await GetAsync("a-whole", trial.Number, "model.bin.provenance.json"), TunerJson.Options)!;
        Assert.Equal((model.Sha256, 0.25), (provenance.Sha256, provenance.Values!.Single()));
    }

    [Fact]
    public async Task Put_LiesInStorageUnderTheStudysId_WithItsProvenanceBeside()
    {
        var trial = await OneAsync("a-blobs");
        var kept = await PutAsync("a-blobs", trial, "model.bin", "a model"u8.ToArray());

        var names = await NamesAsync(kept.StudyId!.Value);

        var folder = $"{kept.StudyId:N}/{trial.Number}/";
        Assert.Equal([$"{folder}model.bin", $"{folder}model.bin.provenance.json"], names);
        var content = (await Blobs.GetBlobClient(names[1]).DownloadContentAsync()).Value.Content;
        var beside = content.ToObjectFromJson<ArtifactView>(TunerJson.Options)!;
        Assert.Equal((kept.Sha256, kept.Seed, "a-blobs"), (beside.Sha256, beside.Seed, beside.Study));
    }

    [Theory]
    [InlineData("page.html", "application/octet-stream")]
    [InlineData("picture.svg", "application/octet-stream")]
    [InlineData("model", "application/octet-stream")]
    [InlineData("picture.PNG", "image/png")]
    [InlineData("picture.jpg", "image/jpeg")]
    [InlineData("picture.webp", "image/webp")]
    [InlineData("out.txt", "text/plain; charset=utf-8")]
    [InlineData("page.html.provenance.json", "application/octet-stream")]
    public async Task Get_AnyFile_IsNothingThatABrowserRuns(string file, string type)
    {
        var trial = await OneAsync("a-headers");
        await PutAsync("a-headers", trial, file.Replace(".provenance.json", "", StringComparison.Ordinal), "<script>"u8.ToArray());

        using var answer = await apps.App.Http.GetAsync(Address("a-headers", trial.Number, file));

        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal($"attachment; filename=\"{file}\"", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Put_WithoutTheTrialsLease_IsRefusedAndKeepsNothing()
    {
        var (mine, other) = (await OneAsync("a-lease"), await OneAsync("a-lease"));

        Assert.Equal(
            (409, ProblemKind.LeaseLost.Type),
            await RefusalAsync(() => PutAsync("a-lease", mine with { Lease = other.Lease }, "m", [1])));
        Assert.Equal(
            (400, ProblemKind.InvalidRequest.Type), await RefusalAsync(() => PutAsync("a-lease", mine with { Lease = "" }, "m", [1])));
        Assert.Equal(
            (404, ProblemKind.NoSuchTrial.Type), await RefusalAsync(() => PutAsync("a-lease", mine with { Number = 7 }, "m", [1])));
        Assert.Equal((404, ProblemKind.NoSuchStudy.Type), await RefusalAsync(() => PutAsync("a-lease-no", mine, "m", [1])));
        Assert.Equal((404, ProblemKind.NoSuchArtifact.Type), await RefusalAsync(() => GetAsync("a-lease", mine.Number, "m")));
        await Client.CompleteAsync("a-lease", mine.Number, new CompleteRequest(mine.Lease, [1]));
        Assert.Equal((409, ProblemKind.LeaseLost.Type), await RefusalAsync(() => PutAsync("a-lease", mine, "m", [1])));
        Assert.Empty((await Client.ListArtifactsAsync("a-lease", mine.Number)).Items);
    }

    /// <summary>The lease is asked for again when all of the file has come: a slow one may outlast it.</summary>
    [Fact]
    public async Task Put_TrialEndsWhileTheFileComes_KeepsNothing()
    {
        var trial = await OneAsync("a-slow");
        await using var content = new GatedStream("a model"u8.ToArray());
        var put = Client.PutArtifactAsync("a-slow", trial.Number, trial.Lease, "m", content);
        await content.IsRead.WaitAsync(TimeSpan.FromSeconds(30));

        await Client.CompleteAsync("a-slow", trial.Number, new CompleteRequest(trial.Lease, [1]));
        content.Open();

        Assert.Equal((409, ProblemKind.LeaseLost.Type), await RefusalAsync(() => put));
        Assert.Empty((await Client.ListArtifactsAsync("a-slow", trial.Number)).Items);
    }

    [Theory]
    [InlineData(".hidden")]
    [InlineData("%2e%2e%2fup")]
    [InlineData("a%20b")]
    [InlineData("a%22b")]
    [InlineData("a%0d%0ab")]
    [InlineData("a%00")]
    [InlineData("m.provenance.json")]
    [InlineData("M.PROVENANCE.JSON")]
    public async Task Put_NameThatIsNone_IsRefused(string file)
    {
        var trial = await OneAsync("a-names");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"v1/tuner/studies/a-names/trials/{trial.Number}/artifacts/{file}");
        request.Headers.Add("X-Trial-Lease", trial.Lease);
        request.Content = new ByteArrayContent([1]);

        using var answer = await apps.App.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty((await Client.ListArtifactsAsync("a-names", trial.Number)).Items);
    }

    [Fact]
    public async Task Put_MoreThanATrialMayKeep_Answers413AndKeepsNothingOfIt()
    {
        await using var app = await TunerApp.StartAsync(
            apps.ConnectionString, drives: false,
            configure: services => services.AddSingleton(new ArtifactLimits { FileBytes = 1_000, Files = 3, TrialBytes = 1_800 }));
        var trial = await OneAsync("a-limits");
        var tooLarge = (413, ProblemKind.TooLarge.Type);
        await KeepAsync("a", 1_000);

        Assert.Equal(tooLarge, await RefusalAsync(() => KeepAsync("b", 1_001)));
        Assert.Equal(tooLarge, await RefusalAsync(() => KeepAsync("b", 801)));
        Assert.Equal(tooLarge, await RefusalAsync(() => KeepAsync("b", 1_001, isLengthKnown: false)));
        await KeepAsync("b", 700);
        await KeepAsync("c", 100, isLengthKnown: false);
        Assert.Equal(tooLarge, await RefusalAsync(() => KeepAsync("d", 0)));
        await KeepAsync("a", 999); // In the place of the first.

        var listed = (await Client.ListArtifactsAsync("a-limits", trial.Number)).Items;
        Assert.Equal([("a", 999L), ("b", 700L), ("c", 100L)], listed.Select(a => (a.File, a.Bytes)));

        Task<ArtifactView> KeepAsync(string file, int bytes, bool isLengthKnown = true) => app.Client.PutArtifactAsync(
            "a-limits", trial.Number, trial.Lease, file,
            isLengthKnown ? new MemoryStream(new byte[bytes]) : new GatedStream(new byte[bytes], isOpen: true));
    }

    /// <summary>Several files that come at once do not each take the last place.</summary>
    [Fact]
    public async Task Put_ManyAtOnce_KeepsNoMoreThanMayBe()
    {
        var trial = await OneAsync("a-many");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(
            i => RefusalAsync(() => PutAsync("a-many", trial, $"f{i.ToString(CultureInfo.InvariantCulture)}", [1]))));

        Assert.Equal((20, 10), (answers.Count(a => a.Status == 0), answers.Count(a => a.Status == 413)));
        Assert.Equal(20, (await Client.ListArtifactsAsync("a-many", trial.Number)).Items.Count);
    }

    /// <summary>A block has come whole, and what follows is no chunk: the content ends in a failure, as that of a caller who has gone
    /// does, but the way back is open, and the answer tells when the server is done with it.</summary>
    [Theory]
    [InlineData("new")]
    [InlineData("old")]
    public async Task Put_ThatFailsInTheMiddle_LeavesWhatWasThere(string file)
    {
        var name = $"a-broken-{file}";
        var trial = await OneAsync(name);
        var old = await PutAsync(name, trial, "old", "old"u8.ToArray());
        var server = apps.App.Http.BaseAddress!;
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port);
        var head = $"PUT {Address(name, trial.Number, file)} HTTP/1.1\r\nHost: {server.Authority}\r\n"
            + $"X-API-Key: {TunerApp.Token}\r\nX-Trial-Lease: {trial.Lease}\r\nTransfer-Encoding: chunked\r\n\r\n4C4B40\r\n";
        byte[] request = [.. Encoding.ASCII.GetBytes(head), .. new byte[0x4C4B40], .. "\r\nno length\r\n"u8];

        await socket.GetStream().WriteAsync(request);
        using var answer = new StreamReader(socket.GetStream());

        Assert.StartsWith("HTTP/1.1 400", await answer.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)), StringComparison.Ordinal);
        await OnlyOldIsThereAsync(name, trial, old);
    }

    /// <summary>The same without a way in between: the connection breaks while the second block is read.</summary>
    [Theory]
    [InlineData("new", null)]
    [InlineData("new", 6_000_000L)]
    [InlineData("old", 6_000_000L)]
    public async Task Write_ContentBreaksOff_LeavesWhatWasThere(string file, long? length)
    {
        var name = $"a-torn-{file}-{length}";
        var trial = await OneAsync(name);
        var old = await PutAsync(name, trial, "old", "old"u8.ToArray());
        var store = apps.App.Services.GetRequiredService<StudyStore>();
        var study = (await store.ReadAsync(StudyName.Parse(name), CancellationToken.None))!;
        var row = (await store.FindTrialAsync(study.Name, trial.Number, CancellationToken.None))!.Value.Trial;
        await using var content = new GatedStream(new byte[5_000_000], new IOException("The client has gone."));

        await Assert.ThrowsAsync<IOException>(() => apps.App.Services.GetRequiredService<ArtifactStore>().WriteAsync(
            study, row, ArtifactName.TryParse(file)!, content, length, () => Task.FromResult(true), CancellationToken.None));

        await OnlyOldIsThereAsync(name, trial, old);
    }

    [Fact]
    public async Task Delete_Study_DeletesItsFilesAndNoOthers()
    {
        var (trial, other) = (await OneAsync("a-gone"), await OneAsync("a-stays"));
        var kept = await PutAsync("a-gone", trial, "model.bin", [1]);
        var stays = await PutAsync("a-stays", other, "model.bin", [2]);

        await Client.DeleteStudyAsync("a-gone");

        Assert.Empty(await NamesAsync(kept.StudyId!.Value));
        Assert.Equal(2, (await NamesAsync(stays.StudyId!.Value)).Count);
        // Another study of the name has none of them.
        var again = await OneAsync("a-gone");
        Assert.Empty((await Client.ListArtifactsAsync("a-gone", again.Number)).Items);
    }

    [Fact]
    public async Task Storage_WithoutBlobs_AnswersThatItKeepsNoFiles()
    {
        await using var app = await TunerApp.StartAsync(
            apps.ConnectionString, drives: false, configure: services => services.AddSingleton(new ArtifactContainer(null)));
        var trial = await OneAsync("a-none");

        Assert.Equal((501, ProblemKind.NoArtifacts.Type), await RefusalAsync(() => app.Client.ListArtifactsAsync("a-none", trial.Number)));
        Assert.Equal(
            (501, ProblemKind.NoArtifacts.Type),
            await RefusalAsync(() => app.Client.PutArtifactAsync("a-none", trial.Number, trial.Lease, "m", new MemoryStream([1]))));
        await app.Client.DeleteStudyAsync("a-none");
    }

    private static Uri Address(string name, int number, string file) =>
        new($"/v1/tuner/studies/{name}/trials/{number}/artifacts/{file}", UriKind.Relative);

    private static async Task<(int Status, string? Type)> RefusalAsync(Func<Task> call)
    {
        try
        {
            await call();
            return (0, null);
        }
        catch (TunerApiException e)
        {
            return (e.Status, e.Problem.Type);
        }
    }

    private async Task<SuggestedTrialView> OneAsync(string name)
    {
        await Client.StartStudyAsync(
            $$"""{"name":"{{name}}","objective":{"kind":"external"},"searchSpace":{"x":[0,1]},"fixed":{"y":2},"sampler":"random","trials":99}""");
        return Assert.Single((await Client.SuggestAsync(name)).Trials);
    }

    private Task<ArtifactView> PutAsync(string name, SuggestedTrialView trial, string file, byte[] content) =>
        Client.PutArtifactAsync(name, trial.Number, trial.Lease, file, new MemoryStream(content));

    private async Task<byte[]> GetAsync(string name, int number, string file)
    {
        var content = new MemoryStream();
        await Client.GetArtifactAsync(name, number, file, content);
        return content.ToArray();
    }

    private async Task OnlyOldIsThereAsync(string study, SuggestedTrialView trial, ArtifactView old)
    {
        var folder = $"{old.StudyId:N}/{trial.Number}/";
        Assert.Equal([$"{folder}old", $"{folder}old.provenance.json"], await NamesAsync(old.StudyId!.Value));
        Assert.Equal([old.Sha256], (await Client.ListArtifactsAsync(study, trial.Number)).Items.Select(a => a.Sha256));
        Assert.Equal("old"u8.ToArray(), await GetAsync(study, trial.Number, "old"));
        var beside = JsonSerializer.Deserialize<ArtifactView>(
            (await Blobs.GetBlobClient($"{folder}old.provenance.json").DownloadContentAsync()).Value.Content, TunerJson.Options)!;
        Assert.Equal(old.Sha256, beside.Sha256);
    }

    private async Task<List<string>> NamesAsync(Guid study)
    {
        var names = new List<string>();
        var ofStudy = new Azure.Storage.Blobs.Models.GetBlobsOptions { Prefix = $"{study:N}/" };
        await foreach (var blob in Blobs.GetBlobsAsync(ofStudy)) names.Add(blob.Name);
        return names;
    }
}
